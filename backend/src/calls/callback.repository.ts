import { Injectable } from '@nestjs/common';
import type { PromiseState } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface CallbackRecord {
  id: string;
  campaignId: string;
  clientId: string;
  leadId: string;
  phoneId: string;
  contactId: string | null;
  numberKey: Buffer;
  dueAt: Date;
  zone: string;
  ownerOperatorId: string | null;
  about: string;
  state: PromiseState;
  closeReason: string | null;
  promisedIn: string | null;
  shareLooks: number;
  remindedAt: Date | null;
  queueEntryId: string | null;
  /** An operator has the lead before them or on the line. */
  isHeld: boolean;
}

export interface NewCallback {
  campaignId: string;
  leadId: string;
  contactId: string | null;
  phoneId: string;
  dueAt: Date;
  zone: string;
  ownerOperatorId: string | null;
  about: string;
  promisedIn: string | null;
  movedFrom?: string | null;
  now: Date;
}

export interface Closing {
  state: Exclude<PromiseState, 'open'>;
  /** Why, as a code; null where the state says all. */
  reason?: string | null;
  /** A person's own words. */
  note?: string | null;
  byUserId?: string | null;
  /** The attempt whose result closed it. */
  closedIn?: string | null;
}

const SELECT = `SELECT b.id, b.campaign_id AS "campaignId", l.client_id AS "clientId", b.lead_id AS "leadId", b.phone_id AS "phoneId",
    b.contact_id AS "contactId", b.number_key AS "numberKey", b.due_at AS "dueAt", b.zone, b.owner_operator_id AS "ownerOperatorId", b.about, b.state,
    b.close_reason AS "closeReason", b.promised_in AS "promisedIn", b.share_looks AS "shareLooks", b.reminded_at AS "remindedAt",
    q.id AS "queueEntryId", coalesce(q.state IN ('claimed', 'attempting', 'wrap_up'), false) AS "isHeld"
  FROM callbacks b JOIN leads l ON l.id = b.lead_id
    LEFT JOIN queue_entries q ON q.campaign_id = b.campaign_id AND q.lead_id = b.lead_id`;

@Injectable()
export class CallbackRepository {
  constructor(private readonly transaction: Transaction) {}

  async lock(id: string): Promise<CallbackRecord | undefined> {
    return this.transaction.row<CallbackRecord>(`${SELECT} WHERE b.id = $1 FOR UPDATE OF b`, [id]);
  }

  async lockOpen(campaignId: string, leadId: string): Promise<CallbackRecord | undefined> {
    return this.transaction.row<CallbackRecord>(
      `${SELECT} WHERE b.campaign_id = $1 AND b.lead_id = $2 AND b.state = 'open' FOR UPDATE OF b`,
      [campaignId, leadId],
    );
  }

  /** The promise that the result of this attempt made and that still stands. */
  async lockMadeIn(attemptId: string): Promise<CallbackRecord | undefined> {
    return this.transaction.row<CallbackRecord>(
      `${SELECT} WHERE b.promised_in = $1 AND b.state = 'open' ORDER BY b.id DESC LIMIT 1 FOR UPDATE OF b`,
      [attemptId],
    );
  }

  /** The promise that the result of this attempt closed. */
  async lockClosedIn(attemptId: string): Promise<CallbackRecord | undefined> {
    return this.transaction.row<CallbackRecord>(
      `${SELECT} WHERE b.closed_in = $1 AND b.state <> 'open' ORDER BY b.id DESC LIMIT 1 FOR UPDATE OF b`,
      [attemptId],
    );
  }

  async lockOpenOfCampaign(campaignId: string): Promise<CallbackRecord[]> {
    return this.transaction.rows<CallbackRecord>(
      `${SELECT} WHERE b.campaign_id = $1 AND b.state = 'open' ORDER BY b.id FOR UPDATE OF b`,
      [campaignId],
    );
  }

