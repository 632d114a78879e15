import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { KeptFigures, ListFigures } from './list-count.rules.js';

/** One count of a list at a time in the whole installation: an older one could be kept over a newer. */
const COUNT_LOCK = 7_264_017;

const FIGURES = `count(*)::int AS total,
  count(*) FILTER (WHERE l.temperature = 'cold')::int AS cold,
  count(*) FILTER (WHERE l.temperature = 'warm')::int AS warm,
  count(*) FILTER (WHERE l.temperature = 'hot')::int AS hot,
  count(*) FILTER (WHERE NOT EXISTS (
    SELECT FROM phones p WHERE p.lead_id = l.id AND p.state = 'active' AND cardinality(p.zones) > 0))::int AS zone_unknown
  FROM list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL`;
const KEPT_COLUMNS = ['total', 'cold', 'warm', 'hot', 'zone_unknown'];
const columnsOf = (row: string) => KEPT_COLUMNS.map((column) => `${row}.${column}`).join(', ');

export interface MarkedList {
  readonly listId: string;
  readonly figures: ListFigures | null;
  readonly newMembers: number;
}

/** Kept figures of lists, the marks that say they are out of date, and counting. Triggers leave the marks. */
@Injectable()
export class ListCountRepository {
  constructor(private readonly transaction: Transaction) {}

  /** In one statement: figures and marks of one moment. */
  async kept(ids: readonly string[]): Promise<(KeptFigures & { listId: string })[]> {
    return this.transaction.rows(
      `SELECT x.id::text AS "listId", ${figuresOf('c')} AS figures, c.counted_at AS "countedAt",
              m.marks > 0 AS "isMarked", m.members AS "newMembers"
       FROM unnest($1::bigint[]) AS x (id) LEFT JOIN list_counts c ON c.list_id = x.id
       CROSS JOIN LATERAL (
         SELECT count(*) AS marks, coalesce(sum(members), 0)::int AS members FROM list_count_marks WHERE list_id = x.id) m`,
      [ids],
    );
  }

  /** A list without leads has no entry. */
  async count(ids: readonly string[]): Promise<Map<string, ListFigures>> {
    const rows = await this.transaction.rows<{ listId: string; figures: ListFigures }>(
      `SELECT c.list_id AS "listId", ${figuresOf('c')} AS figures
       FROM (SELECT m.list_id, ${FIGURES} WHERE m.list_id = ANY ($1::bigint[]) GROUP BY m.list_id) c`,
      [ids],
    );
    return new Map(rows.map(({ listId, figures }) => [listId, figures]));
  }

  /** Lists to be counted anew, those never counted first and then those counted longest ago. */
  async marked(): Promise<MarkedList[]> {
    return this.transaction.rows<MarkedList>(
      `SELECT m.list_id::text AS "listId", ${figuresOf('c')} AS figures, m.members AS "newMembers"
       FROM (SELECT list_id, sum(members)::int AS members FROM list_count_marks GROUP BY list_id) m
       LEFT JOIN list_counts c ON c.list_id = m.list_id ORDER BY c.counted_at NULLS FIRST, m.list_id`,
    );
  }

  /** Inside a transaction: false while another process counts. */
  async lock(): Promise<boolean> {
    const row = await this.transaction.row<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1, 0) AS locked', [
      COUNT_LOCK,
    ]);
    return row?.locked ?? false;
  }

  /**
   * Inside a transaction, under the lock. The marks go first, and the count is a statement of its own: it sees all that was committed when it begins,
   * so also every change whose mark has gone. What is committed later leaves its mark for the next count. Answers whether the figures are others.
   */
  async recount(listId: string, now: Date): Promise<boolean> {
    await this.transaction.manager.query('DELETE FROM list_count_marks WHERE list_id = $1', [listId]);
    const row = await this.transaction.row<{ changed: boolean }>(
      `WITH list AS (SELECT id FROM lead_lists WHERE id = $1 FOR KEY SHARE)
       INSERT INTO list_counts (list_id, ${KEPT_COLUMNS.join(', ')}, counted_at)
       SELECT list.id, ${columnsOf('f')}, $2 FROM list CROSS JOIN (SELECT ${FIGURES} WHERE m.list_id = $1) f
       ON CONFLICT (list_id) DO UPDATE SET (${KEPT_COLUMNS.join(', ')}, counted_at) = (${columnsOf('excluded')}, excluded.counted_at)
       RETURNING (${columnsOf('old')}) IS DISTINCT FROM (${columnsOf('new')}) AS changed`,
      [listId, now],
    );
    return row?.changed ?? false;
  }
}

function figuresOf(row: string): string {
  return `CASE WHEN ${row}.list_id IS NOT NULL THEN jsonb_build_object(
    'total', ${row}.total, 'cold', ${row}.cold, 'warm', ${row}.warm, 'hot', ${row}.hot, 'zoneUnknown', ${row}.zone_unknown) END`;
}
