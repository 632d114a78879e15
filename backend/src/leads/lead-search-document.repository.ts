import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { CELL_IDS, FOLD_FROM, FOLD_TO } from './lead-search.rules.js';

/** One at a time writes documents into cells that stand; a second one could put an older document over a newer. */
const FILL_LOCK = 7_264_011;
/** Shared by who writes into a cell, alone by who builds it. */
const CELL_LOCK = 7_264_012;
/** Ranges wider than this are followed cell by cell. */
const WIDE_IDS = 2_000;
/** So many leads changed at once a search follows itself. */
export const FEW_LEADS = 50;
/** A cell that may still get leads of the same import is left alone for so long; built too early, the rest of it would be added row by row. */
const QUIET_SECONDS = 2;

export interface CellWork {
  readonly cell: string;
  readonly fromId: string;
  readonly toId: string;
}

/** Fills the search documents from what the triggers noted. Like the search itself it looks at lists, and only at who is in them. */
@Injectable()
export class LeadSearchDocumentRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Inside a transaction: waits for whoever writes documents now. */
  async lock(): Promise<void> {
    await this.transaction.manager.query('SELECT pg_advisory_xact_lock($1, 0)', [FILL_LOCK]);
  }

  /** Leads that wait: those of small entries, which a search may follow itself, and all of them, about. */
  async waiting(): Promise<{ few: boolean; all: number }> {
    const row = await this.transaction.row<{ few: boolean; all: string | null }>(
      `SELECT bool_or(${SIZE} <= ${FEW_LEADS}) AS few, sum(${SIZE}) AS all
       FROM (SELECT DISTINCT from_id, to_id, lead_ids FROM lead_search_work LIMIT 1000) work`,
    );
    return { few: row?.few ?? false, all: Number(row?.all ?? 0) };
  }

  /** Whether an import's range waits to be built, or is being built. */
  async hasRanges(): Promise<boolean> {
    return (await this.transaction.row(`SELECT FROM lead_search_work WHERE ${IS_WIDE} LIMIT 1`)) !== undefined;
  }

  /**
   * Inside a transaction, under the lock: takes entries that name no more than `entryLeads` leads each, oldest first, and answers the leads. What
   * lies in a cell that is being built stays: it would be lost in the building. So does what lies in one that a waiting range will build: a cell made
   * for its sake would have to take that range row by row, which is ten times the work.
   */
  async takeFew({ entryLeads, leads }: { entryLeads: number; leads: number }): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `WITH taken AS (
         DELETE FROM lead_search_work WHERE id IN (
             SELECT id FROM (
               SELECT id, sum(${SIZE}) OVER (ORDER BY id) - ${SIZE} AS before
               FROM (SELECT * FROM lead_search_work e WHERE ${SIZE} <= $1 AND NOT ${WILL_BE_BUILT} ORDER BY id LIMIT 1000) work) summed
             WHERE before < $2)
           AND pg_try_advisory_xact_lock_shared(${CELL_LOCK}, (from_id / ${CELL_IDS})::int)
           AND pg_try_advisory_xact_lock_shared(${CELL_LOCK}, (to_id / ${CELL_IDS})::int)
         RETURNING from_id, to_id, lead_ids
       )
       SELECT DISTINCT lead_id AS id FROM taken, LATERAL (
         SELECT unnest(lead_ids) AS lead_id UNION ALL SELECT generate_series(from_id, to_id) WHERE lead_ids IS NULL) named`,
      [entryLeads, leads],
    );
    return rows.map(({ id }) => id);
  }

  /** Inside a transaction, under the lock: the documents of these leads as the leads are now. */
  async write(leadIds: readonly string[]): Promise<void> {
    const db = this.transaction.manager;
    await db.query(
      `DELETE FROM lead_search s WHERE s.lead_id = ANY ($1::bigint[])
         AND NOT EXISTS (SELECT FROM leads l WHERE l.id = s.lead_id AND l.merged_into IS NULL)`,
      [leadIds],
    );
    await db.query(
      `INSERT INTO lead_search (lead_id, tokens, doc, created_at, touched_at)
       ${documents((column) => `${column} = ANY ($1::bigint[])`)}
       ON CONFLICT (lead_id) DO UPDATE SET tokens = excluded.tokens, doc = excluded.doc, created_at = excluded.created_at, touched_at = excluded.touched_at
       WHERE (lead_search.tokens, lead_search.doc, lead_search.touched_at) IS DISTINCT FROM (excluded.tokens, excluded.doc, excluded.touched_at)`,
      [leadIds],
    );
    await db.query(
      `INSERT INTO lead_field_names (name)
       SELECT DISTINCT jsonb_object_keys(custom) FROM leads WHERE id = ANY ($1::bigint[]) AND custom <> '{}' ON CONFLICT DO NOTHING`,
      [leadIds],
    );
  }

  /**
   * Right after an import the planner knows nothing of what it brought: taken for 200 leads, the documents of 45 000 were joined by going through all
   * their numbers for each of them, which took minutes. PostgreSQL does it by itself, a minute later.
   */
  async analyse(): Promise<void> {
    await this.transaction.manager.query(
      'ANALYZE leads, lead_addresses, lead_branches, contacts, phones, list_members',
    );
  }

  /** Cuts what waits of ranges into one entry per cell, so that each is done and forgotten by itself. */
  async cutIntoCells(): Promise<void> {
    await this.transaction.manager.query(
      `WITH wide AS (
         DELETE FROM lead_search_work WHERE ${IS_WIDE} AND from_id / ${CELL_IDS} < to_id / ${CELL_IDS} RETURNING from_id, to_id, noted_at
       )
       INSERT INTO lead_search_work (from_id, to_id, noted_at)
       SELECT greatest(min(from_id), cell * ${CELL_IDS}), least(max(to_id), (cell + 1) * ${CELL_IDS} - 1), max(noted_at)
       FROM wide, generate_series(from_id / ${CELL_IDS}, to_id / ${CELL_IDS}) AS cell GROUP BY cell`,
    );
  }

  /** The cell with the newest leads that has a range waiting: what was loaded last is looked for first. Not those in `except`. */
  async nextCell(except: readonly string[]): Promise<CellWork | undefined> {
    return this.transaction.row<CellWork>(
      `SELECT (from_id / ${CELL_IDS})::text AS cell, min(from_id)::text AS "fromId", max(to_id)::text AS "toId"
       FROM lead_search_work
       WHERE ${IS_WIDE} AND from_id / ${CELL_IDS} = to_id / ${CELL_IDS} AND NOT (from_id / ${CELL_IDS})::text = ANY ($1)
       GROUP BY from_id / ${CELL_IDS}
       HAVING max(noted_at) < clock_timestamp() - make_interval(secs => ${QUIET_SECONDS})
         OR (from_id / ${CELL_IDS} + 1) * ${CELL_IDS} <= (SELECT max(id) FROM leads)
       ORDER BY from_id / ${CELL_IDS} DESC LIMIT 1`,
      [except],
    );
  }

  /** Whether the cell's table stands; its leads are searched. */
  async hasCell(cell: string): Promise<boolean> {
    const row = await this.transaction.row<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      tableOf(cell),
    ]);
    return row?.there ?? false;
  }

  /**
   * Inside a transaction: the whole cell in a table of its own, its index when the rows are in, and then it is part of the search. Attaching,
   * unlike making it a part at once, holds up nobody who searches. Nothing when somebody else has made it meanwhile.
   */
  async build(cell: string): Promise<void> {
    const db = this.transaction.manager;
    await db.query('SELECT pg_advisory_xact_lock($1, $2::int)', [CELL_LOCK, cell]);
    if (await this.hasCell(cell)) {
      return;
    }
    await db.query('DELETE FROM lead_search_work WHERE from_id >= $1 AND to_id <= $2', boundsOf(cell));
    await db.query(`SET LOCAL maintenance_work_mem = '192MB'`);
    await db.query(`SET LOCAL work_mem = '64MB'`);
    const table = await this.createTable(cell);
    const [first, last] = boundsOf(cell);
    await db.query(
      `INSERT INTO ${table} (lead_id, tokens, doc, created_at, touched_at)
       ${documents((column) => `${column} BETWEEN ${first} AND ${last}`)}`,
    );
    await db.query(
      `INSERT INTO lead_field_names (name)
       SELECT DISTINCT jsonb_object_keys(custom) FROM leads WHERE id BETWEEN ${first} AND ${last} AND custom <> '{}' ON CONFLICT DO NOTHING`,
    );
    await this.finishTable(cell);
  }

  /** Inside a transaction, under the lock: empty tables for the cells of these leads that have none yet. */
  async ensureCells(leadIds: readonly string[]): Promise<void> {
    const cells = await this.transaction.rows<{ cell: string }>(
      `SELECT DISTINCT (id / ${CELL_IDS})::text AS cell FROM unnest($1::bigint[]) AS id
       WHERE to_regclass('lead_search_c' || (id / ${CELL_IDS})) IS NULL`,
      [leadIds],
    );
    for (const { cell } of cells) {
      await this.createTable(cell);
      await this.finishTable(cell);
    }
  }

  /** The next leads of a range from `fromId` on. */
  async idsFrom(fromId: string, toId: string, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM leads WHERE id BETWEEN $1 AND $2
       UNION SELECT lead_id FROM lead_search WHERE lead_id BETWEEN $1 AND $2 ORDER BY 1 LIMIT $3`,
      [fromId, toId, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Inside a transaction: entries that lie in this range and were there when it was begun. */
  async forget({ fromId, toId }: CellWork, upToEntry: string): Promise<void> {
    await this.transaction.manager.query(
      'DELETE FROM lead_search_work WHERE from_id >= $1 AND to_id <= $2 AND id <= $3',
      [fromId, toId, upToEntry],
    );
  }

  async newestEntry(): Promise<string> {
    const row = await this.transaction.row<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM lead_search_work');
    return row?.id ?? '0';
  }

  private async createTable(cell: string): Promise<string> {
    const table = tableOf(cell);
    await this.transaction.manager.query(`CREATE TABLE ${table} (LIKE lead_search)`);
    return table;
  }

  private async finishTable(cell: string): Promise<void> {
    const db = this.transaction.manager;
    const table = tableOf(cell);
    const [first, last] = boundsOf(cell);
    // Names of their own: those PostgreSQL would think out are not ours to count on.
    await db.query(`
      CREATE INDEX ${table}_words_idx ON ${table} USING gin (doc gin_trgm_ops, tokens);
      CREATE INDEX ${table}_created_idx ON ${table} (created_at);
      CREATE INDEX ${table}_touched_idx ON ${table} (touched_at);
      ALTER TABLE ${table} ADD CONSTRAINT ${table}_pk PRIMARY KEY (lead_id),
        ADD CONSTRAINT ${table}_range_check CHECK (lead_id >= ${first} AND lead_id <= ${last});
      ANALYZE ${table};
      ALTER TABLE lead_search ATTACH PARTITION ${table} FOR VALUES FROM (${first}) TO (${BigInt(last) + 1n});
    `);
  }
}

/** How many leads an entry names. */
const SIZE = 'coalesce(cardinality(lead_ids), to_id - from_id + 1)';
/** A range that names more is followed cell by cell. */
const IS_WIDE = `(lead_ids IS NULL AND to_id - from_id >= ${WIDE_IDS})`;

/** Entry `e` lies in a cell that does not stand yet and that a wide range waits for. */
const WILL_BE_BUILT = `EXISTS (
  SELECT FROM unnest(ARRAY[e.from_id / ${CELL_IDS}, e.to_id / ${CELL_IDS}]) AS cell
  WHERE to_regclass('lead_search_c' || cell) IS NULL AND EXISTS (
    SELECT FROM lead_search_work WHERE ${IS_WIDE} AND cell BETWEEN from_id / ${CELL_IDS} AND to_id / ${CELL_IDS}))`;

function tableOf(cell: string): string {
  return `lead_search_c${BigInt(cell)}`;
}

/** The first and the last id of a cell. */
function boundsOf(cell: string): [string, string] {
  const first = BigInt(cell) * CELL_IDS;
  return [String(first), String(first + CELL_IDS - 1n)];
}

const folded = (expression: string) => `translate(lower(${expression}), '${FOLD_FROM}', '${FOLD_TO}')`;
const custom = (what: string) =>
  `CASE WHEN l.custom = '{}' THEN NULL ELSE (SELECT ${what} FROM jsonb_each_text(l.custom) AS own (name, value)) END`;

/**
 * The documents of the leads whose id `within` allows. Everything of a lead is gathered by ranges of its id and joined in order: a look per lead
 * took three times as long.
 */
function documents(within: (column: string) => string): string {
  const words = [
    'l.name',
    'l.legal_name',
    'l.inn',
    'l.city',
    'l.email',
    'contact.words',
    custom(`string_agg(own.value, ' ')`),
    'place.words',
    'branch.words',
    'phone.numbers',
  ];
  return `
    SELECT l.id,
      ARRAY['c' || l.client_id, 't' || l.temperature, 's' || l.stage]
        || CASE WHEN l.city IS NULL THEN NULL ELSE 'y' || ${folded('l.city')} END
        || CASE WHEN l.touched_at IS NULL THEN 'u' END
        || member.tokens
        || ${custom(`array_agg('n' || own.name) || array_agg('f' || own.name || '=' || ${folded('own.value')})`)},
      ${folded(`' ' || concat_ws(' ', ${words.join(', ')})`)},
      l.created_at, l.touched_at
    FROM leads l
    LEFT JOIN (SELECT lead_id, string_agg(concat_ws(' ', full_name, email), ' ') AS words FROM contacts
               WHERE ${within('lead_id')} AND retired_at IS NULL GROUP BY lead_id) contact ON contact.lead_id = l.id
    LEFT JOIN (SELECT lead_id, string_agg(raw, ' ') AS words FROM lead_addresses
               WHERE ${within('lead_id')} GROUP BY lead_id) place ON place.lead_id = l.id
    LEFT JOIN (SELECT lead_id, string_agg(concat_ws(' ', b.name, b.city, b.address, b.email, b.contact_name,
                                                    (SELECT string_agg(value, ' ') FROM jsonb_each_text(b.custom))), ' ') AS words
               FROM lead_branches b WHERE ${within('lead_id')} GROUP BY lead_id) branch ON branch.lead_id = l.id
    LEFT JOIN (SELECT lead_id, string_agg(substr(e164, 2), ' ') AS numbers FROM phones
               WHERE ${within('lead_id')} AND state = 'active' GROUP BY lead_id) phone ON phone.lead_id = l.id
    LEFT JOIN (SELECT lead_id, array_agg('l' || list_id) AS tokens FROM list_members
               WHERE ${within('lead_id')} GROUP BY lead_id) member ON member.lead_id = l.id
    WHERE ${within('l.id')} AND l.merged_into IS NULL`;
}