  async insert(callback: NewCallback): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO callbacks (campaign_id, lead_id, contact_id, phone_id, due_at, zone, owner_operator_id, about, promised_in, moved_from, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`,
      [
        callback.campaignId,
        callback.leadId,
        callback.contactId,
        callback.phoneId,
        callback.dueAt,
        callback.zone,
        callback.ownerOperatorId,
        callback.about,
        callback.promisedIn,
        callback.movedFrom ?? null,
        callback.now,
      ],
    );
    if (row === undefined) {
      throw new Error('a callback was not stored');
    }
    return row.id;
  }

  /** A corrected result may close again, in another way, what it had closed. */
  async close(id: string, { state, reason, note, byUserId, closedIn }: Closing, now: Date): Promise<void> {
    const keptIn = state === 'kept' || state === 'late' ? closedIn : null;
    await this.transaction.manager.query(
      `UPDATE callbacks SET state = $2, close_reason = $3, close_note = $4, closed_by = $5, closed_in = $6, kept_in = $7, closed_at = $8 WHERE id = $1`,
      [id, state, reason ?? null, note ?? null, byUserId ?? null, closedIn ?? null, keptIn ?? null, now],
    );
  }

  async reopen(id: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE callbacks SET state = 'open', close_reason = NULL, close_note = NULL, closed_by = NULL, closed_in = NULL, kept_in = NULL, closed_at = NULL
       WHERE id = $1`,
      [id],
    );
  }

  async setOwner(id: string, operatorId: string | null): Promise<void> {
    await this.transaction.manager.query('UPDATE callbacks SET owner_operator_id = $2, share_looks = 0 WHERE id = $1', [
      id,
      operatorId,
    ]);
  }

  async markReminded(id: string, now: Date): Promise<void> {
    await this.transaction.manager.query('UPDATE callbacks SET reminded_at = $2 WHERE id = $1', [id, now]);
  }

  async markLooked(id: string, looks: number): Promise<void> {
    await this.transaction.manager.query('UPDATE callbacks SET share_looks = $2 WHERE id = $1', [id, looks]);
  }

  async nextAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ next: Date | null }>(
      `SELECT min(next_at) AS next FROM callbacks WHERE state = 'open'`,
    );
    return row?.next ?? null;
  }

  async dueIds(now: Date, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM callbacks WHERE state = 'open' AND next_at <= $1 ORDER BY next_at, id LIMIT $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Dials made for the promise. */
  async dials(id: string): Promise<number> {
    const row = await this.transaction.row<{ dials: number }>(
      'SELECT count(*)::int AS dials FROM attempts WHERE callback_id = $1 AND dial_requested_at IS NOT NULL',
      [id],
    );
    return row?.dials ?? 0;
  }

  /** Promises made to the lead after that instant, by whatever way. */
  async madeSince(leadId: string, since: Date): Promise<number> {
    const row = await this.transaction.row<{ made: number }>(
      'SELECT count(*)::int AS made FROM callbacks WHERE lead_id = $1 AND created_at > $2',
      [leadId, since],
    );
    return row?.made ?? 0;
  }

  /** Whether the owner can be expected to call: signed in, of the campaign, not disabled. */
  async isOwnerThere(id: string): Promise<boolean> {
    const row = await this.transaction.row<{ there: boolean }>(
      `SELECT EXISTS (SELECT FROM operator_states s JOIN users u ON u.id = s.operator_id AND u.disabled_at IS NULL
           JOIN campaign_operators o ON o.operator_id = s.operator_id AND o.campaign_id = b.campaign_id
         WHERE s.operator_id = b.owner_operator_id AND s.connected AND s.state <> 'offline') AS there
       FROM callbacks b WHERE b.id = $1`,
      [id],
    );
    return row?.there ?? false;
  }

  /** An active person of the campaign. */
  async isOperatorOf(campaignId: string, operatorId: string): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT FROM campaign_operators o JOIN users u ON u.id = o.operator_id
       WHERE o.campaign_id = $1 AND o.operator_id = $2 AND u.disabled_at IS NULL`,
      [campaignId, operatorId],
    );
    return row !== undefined;
  }
}
