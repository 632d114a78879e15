import { Injectable } from '@nestjs/common';
import type { CampaignPolicy } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { BANDS, blockSql } from './marking-sql.repository.js';

export interface HeldEntry {
  id: string;
  campaignId: string;
  leadId: string;
  phoneId: string;
  tries: number;
  triesBy: Record<string, number>;
  policy: CampaignPolicy;
  /** Possible zones of the phone rung. */
  zones: string[];
  otherPhones: number;
}

/** A promise that decides when the lead rings again, on which number and for whom. */
export interface EntryPromise {
  dueAt: Date;
  ownerOperatorId: string | null;
  phoneId: string;
}

const OPEN_PROMISE = `FROM callbacks b WHERE b.campaign_id = q.campaign_id AND b.lead_id = q.lead_id AND b.state = 'open'`;
const PROMISE_OWNER = `(SELECT max(b.owner_operator_id) ${OPEN_PROMISE})`;

/**
 * The states of a place in the queue while an operator holds it, and how it is let go. Every write names the holder it expects:
 * one who has lost his claim changes nothing.
 */
@Injectable()
export class HeldEntryRepository {
  constructor(private readonly transaction: Transaction) {}

  async policy(campaignId: string): Promise<CampaignPolicy> {
    const row = await this.transaction.row<{ policy: CampaignPolicy }>('SELECT policy FROM campaigns WHERE id = $1', [
      campaignId,
    ]);
    if (row === undefined) {
      throw new Error(`campaign ${campaignId} is gone`);
    }
    return row.policy;
  }

  async setState(entryId: string, operatorId: string, state: 'attempting' | 'wrap_up', now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET state = $3, updated_at = $4 WHERE id = $1 AND claimed_by = $2`,
      [entryId, operatorId, state, now],
    );
  }

  async lock(entryId: string): Promise<HeldEntry | undefined> {
    return this.transaction.row<HeldEntry>(
      `SELECT q.id, q.campaign_id AS "campaignId", q.lead_id AS "leadId", q.phone_id AS "phoneId", q.tries, q.tries_by AS "triesBy", c.policy, p.zones,
         (SELECT count(*)::int FROM phones o WHERE o.lead_id = q.lead_id AND o.state = 'active' AND o.id <> q.phone_id
          AND o.number_key <> q.number_key) AS "otherPhones"
       FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id JOIN phones p ON p.id = q.phone_id
       WHERE q.id = $1 FOR UPDATE OF q`,
      [entryId],
    );
  }

  /** What stands against ringing it until somebody changes a fact: a QueueReason, null when nothing does. */
  async block(entryId: string, now: Date): Promise<string | null> {
    const row = await this.transaction.row<{ block: string | null }>(
      `SELECT ${blockSql('$2::timestamptz')} AS block
       FROM queue_entries q JOIN campaigns c ON c.id = q.campaign_id JOIN leads l ON l.id = q.lead_id LEFT JOIN phones p ON p.id = q.phone_id
       WHERE q.id = $1`,
      [entryId, now],
    );
    return row?.block ?? null;
  }

  /** One more try with this result. */
  async countTry(entryId: string, code: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET tries = tries + 1,
         tries_by = tries_by || jsonb_build_object($2::text, coalesce((tries_by ->> $2)::int, 0) + 1)
       WHERE id = $1`,
      [entryId, code],
    );
  }

  /** Rests; whoever an open promise belongs to keeps the place. */
  async cool(entryId: string, until: Date, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries q SET state = 'cooling', reason = NULL, not_before = $2, owner_operator_id = ${PROMISE_OWNER},
         claimed_by = NULL, attempt_id = NULL, updated_at = $3 WHERE id = $1`,
      [entryId, until, now],
    );
  }

  /** Not dialled after all: due again at `until`, and not before an open promise, which may have moved meanwhile. */
  async giveBack(entryId: string, until: Date, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries q SET state = 'cooling', reason = NULL, owner_operator_id = ${PROMISE_OWNER}, claimed_by = NULL, attempt_id = NULL,
         not_before = GREATEST($2::timestamptz, (SELECT max(b.due_at) ${OPEN_PROMISE})), updated_at = $3
       WHERE id = $1`,
      [entryId, until, now],
    );
  }

  async finish(entryId: string, reason: string, now: Date): Promise<void> {
    await this.letGo(entryId, { state: 'finished', reason, notBefore: null, owner: null, band: null }, now);
  }

  /** Rings on another phone of the lead from now on: the best active one that is not this number. */
  async takeNextPhone(entryId: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries q SET phone_id = n.id, number_key = n.number_key, class_id = NULL
       FROM (SELECT p.id, p.number_key, e.id AS entry_id FROM queue_entries e JOIN phones p ON p.lead_id = e.lead_id
             WHERE e.id = $1 AND p.state = 'active' AND p.number_key <> e.number_key ORDER BY p.priority, p.id LIMIT 1) n
       WHERE q.id = n.entry_id`,
      [entryId],
    );
  }

  async promise(entryId: string, callback: EntryPromise, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries q SET phone_id = p.id, number_key = p.number_key, class_id = NULL FROM phones p
       WHERE q.id = $1 AND p.id = $2 AND p.id <> q.phone_id`,
      [entryId, callback.phoneId],
    );
    await this.letGo(
      entryId,
      { state: 'callback', reason: null, notBefore: callback.dueAt, owner: callback.ownerOperatorId, band: 0 },
      now,
    );
  }

  async replacePromise(entryId: string, callback: EntryPromise, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries q SET phone_id = p.id, number_key = p.number_key, class_id = CASE WHEN p.id = q.phone_id THEN q.class_id END,
         state = CASE WHEN $3::timestamptz <= $5::timestamptz AND q.state = 'ready' AND p.id = q.phone_id THEN 'ready' ELSE 'callback' END,
         reason = NULL, not_before = $3, owner_operator_id = $4, band = ${BANDS.callback}, updated_at = $5
       FROM phones p WHERE q.id = $1 AND p.id = $2 AND q.state NOT IN ('claimed', 'attempting', 'wrap_up')`,
      [entryId, callback.phoneId, callback.dueAt, callback.ownerOperatorId, now],
    );
  }

  async share(entryId: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET owner_operator_id = NULL, updated_at = $2 WHERE id = $1 AND state IN ('callback', 'ready', 'cooling')`,
      [entryId, now],
    );
  }

  async releasePromise(entryId: string, until: Date, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET state = 'cooling', reason = NULL, not_before = $2, owner_operator_id = NULL, band = ${BANDS.retry}, updated_at = $3
       WHERE id = $1 AND state IN ('callback', 'ready', 'cooling')`,
      [entryId, until, now],
    );
  }

  private async letGo(
    entryId: string,
    to: { state: string; reason: string | null; notBefore: Date | null; owner: string | null; band: number | null },
    now: Date,
  ): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET state = $2, reason = $3, not_before = $4, owner_operator_id = $5, band = coalesce($6, band),
         claimed_by = NULL, attempt_id = NULL, updated_at = $7
       WHERE id = $1`,
      [entryId, to.state, to.reason, to.notBefore, to.owner, to.band, now],
    );
  }
}
