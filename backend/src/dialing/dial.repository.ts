import { Injectable } from '@nestjs/common';
import { campaignContext, refusalOfRow, refusedUntilOfRow } from '../compliance/refusal-sql.repository.js';
import { promiseDueSql } from '../compliance/promise-sql.repository.js';
import { Transaction } from '../kernel/transaction.js';

export interface DialFacts {
  to: string;
  from: string;
  ringTimeoutSeconds: number;
  /** Which dial of this number it is, from 1. */
  tryNumber: number;
  synthetic: boolean;
}

/** A QueueReason, `campaign_not_running`, or null = go; `until` where it passes by itself. */
export interface FoundRefusal {
  reason: string | null;
  until: Date | null;
  classId: number | null;
  /** It is a promised call whose time has come: the law's hours bind it, the campaign's own do not. */
  isPromise: boolean;
}

/** `row` selects by $1; $2 is now. */
function refusalOf(row: string, exceptAttemptId?: string): string {
  const context = campaignContext('c', '$2::timestamptz', exceptAttemptId);
  return `SELECT CASE WHEN c.status <> 'running' THEN 'campaign_not_running' ELSE ${refusalOfRow('r', context)} END AS reason,
      CASE WHEN c.status = 'running' THEN ${refusedUntilOfRow('r', context)} END AS until, r.class_id AS "classId",
      ${promiseDueSql('r', context)} AS "isPromise"
    FROM (${row}) r JOIN campaigns c ON c.id = r.campaign_id`;
}

/** A number shown where a campaign has none of its own: from the range that no operator assigns. */
const NO_CALLER_ID = '+99900000000';

@Injectable()
export class DialRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Takes the locks under which a dial is decided: the number (an opt-out at the same instant waits or comes first) and the lead
   * (caps of one person are counted one after another).
   */
  async lockNumberAndLead(numberKey: Buffer, leadId: string): Promise<void> {
    await this.transaction.manager.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))`,
      [numberKey],
    );
    await this.transaction.manager.query('SELECT FROM leads WHERE id = $1 FOR UPDATE', [leadId]);
  }

  /** The claim's own question asked again at the instant of dialling. */
  async refusal(attemptId: string, now: Date): Promise<FoundRefusal> {
    const found = await this.transaction.row<FoundRefusal>(
      refusalOf(
        `SELECT a.campaign_id, a.lead_id, a.phone_id, a.number_key, q.class_id FROM attempts a
         LEFT JOIN queue_entries q ON q.id = a.queue_entry_id WHERE a.id = $1::uuid`,
        '$1::uuid',
      ),
      [attemptId, now],
    );
    return found ?? { reason: 'finished', until: null, classId: null, isPromise: false };
  }

  /** The same of a queue entry that nobody claimed yet. */
  async refusalOfEntry(entryId: string, now: Date): Promise<FoundRefusal> {
    const found = await this.transaction.row<FoundRefusal>(
      refusalOf('SELECT campaign_id, lead_id, phone_id, number_key, class_id FROM queue_entries WHERE id = $1::bigint'),
      [entryId, now],
    );
    return found ?? { reason: 'finished', until: null, classId: null, isPromise: false };
  }

  async facts(attemptId: string): Promise<DialFacts> {
    const row = await this.transaction.row<DialFacts>(
      `SELECT p.e164 AS "to", coalesce(ci.e164, $2) AS "from", (c.policy ->> 'ringTimeoutSeconds')::int AS "ringTimeoutSeconds", a.synthetic,
         (SELECT count(*)::int FROM attempts o WHERE o.number_key = a.number_key AND o.dial_requested_at IS NOT NULL) AS "tryNumber"
       FROM attempts a JOIN phones p ON p.id = a.phone_id JOIN campaigns c ON c.id = a.campaign_id
         LEFT JOIN caller_ids ci ON ci.id = c.caller_id_id WHERE a.id = $1`,
      [attemptId, NO_CALLER_ID],
    );
    if (row === undefined) {
      throw new Error(`attempt ${attemptId} is gone`);
    }
    return row;
  }

  async phoneOfLead(
    phoneId: string,
    leadId: string,
  ): Promise<{ id: string; numberKey: Buffer; contactId: string | null } | undefined> {
    return this.transaction.row(
      `SELECT id, number_key AS "numberKey", contact_id AS "contactId" FROM phones WHERE id = $1 AND lead_id = $2 AND state = 'active'`,
      [phoneId, leadId],
    );
  }
}
