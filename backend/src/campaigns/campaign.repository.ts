import { Injectable } from '@nestjs/common';
import type { Audience, CampaignPolicy, CampaignStatus, DialingMode, Purpose } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface CampaignRow {
  id: string;
  client_id: string;
  client_name: string;
  name: string;
  purpose: Purpose;
  audience: Audience;
  mode: DialingMode;
  status: CampaignStatus;
  call_script_version_id: string | null;
  caller_id_id: string | null;
  policy: CampaignPolicy;
  synthetic: boolean;
  created_at: Date;
  started_at: Date | null;
  version: number;
}

export interface NewCampaign {
  clientId: string;
  name: string;
  purpose: Purpose;
  audience: Audience;
  mode: DialingMode;
  callScriptVersionId: string | null;
  callerIdId: string | null;
  policy: CampaignPolicy;
  synthetic: boolean;
  createdBy: string | null;
  now: Date;
}

export type CampaignChanges = Partial<
  Pick<NewCampaign, 'name' | 'purpose' | 'audience' | 'mode' | 'callScriptVersionId' | 'callerIdId' | 'policy'>
>;

export interface RunningCampaign {
  id: string;
  name: string;
  mode: DialingMode;
  policy: CampaignPolicy;
}

/** A running campaign as one of its operators may work in it. */
export interface CampaignOfOperator extends RunningCampaign {
  readonly operatorId: string;
  /** A promise of his own is due in it. */
  readonly hasOwnReady: boolean;
}

const SELECT = `SELECT c.id, c.client_id, k.name AS client_name, c.name, c.purpose, c.audience, c.mode, c.status, c.call_script_version_id, c.caller_id_id,
    c.policy, c.synthetic, c.created_at, c.started_at, c.version
  FROM campaigns c JOIN clients k ON k.id = c.client_id`;

const CHANGEABLE = {
  name: 'name',
  purpose: 'purpose',
  audience: 'audience',
  mode: 'mode',
  callScriptVersionId: 'call_script_version_id',
  callerIdId: 'caller_id_id',
  policy: 'policy',
} as const satisfies Record<keyof CampaignChanges, string>;

@Injectable()
export class CampaignRepository {
  constructor(private readonly transaction: Transaction) {}

  async all(): Promise<CampaignRow[]> {
    return this.transaction.rows<CampaignRow>(`${SELECT} ORDER BY c.status = 'finished', c.id DESC`);
  }

  async get(id: string): Promise<CampaignRow | undefined> {
    return this.transaction.row<CampaignRow>(`${SELECT} WHERE c.id = $1`, [id]);
  }

  async lock(id: string): Promise<CampaignRow | undefined> {
    return this.transaction.row<CampaignRow>(`${SELECT} WHERE c.id = $1 FOR UPDATE OF c`, [id]);
  }

