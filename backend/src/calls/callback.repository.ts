import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface CallbackRecord {
  id: string;
  campaignId: string;
  clientId: string;
  leadId: string;
  phoneId: string;
  dueAt: Date;
  zone: string;
  ownerOperatorId: string | null;
  state: 'open' | 'kept' | 'broken' | 'cancelled';
  queueEntryId: string | null;
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
  promisedIn: string;
  now: Date;
}

const SELECT = `SELECT b.id, b.campaign_id AS "campaignId", l.client_id AS "clientId", b.lead_id AS "leadId", b.phone_id AS "phoneId", b.due_at AS "dueAt",
    b.zone, b.owner_operator_id AS "ownerOperatorId", b.state, q.id AS "queueEntryId"
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

  async insert(callback: NewCallback): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO callbacks (campaign_id, lead_id, contact_id, phone_id, due_at, zone, owner_operator_id, about, promised_in, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
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
        callback.now,
      ],
    );
    if (row === undefined) {
      throw new Error('a callback was not stored');
    }
    return row.id;
  }

  async close(
    id: string,
    state: 'kept' | 'broken' | 'cancelled',
    close: { keptIn: string | null; now: Date },
  ): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE callbacks SET state = $2, kept_in = $3, closed_at = $4 WHERE id = $1 AND state = 'open'`,
      [id, state, close.keptIn, close.now],
    );
  }

  async share(id: string): Promise<void> {
    await this.transaction.manager.query('UPDATE callbacks SET owner_operator_id = NULL WHERE id = $1', [id]);
  }

  async markReminded(id: string, now: Date): Promise<void> {
    await this.transaction.manager.query('UPDATE callbacks SET reminded_at = $2 WHERE id = $1', [id, now]);
  }

  /** Possible zones and contact of a phone, for the promise's own zone and the check of the calling hours. */
  async phone(phoneId: string, leadId: string): Promise<{ zones: string[]; contactId: string | null } | undefined> {
    return this.transaction.row(
      `SELECT zones, contact_id AS "contactId" FROM phones WHERE id = $1 AND lead_id = $2 AND state = 'active'`,
      [phoneId, leadId],
    );
  }
}
