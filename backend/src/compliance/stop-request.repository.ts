import { Injectable } from '@nestjs/common';
import type { SuppressionKind } from '@warmline/contracts';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { coversNumberSql } from './refusal-sql.repository.js';
import type { LiftedEntry, Lifting } from './suppression.repository.js';

/** What made somebody's wish known: the stop key, the end of a call script, a result, a change of many leads. */
export type StopSource = 'key' | 'script' | 'result' | 'bulk_action';

/** Whom a wish stops: a contact, a whole lead (no contact), or one number alone. */
export type StopReach = { readonly leadId: string; readonly contactId: string | null } | { readonly numberKey: Buffer };

export interface NewStopRequest {
  readonly reach: StopReach;
  readonly source: StopSource;
  readonly kind: SuppressionKind;
  readonly reason: string | null;
  readonly attemptId: string | null;
  readonly byUserId: string | null;
  readonly now: Date;
}

const LIVE = 'r.lifted_at IS NULL';

/** Wishes not to be called, and the entries of the stop list that stand for them. */
@Injectable()
export class StopRequestRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The person a call was with: a contact where one is known, else the lead; a private person is their own contact. */
  async personOf(leadId: string, contactId: string | null): Promise<{ leadId: string; contactId: string | null }> {
    const row = await this.transaction.row<{ leadId: string; contactId: string | null }>(
      `SELECT l.id AS "leadId", CASE WHEN l.kind = 'company' THEN c.id END AS "contactId"
       FROM leads w LEFT JOIN contacts c ON c.id = $2 JOIN leads l ON l.id = coalesce(c.lead_id, w.id) WHERE w.id = $1`,
      [leadId, contactId],
    );
    return row ?? { leadId, contactId: null };
  }

  /** Keys of every number in use of a contact, or of the whole lead. */
  async keysOf({ leadId, contactId }: { leadId: string; contactId: string | null }): Promise<Buffer[]> {
    const rows = await this.transaction.rows<{ key: Buffer }>(
      `SELECT DISTINCT number_key AS key FROM phones
       WHERE lead_id = $1 AND state = 'active' AND ($2::bigint IS NULL OR contact_id = $2)`,
      [leadId, contactId],
    );
    return rows.map(({ key }) => key);
  }

  /** The live wish of the same call, source and reach: saying it twice is saying it once. */
  async find({ reach, source, attemptId }: NewStopRequest): Promise<string | undefined> {
    const { leadId, contactId, numberKey } = columnsOf(reach);
    const row = await this.transaction.row<{ id: string }>(
      `SELECT id FROM stop_requests r WHERE ${LIVE} AND source = $1 AND attempt_id = $2
         AND lead_id IS NOT DISTINCT FROM $3 AND contact_id IS NOT DISTINCT FROM $4 AND number_key IS NOT DISTINCT FROM $5`,
      [source, attemptId, leadId, contactId, numberKey],
    );
    return row?.id;
  }

  async insert(request: NewStopRequest): Promise<string> {
    const { leadId, contactId, numberKey } = columnsOf(request.reach);
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO stop_requests (source, lead_id, contact_id, number_key, kind, reason, attempt_id, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        request.source,
        leadId,
        contactId,
        numberKey,
        request.kind,
        request.reason,
        request.attemptId,
        request.byUserId,
        request.now,
      ],
    );
    return row!.id;
  }

  /** Puts the numbers on the organisation's stop list in the name of the wish. Answers those that did not stand there already. */
  async suppress(requestId: string, numberKeys: readonly Buffer[]): Promise<LiftedEntry[]> {
    return this.transaction.rows(
      `INSERT INTO suppressions (number_key, key_id, scope, kind, reason, attempt_id, created_by, created_at, stop_request_id)
       SELECT DISTINCT key, $3::smallint, 'organisation', r.kind, r.reason, r.attempt_id, r.created_by, r.created_at, r.id
       FROM stop_requests r, unnest($2::bytea[]) AS key WHERE r.id = $1
       ON CONFLICT (number_key, channel, scope, client_id, campaign_id, load_id) WHERE lifted_at IS NULL DO NOTHING
       RETURNING id, number_key AS "numberKey"`,
      [requestId, numberKeys, NUMBER_KEY_ID],
    );
  }

  /** Live wishes that a call's script or result made known; the stop key's are an act of their own. */
  async madeByResultOf(attemptId: string): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM stop_requests r WHERE ${LIVE} AND attempt_id = $1 AND source IN ('script', 'result') ORDER BY id FOR UPDATE`,
      [attemptId],
    );
    return rows.map(({ id }) => id);
  }

  async end(ids: readonly string[], { byUserId, reason }: Lifting, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE stop_requests r SET lifted_at = $2, lifted_by = $3, lift_reason = $4 WHERE id = ANY ($1::bigint[]) AND ${LIVE}`,
      [ids, now, byUserId, reason],
    );
  }

  async leadsOf(ids: readonly string[]): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      'SELECT DISTINCT lead_id AS id FROM stop_requests WHERE id = ANY ($1::bigint[]) AND lead_id IS NOT NULL',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Live entries of the stop list that stand there for these wishes. */
  async entriesOf(ids: readonly string[]): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      'SELECT id FROM suppressions WHERE stop_request_id = ANY ($1::bigint[]) AND lifted_at IS NULL',
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Entries whose number another live wish covers from now on stand for that one. Answers their ids. */
  async handOver(entryIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.rows<{ id: string }>(
      `UPDATE suppressions s SET stop_request_id = o.id, attempt_id = o.attempt_id
       FROM suppressions t CROSS JOIN LATERAL (
         SELECT r.id, r.attempt_id FROM stop_requests r
         WHERE ${LIVE} AND r.id IS DISTINCT FROM t.stop_request_id AND ${coversNumberSql('r', 't.number_key')} ORDER BY r.id LIMIT 1
       ) o WHERE t.id = s.id AND s.id = ANY ($1::bigint[]) AND s.lifted_at IS NULL RETURNING s.id`,
      [entryIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /**
   * Ends every live wish that covers one of these numbers, and leaves the other numbers of those people on the list one by one, those included
   * that came later and have stood under the wish alone.
   */
  async endCovering(numberKeys: readonly Buffer[], lifting: Lifting, now: Date): Promise<void> {
    const ended = await this.transaction.rows<{ id: string }>(
      `SELECT r.id FROM stop_requests r WHERE ${LIVE} AND EXISTS (
         SELECT FROM unnest($1::bytea[]) AS key WHERE ${coversNumberSql('r', 'key')}) ORDER BY r.id FOR UPDATE`,
      [numberKeys],
    );
    for (const { id } of ended) {
      const others = await this.transaction.rows<{ key: Buffer }>(
        `SELECT DISTINCT p.number_key AS key FROM stop_requests r JOIN phones p ON p.lead_id = r.lead_id AND p.state = 'active'
           AND (r.contact_id IS NULL OR p.contact_id = r.contact_id) WHERE r.id = $1 AND p.number_key <> ALL ($2::bytea[])`,
        [id, numberKeys],
      );
      await this.suppress(
        id,
        others.map(({ key }) => key),
      );
    }
    await this.end(
      ended.map(({ id }) => id),
      lifting,
      now,
    );
  }
}

function columnsOf(reach: StopReach): { leadId: string | null; contactId: string | null; numberKey: Buffer | null } {
  return 'numberKey' in reach
    ? { leadId: null, contactId: null, numberKey: reach.numberKey }
    : { ...reach, numberKey: null };
}