  async insert(campaign: NewCampaign): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO campaigns (client_id, name, purpose, purpose_by, audience, mode, call_script_version_id, caller_id_id, policy, synthetic, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $4, $11) RETURNING id`,
      [
        campaign.clientId,
        campaign.name,
        campaign.purpose,
        campaign.createdBy,
        campaign.audience,
        campaign.mode,
        campaign.callScriptVersionId,
        campaign.callerIdId,
        campaign.policy,
        campaign.synthetic,
        campaign.now,
      ],
    );
    if (row === undefined) {
      throw new Error('a campaign was not stored');
    }
    return row.id;
  }

  /** A declared purpose has a name under it: whoever declared it last. */
  async change(id: string, changes: CampaignChanges, userId: string): Promise<void> {
    const fields = (Object.keys(CHANGEABLE) as (keyof typeof CHANGEABLE)[]).filter(
      (field) => changes[field] !== undefined,
    );
    const sets = fields.map((field, index) => `${CHANGEABLE[field]} = $${index + 3}`);
    const purposeBy = changes.purpose === undefined ? [] : ['purpose_by = $2'];
    await this.transaction.manager.query(
      `UPDATE campaigns SET ${[...sets, ...purposeBy, 'version = version + 1'].join(', ')} WHERE id = $1 AND $2::bigint IS NOT NULL`,
      [id, userId, ...fields.map((field) => changes[field])],
    );
  }

  async setStatus(id: string, status: CampaignStatus, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE campaigns SET status = $2, version = version + 1,
         started_at = CASE WHEN $2 = 'running' THEN coalesce(started_at, $3) ELSE started_at END,
         finished_at = CASE WHEN $2 = 'finished' THEN $3 ELSE finished_at END
       WHERE id = $1`,
      [id, status, now],
    );
  }

  /** A draft that gets its first lists, all synthetic. */
  async markSynthetic(id: string): Promise<void> {
    await this.transaction.manager.query('UPDATE campaigns SET synthetic = true WHERE id = $1', [id]);
  }

  async setLists(id: string, listIds: readonly string[]): Promise<void> {
    await this.replace('campaign_lists', 'list_id', { id, chosen: listIds });
  }

  async setOperators(id: string, operatorIds: readonly string[]): Promise<void> {
    await this.replace('campaign_operators', 'operator_id', { id, chosen: operatorIds });
  }

  async clientSynthetic(clientId: string): Promise<boolean | undefined> {
    return (
      await this.transaction.row<{ synthetic: boolean }>('SELECT synthetic FROM clients WHERE id = $1', [clientId])
    )?.synthetic;
  }

  async isPublished(versionId: string): Promise<boolean> {
    const row = await this.transaction.row<{ published: boolean }>(
      'SELECT EXISTS (SELECT FROM call_script_versions WHERE id = $1 AND published_at IS NOT NULL) AS published',
      [versionId],
    );
    return row?.published ?? false;
  }

  async callerIdBelongs(callerIdId: string, clientId: string): Promise<boolean> {
    const row = await this.transaction.row<{ own: boolean }>(
      'SELECT EXISTS (SELECT FROM caller_ids WHERE id = $1 AND client_id = $2) AS own',
      [callerIdId, clientId],
    );
    return row?.own ?? false;
  }

  /** Of the ids given, those that are operators able to sign in. */
  async activePeople(userIds: readonly string[]): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      'SELECT id FROM users WHERE id = ANY ($1) AND disabled_at IS NULL',
      [userIds],
    );
    return rows.map(({ id }) => id);
  }

  async running(id: string): Promise<RunningCampaign | undefined> {
    return this.transaction.row<RunningCampaign>(
      `SELECT c.id, c.name, c.mode, c.policy FROM campaigns c WHERE c.id = $1 AND c.status = 'running'`,
      [id],
    );
  }

  /** The running campaigns of each operator, by weight and age. `currentIds` beside `operatorIds`: the one he chose, null = all of his. */
  async runningFor(
    operatorIds: readonly string[],
    currentIds: readonly (string | null)[],
  ): Promise<CampaignOfOperator[]> {
    return this.transaction.rows<CampaignOfOperator>(
      `SELECT o.operator_id AS "operatorId", c.id, c.name, c.mode, c.policy,
         EXISTS (SELECT FROM queue_entries q
                 WHERE q.owner_operator_id = o.operator_id AND q.campaign_id = c.id AND q.state = 'ready') AS "hasOwnReady"
       FROM unnest($1::bigint[], $2::bigint[]) AS who (operator_id, current_id)
         JOIN campaign_operators o ON o.operator_id = who.operator_id
         JOIN campaigns c ON c.id = o.campaign_id AND c.status = 'running' AND (who.current_id IS NULL OR c.id = who.current_id)
       ORDER BY c.priority DESC, c.id`,
      [operatorIds, currentIds],
    );
  }

  async hasOperator(id: string, operatorId: string): Promise<boolean> {
    const row = await this.transaction.row<{ within: boolean }>(
      'SELECT EXISTS (SELECT FROM campaign_operators WHERE campaign_id = $1 AND operator_id = $2) AS within',
      [id, operatorId],
    );
    return row?.within ?? false;
  }

  private async replace(
    table: 'campaign_lists' | 'campaign_operators',
    column: string,
    { id, chosen }: { id: string; chosen: readonly string[] },
  ): Promise<void> {
    await this.transaction.manager.query(
      `DELETE FROM ${table} WHERE campaign_id = $1 AND ${column} <> ALL ($2::bigint[])`,
      [id, chosen],
    );
    await this.transaction.manager.query(
      `INSERT INTO ${table} (campaign_id, ${column}) SELECT $1, chosen FROM unnest($2::bigint[]) AS chosen ON CONFLICT DO NOTHING`,
      [id, chosen],
    );
  }
}
