import { Injectable } from '@nestjs/common';
import { campaignContext, refusalOfRow, refusedUntilOfRow } from '../compliance/refusal-sql.repository.js';
import { duePromiseIdSql, promiseDueSql } from '../compliance/promise-sql.repository.js';
import { BANDS } from '../campaigns/marking-sql.repository.js';
import { Transaction } from '../kernel/transaction.js';

export interface ClaimRequest {
  campaignId: string;
  operatorId: string;
  /** Classes open at `now`, from the calling-windows rules. */
  openClassIds: readonly number[];
  /** Classes open to promised calls alone: the campaign's own hours are over, the law's are not. */
  promiseClassIds?: readonly number[];
  /** A new id: the attempt's row is written by the claim itself. */
  attemptId: string;
  provider: string;
  /** Claim this entry and no other (a callback the operator chose). */
  entryId?: string | undefined;
  now: Date;
}

/** What the claim did: gave an entry, found one that may not ring after all and put it aside, or found nothing. */
export type ClaimOutcome =
  | { kind: 'claimed'; queueEntryId: string; leadId: string; phoneId: string; classId: number }
  | { kind: 'put_aside'; queueEntryId: string; reason: string }
  | { kind: 'nothing' };

interface ClaimRow {
  id: string;
  lead_id: string;
  phone_id: string;
  class_id: number;
  refusal: string | null;
}

const PROMISE = { now: '$4::timestamptz', campaignId: '$1::bigint' };

/*
 * One statement. The own ready callbacks of the operator come first, then the head of each open class, walked by its index and skipping what another
 * claim holds; of these heads the first by (band, ordinal).
 * Where only the law's hours are open, the head is a promise whose time has come. Only the chosen row is checked again, by the very text that blocks, sweeps and explains.
 * A row that is refused leaves the ready state here, so that it never stands at the head of its class again.
 * Measured why (architecture of the queue): a claim that filters instead starves, 192-717 against 6 000-7 700 claims/s on 5 M rows.
 */
const CLAIM = `
  WITH own AS (
    SELECT q.id, q.band, q.ordinal FROM queue_entries q
    WHERE q.state = 'ready' AND q.owner_operator_id = $2 AND q.campaign_id = $1
      AND (q.class_id = ANY ($3::int[]) OR (q.class_id = ANY ($8::int[]) AND ${promiseDueSql('q', PROMISE)}))
      AND ($7::bigint IS NULL OR q.id = $7)
    ORDER BY q.not_before, q.id LIMIT 1 FOR UPDATE SKIP LOCKED
  ), heads AS (
    SELECT head.id, head.band, head.ordinal FROM unnest($3::int[]) AS open (class_id) CROSS JOIN LATERAL (
      SELECT q.id, q.band, q.ordinal FROM queue_entries q
      WHERE q.campaign_id = $1 AND q.class_id = open.class_id AND q.state = 'ready' AND q.owner_operator_id IS NULL
        AND ($7::bigint IS NULL OR q.id = $7)
      ORDER BY q.band, q.ordinal, q.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) head WHERE NOT EXISTS (SELECT FROM own)
  ), late_heads AS (
    SELECT head.id, head.band, head.ordinal FROM unnest($8::int[]) AS open (class_id) CROSS JOIN LATERAL (
      SELECT q.id, q.band, q.ordinal FROM queue_entries q
      WHERE q.campaign_id = $1 AND q.class_id = open.class_id AND q.state = 'ready' AND q.owner_operator_id IS NULL
        AND q.band = ${BANDS.callback} AND ${promiseDueSql('q', PROMISE)} AND ($7::bigint IS NULL OR q.id = $7)
      ORDER BY q.ordinal, q.id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) head WHERE NOT EXISTS (SELECT FROM own)
  ), chosen AS (
    SELECT id FROM own UNION ALL (SELECT id FROM (SELECT * FROM heads UNION ALL SELECT * FROM late_heads) every_head ORDER BY band, ordinal, id LIMIT 1)
  ), judged AS (
    SELECT q.*, ${refusalOfRow('q', campaignContext('c', '$4::timestamptz'))} AS refusal,
      ${refusedUntilOfRow('q', campaignContext('c', '$4::timestamptz'))} AS refused_until,
      c.call_script_version_id
    FROM chosen JOIN queue_entries q ON q.id = chosen.id JOIN campaigns c ON c.id = q.campaign_id
  ), put_aside AS (
    UPDATE queue_entries q SET state = CASE WHEN j.refused_until IS NULL THEN 'blocked' ELSE 'cooling' END,
      reason = j.refusal, not_before = coalesce(j.refused_until, q.not_before), updated_at = $4
    FROM judged j WHERE q.id = j.id AND j.refusal IS NOT NULL
  ), attempt AS (
    INSERT INTO attempts (id, campaign_id, queue_entry_id, lead_id, contact_id, phone_id, number_key, operator_id, call_script_version_id,
      number_in_entry, state, provider, planned_at, synthetic, callback_id)
    SELECT $5::uuid, j.campaign_id, j.id, j.lead_id, p.contact_id, j.phone_id, j.number_key, $2, j.call_script_version_id,
      j.tries + 1, 'planned', $6, $4, j.synthetic, ${duePromiseIdSql('j', PROMISE)}
    FROM judged j JOIN phones p ON p.id = j.phone_id WHERE j.refusal IS NULL
  ), claimed AS (
    UPDATE queue_entries q SET state = 'claimed', claimed_by = $2, attempt_id = $5::uuid, reason = NULL, updated_at = $4
    FROM judged j WHERE q.id = j.id AND j.refusal IS NULL
  )
  SELECT id, lead_id, phone_id, class_id, refusal FROM judged`;

