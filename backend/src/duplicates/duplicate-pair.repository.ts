import { Injectable } from '@nestjs/common';
import type { MatchReason } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { MergeRecord } from './lead-unmerge.repository.js';

export interface PairRow {
  readonly id: string;
  readonly clientId: string;
  readonly leadA: string;
  readonly leadB: string;
  readonly score: number;
  readonly reasons: MatchReason[];
  readonly state: 'open' | 'merged' | 'kept_apart' | 'obsolete';
  readonly importId: string | null;
  readonly mergeId: string | null;
  readonly createdAt: Date;
}

export interface FoundPair {
  readonly leadA: string;
  readonly leadB: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

const PAIR = `SELECT d.id, d.client_id AS "clientId", d.lead_a AS "leadA", d.lead_b AS "leadB", d.score::float8 AS score, d.reasons, d.state,
    d.import_id AS "importId", d.merge_id AS "mergeId", d.created_at AS "createdAt" FROM duplicate_pairs d`;

/** Two leads of one INN that a marketer keeps apart, a lead for each branch: not a pair to ask about, and never merged by itself. */
export function keptApart(one: string, other: string): string {
  return `EXISTS (SELECT FROM legal_entities e WHERE e.client_id = ${one}.client_id AND e.inn = ${one}.inn AND e.inn = ${other}.inn)`;
}

@Injectable()
export class DuplicatePairRepository {
  constructor(private readonly transaction: Transaction) {}

  async page(query: {
    clientId: string | null;
    after: { score: number; id: string } | null;
    limit: number;
  }): Promise<PairRow[]> {
    return this.transaction.rows<PairRow>(
      `${PAIR} WHERE d.state = 'open' AND ($1::bigint IS NULL OR d.client_id = $1)
         AND ($2::real IS NULL OR (d.score, d.id) < ($2::real, $3::bigint)) ORDER BY d.score DESC, d.id DESC LIMIT $4`,
      [query.clientId, query.after?.score ?? null, query.after?.id ?? null, query.limit],
    );
  }

  async countOpen(clientId: string | null): Promise<number> {
    const row = await this.transaction.row<{ open: number }>(
      `SELECT count(*)::int AS open FROM duplicate_pairs WHERE state = 'open' AND ($1::bigint IS NULL OR client_id = $1)`,
      [clientId],
    );
    return row?.open ?? 0;
  }

  async lock(id: string): Promise<PairRow | undefined> {
    return this.transaction.row<PairRow>(`${PAIR} WHERE d.id = $1 FOR UPDATE OF d`, [id]);
  }

  async decide(
    id: string,
    decision: { state: PairRow['state']; mergeId: string | null; byUserId: string; now: Date },
  ): Promise<void> {
    const { state, mergeId, byUserId, now } = decision;
    await this.transaction.manager.query(
      `UPDATE duplicate_pairs SET state = $2, merge_id = $3, decided_by = CASE WHEN $2 = 'open' THEN NULL ELSE $4::bigint END,
         decided_at = CASE WHEN $2 = 'open' THEN NULL ELSE $5::timestamptz END WHERE id = $1`,
      [id, state, mergeId, byUserId, now],
    );
  }

  /** A pair that was ever asked about is not asked again. Answers how many are new. */
  async insert(clientId: string, importId: string | null, pairs: readonly FoundPair[], now: Date): Promise<number> {
    const rows = await this.transaction.rows(
      `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, import_id, created_at)
       SELECT $1, p.a, p.b, p.score, p.reasons, $2, $4
       FROM jsonb_to_recordset($3::jsonb) p (a bigint, b bigint, score real, reasons jsonb)
         JOIN leads la ON la.id = p.a AND la.merged_into IS NULL JOIN leads lb ON lb.id = p.b AND lb.merged_into IS NULL
       WHERE NOT ${keptApart('la', 'lb')}
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        clientId,
        importId,
        JSON.stringify(pairs.map(({ leadA, leadB, score, reasons }) => ({ a: leadA, b: leadB, score, reasons }))),
        now,
      ],
    );
    return rows.length;
  }

  async areKeptApart([leadA, leadB]: readonly [string, string]): Promise<boolean> {
    const row = await this.transaction.row(
      `SELECT FROM leads la, leads lb WHERE la.id = $1 AND lb.id = $2 AND ${keptApart('la', 'lb')}`,
      [leadA, leadB],
    );
    return row !== undefined;
  }

  async settleAfterUndo(
    { clientId, survivorId, absorbedId, id }: MergeRecord,
    { state, byUserId, now }: { state: 'open' | 'kept_apart'; byUserId: string; now: Date },
  ): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, state, merge_id, decided_by, decided_at, created_at)
       SELECT $1, least($2::bigint, $3::bigint), greatest($2::bigint, $3::bigint), coalesce(m.score, 0), m.reasons, $4, NULL,
         CASE WHEN $4 = 'open' THEN NULL ELSE $5::bigint END, CASE WHEN $4 = 'open' THEN NULL ELSE $6::timestamptz END, $6
       FROM lead_merges m WHERE m.id = $7
       ON CONFLICT (lead_a, lead_b) DO UPDATE SET state = excluded.state, merge_id = NULL, decided_by = excluded.decided_by,
         decided_at = excluded.decided_at`,
      [clientId, survivorId, absorbedId, state, byUserId, now, id],
    );
  }
}
