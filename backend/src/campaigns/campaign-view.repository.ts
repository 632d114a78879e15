import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '@warmline/contracts/call-script';
import { nameInBoth } from '../call-scripts/script-name.rules.js';
import { Transaction } from '../kernel/transaction.js';

export interface ListOfCampaign {
  id: string;
  name: string;
  leads: number;
  complete: boolean;
  client_id: string;
  synthetic: boolean;
}

export interface ScriptOfCampaign {
  versionId: string;
  name: LocalizedText;
  number: number;
}

export interface QueueCounts {
  leads: number;
  ready: number;
  finished: number;
}

/** What a campaign's page shows around its own row. */
@Injectable()
export class CampaignViewRepository {
  constructor(private readonly transaction: Transaction) {}

  async lists(campaignId: string): Promise<ListOfCampaign[]> {
    return this.listsWhere('l.id IN (SELECT list_id FROM campaign_lists WHERE campaign_id = $1)', campaignId);
  }

  async listsByIds(ids: readonly string[]): Promise<ListOfCampaign[]> {
    return this.listsWhere('l.id = ANY ($1)', ids);
  }

  async operators(campaignId: string): Promise<{ id: string; name: string }[]> {
    return this.transaction.rows(
      'SELECT u.id, u.name FROM campaign_operators o JOIN users u ON u.id = o.operator_id WHERE o.campaign_id = $1 ORDER BY u.name, u.id',
      [campaignId],
    );
  }

  async callScript(versionId: string): Promise<ScriptOfCampaign | undefined> {
    const row = await this.transaction.row<ScriptOfCampaign & { id: string }>(
      `SELECT v.id AS "versionId", v.document->'name' AS name, v.document->>'id' AS id, v.number FROM call_script_versions v WHERE v.id = $1`,
      [versionId],
    );
    return row && { versionId: row.versionId, name: nameInBoth(row.name, row.id), number: row.number };
  }

  async callerId(id: string): Promise<{ id: string; e164: string; label: string } | undefined> {
    return this.transaction.row('SELECT id, e164, label FROM caller_ids WHERE id = $1', [id]);
  }

  /** By campaign id; all campaigns in one pass. */
  async counts(campaignIds: readonly string[]): Promise<Map<string, QueueCounts>> {
    const rows = await this.transaction.rows<QueueCounts & { campaign_id: string }>(
      `SELECT campaign_id, count(*)::int AS leads, (count(*) FILTER (WHERE state = 'ready'))::int AS ready,
         (count(*) FILTER (WHERE state = 'finished'))::int AS finished
       FROM queue_entries WHERE campaign_id = ANY ($1) GROUP BY campaign_id`,
      [campaignIds],
    );
    return new Map(rows.map(({ campaign_id, ...counts }) => [campaign_id, counts]));
  }

  private async listsWhere(condition: string, parameter: unknown): Promise<ListOfCampaign[]> {
    return this.transaction.rows<ListOfCampaign>(
      `SELECT l.id, l.name, l.client_id, l.synthetic, s.complete, (SELECT count(*)::int FROM list_members m WHERE m.list_id = l.id) AS leads
       FROM lead_lists l JOIN legal_sources s ON s.id = l.legal_source_id WHERE ${condition} ORDER BY l.name, l.id`,
      [parameter],
    );
  }
}