@Injectable()
export class LeadClaimRepository {
  constructor(private readonly transaction: Transaction) {}

  async claim(request: ClaimRequest): Promise<ClaimOutcome> {
    const { promiseClassIds = [] } = request;
    if (request.openClassIds.length + promiseClassIds.length === 0) {
      return { kind: 'nothing' };
    }
    const row = await this.transaction.row<ClaimRow>(CLAIM, [
      request.campaignId,
      request.operatorId,
      request.openClassIds,
      request.now,
      request.attemptId,
      request.provider,
      request.entryId ?? null,
      promiseClassIds,
    ]);
    if (row === undefined) {
      return { kind: 'nothing' };
    }
    if (row.refusal !== null) {
      return { kind: 'put_aside', queueEntryId: row.id, reason: row.refusal };
    }
    return { kind: 'claimed', queueEntryId: row.id, leadId: row.lead_id, phoneId: row.phone_id, classId: row.class_id };
  }

  /** What was promised about the chosen row, kept with the attempt as evidence of why it was right to ring. */
  async keepRightToCall(attemptId: string, right: Record<string, unknown>): Promise<void> {
    await this.transaction.manager.query('UPDATE attempts SET right_to_call = $2 WHERE id = $1', [attemptId, right]);
  }

  /** The list (with its legal source) on whose ground the lead rings in this campaign, and facts for "why this lead". */
  async ground(entryId: string, now: Date): Promise<ClaimGround | undefined> {
    return this.transaction.row<ClaimGround>(
      `SELECT ll.name AS "listName", ls.kind AS "legalSourceKind", k.pack, l.temperature, q.tries, q.class_id AS "classId",
         EXISTS (SELECT FROM callbacks b WHERE b.campaign_id = q.campaign_id AND b.lead_id = q.lead_id AND b.state = 'open' AND b.due_at <= $2::timestamptz + interval '5 minutes') AS "callbackDue"
       FROM queue_entries q JOIN leads l ON l.id = q.lead_id JOIN calling_classes k ON k.id = q.class_id
         JOIN campaign_lists cl ON cl.campaign_id = q.campaign_id
         JOIN list_members m ON m.list_id = cl.list_id AND m.lead_id = q.lead_id
         JOIN lead_lists ll ON ll.id = cl.list_id JOIN legal_sources ls ON ls.id = ll.legal_source_id
       WHERE q.id = $1 AND ls.complete ORDER BY ll.id LIMIT 1`,
      [entryId, now],
    );
  }
}

export interface ClaimGround {
  listName: string;
  legalSourceKind: string;
  pack: string;
  temperature: string;
  tries: number;
  classId: number;
  callbackDue: boolean;
}
