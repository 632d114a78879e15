import { Injectable } from '@nestjs/common';
import { campaignIdSchema, type CampaignPromises } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

/** The place of a promised lead in the campaign that takes the promise over. */
export interface TargetPlace {
  readonly entryId: string;
  /** That campaign has promised the person a call itself. */
  readonly isPromised: boolean;
  readonly operators: readonly string[];
}

@Injectable()
export class PromiseKeeperRepository {
  constructor(private readonly transaction: Transaction) {}

  async count(campaignId: string): Promise<number> {
    const row = await this.transaction.row<{ open: number }>(
      `SELECT count(*)::int AS open FROM callbacks WHERE campaign_id = $1 AND state = 'open'`,
      [campaignId],
    );
    return row?.open ?? 0;
  }

  async overview(campaignId: string, now: Date): Promise<CampaignPromises> {
    const counts = await this.transaction.row<{ open: number; due: number }>(
      `SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at <= $2::timestamptz + interval '10 minutes')::int AS due
       FROM callbacks WHERE campaign_id = $1 AND state = 'open'`,
      [campaignId, now],
    );
    const campaigns = await this.transaction.rows<{ id: string; name: string; fits: number }>(
      `SELECT t.id, t.name, (SELECT count(*)::int FROM callbacks b JOIN queue_entries q ON q.lead_id = b.lead_id AND q.campaign_id = t.id
           WHERE b.campaign_id = c.id AND b.state = 'open') AS fits
       FROM campaigns c JOIN campaigns t ON t.client_id = c.client_id AND t.synthetic = c.synthetic AND t.id <> c.id AND t.status <> 'finished'
       WHERE c.id = $1 ORDER BY 3 DESC, t.id DESC LIMIT 50`,
      [campaignId],
    );
    return {
      open: counts?.open ?? 0,
      due: counts?.due ?? 0,
      campaigns: campaigns.map((each) => ({ ...each, id: campaignIdSchema.parse(each.id) })),
    };
  }

  /** Of the same client, not finished, and as real as the other. */
  async isSisterOf(campaignId: string, other: string): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT FROM campaigns t JOIN campaigns c ON c.id = $2 AND c.client_id = t.client_id AND c.synthetic = t.synthetic
       WHERE t.id = $1 AND t.status <> 'finished'`,
      [campaignId, other],
    );
    return row !== undefined;
  }

  /** By lead; a lead that the campaign does not have is left out. */
  async places(campaignId: string, promises: readonly { leadId: string }[]): Promise<Map<string, TargetPlace>> {
    const rows = await this.transaction.rows<TargetPlace & { leadId: string }>(
      `SELECT q.lead_id AS "leadId", q.id AS "entryId",
         EXISTS (SELECT FROM callbacks b WHERE b.campaign_id = q.campaign_id AND b.lead_id = q.lead_id AND b.state = 'open') AS "isPromised",
         ARRAY(SELECT o.operator_id::text FROM campaign_operators o WHERE o.campaign_id = q.campaign_id) AS operators
       FROM queue_entries q WHERE q.campaign_id = $1 AND q.lead_id = ANY ($2::bigint[])`,
      [campaignId, promises.map(({ leadId }) => leadId)],
    );
    return new Map(rows.map(({ leadId, ...place }) => [leadId, place]));
  }
}
