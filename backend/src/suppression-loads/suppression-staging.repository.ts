import { Injectable } from '@nestjs/common';
import type { SuppressionLoadCounts } from '@warmline/contracts';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import type { SuppressionLoadRecord } from './suppression-load.repository.js';

const SCHEMA = 'suppression_staging';
/** Numbers stopped or lifted in one statement, between which progress is told; all of a load are in one transaction. */
const CHUNK = 100_000;

export interface ReadTotals {
  readonly rows: number;
  readonly unreadable: number;
  readonly mentions: number;
}

/**
 * The tables a load works from: `rows_` of a reading, as the threads write it; `numbers_` of a load, each number once, from the count to the yes;
 * `leads_` of a load, whose places in the queues are still to be marked. The last two are logged: they outlive a crash of the database.
 */
@Injectable()
export class SuppressionStaging {
  constructor(private readonly transaction: Transaction) {}

  rowsOf(readingId: string): string {
    return `${SCHEMA}.rows_${readingId.replaceAll('-', '')}`;
  }

  async createRows(readingId: string): Promise<void> {
    await this.run(
      `CREATE UNLOGGED TABLE ${this.rowsOf(readingId)} (row_number integer NOT NULL, number_key bytea, problem text)`,
    );
  }

  async dropRows(readingId: string): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS ${this.rowsOf(readingId)}`);
  }

  async dropOf(loadId: string): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS ${numbersOf(loadId)}, ${leadsOf(loadId)}`);
  }

  /** What killed or cancelled loads left behind. */
  async dropAbandoned(): Promise<void> {
    const tables = await this.transaction.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = '${SCHEMA}' AND NOT EXISTS (
         SELECT FROM suppression_loads WHERE state NOT IN ('done', 'cancelled', 'failed', 'undone')
           AND split_part(tablename, '_', 2) IN (id::text, replace(reading_id::text, '-', '')))`,
    );
    for (const { name } of tables) {
      await this.run(`DROP TABLE IF EXISTS ${name}`);
    }
  }

  /** Each number once, with what stops it already; the rows that gave none; and the figures. Inside a transaction. */
  async judge(
    { id, scope, clientId }: SuppressionLoadRecord,
    readingId: string,
    totals: ReadTotals,
  ): Promise<SuppressionLoadCounts> {
    const [rows, numbers] = [this.rowsOf(readingId), numbersOf(id)];
    await this.run(`ANALYZE ${rows}`);
    await this.run(`DROP TABLE IF EXISTS ${numbers}`);
    await this.run(
      `CREATE TABLE ${numbers} AS SELECT row_number() OVER (ORDER BY number_key)::integer AS n, number_key
       FROM (SELECT DISTINCT number_key FROM ${rows} WHERE number_key IS NOT NULL) d`,
    );
    await this.run(`ALTER TABLE ${numbers} ADD PRIMARY KEY (n)`);
    await this.run(`ANALYZE ${numbers}`);
    await this.run('DELETE FROM suppression_load_rows WHERE load_id = $1', [id]);
    await this.run(
      `INSERT INTO suppression_load_rows (load_id, row_number, problem)
       SELECT $1::bigint, row_number, problem FROM ${rows} WHERE problem IS NOT NULL`,
      [id],
    );
    const found = await this.figures(numbers, { scope, clientId });
    return {
      rows: totals.rows,
      readable: totals.rows - totals.unreadable,
      unreadable: totals.unreadable,
      numbers: found.numbers,
      repeated: totals.mentions - found.numbers,
      alreadyStopped: found.alreadyStopped,
      fresh: found.numbers - found.alreadyStopped,
      leads: found.leads,
    };
  }

  /** Stops every number of the load, inside a transaction. Answers how many. */
  async stop(load: SuppressionLoadRecord, now: Date, tell: (done: number) => Promise<void>): Promise<number> {
    const { id, counts } = load;
    const total = counts?.numbers ?? 0;
    let added = 0;
    await this.withKeysAtRest(load, async () => {
      for (let from = 0; from < total; from += CHUNK) {
        added += await this.insertChunk(load, { from, now });
        await tell(added);
      }
    });
    if (added !== total) {
      throw new Error(`load ${id} counted ${total} numbers and stopped ${added}`);
    }
    // The list has grown by a million perhaps: the next reader is not to plan for the one it was.
    await this.run('ANALYZE suppressions');
    await this.noteLeads(id, `${numbersOf(id)} x`, load);
    return added;
  }

  /** Lifts what the load stopped and nothing else, inside a transaction. Answers how many were live until now. */
  async lift(load: SuppressionLoadRecord, now: Date): Promise<number> {
    const { id, undoneById, undoReason } = load;
    const row = await this.transaction.row<{ lifted: number }>(
      `WITH lifted AS (
         UPDATE suppressions SET lifted_at = $2, lifted_by = $3, lift_reason = $4 WHERE load_id = $1 AND lifted_at IS NULL RETURNING 1)
       SELECT count(*)::int AS lifted FROM lifted`,
      [id, now, undoneById, undoReason],
    );
    await this.noteLeads(id, `(SELECT number_key FROM suppressions WHERE load_id = ${id}) x`, load);
    return row?.lifted ?? 0;
  }

  /** The next leads whose places are to be marked, behind lead `after`. */
  async leads(id: string, after: string, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT lead_id AS id FROM ${leadsOf(id)} WHERE lead_id > $1 ORDER BY lead_id LIMIT $2`,
      [after, limit],
    );
    return rows.map((row) => row.id);
  }

  private async insertChunk(load: SuppressionLoadRecord, chunk: { from: number; now: Date }): Promise<number> {
    const { id, scope, clientId, kind, expiresOn } = load;
    const row = await this.transaction.row<{ added: number }>(
      `WITH added AS (
         INSERT INTO suppressions (number_key, key_id, scope, client_id, kind, created_at, expires_on, load_id)
         SELECT number_key, $1::smallint, $2, $3::bigint, $4, $5::timestamptz, $6::date, $7::bigint
         FROM ${numbersOf(id)} WHERE n > $8 AND n <= $9 ORDER BY n RETURNING 1)
       SELECT count(*)::int AS added FROM added`,
      [NUMBER_KEY_ID, scope, clientId, kind, chunk.now, expiresOn, id, chunk.from, chunk.from + CHUNK],
    );
    return row?.added ?? 0;
  }

  /** The load and its client are held, so the keys of a million rows that name them need no look of their own. */
  private async withKeysAtRest({ clientId }: SuppressionLoadRecord, work: () => Promise<void>): Promise<void> {
    if (clientId !== null) {
      await this.run('SELECT FROM clients WHERE id = $1 FOR KEY SHARE', [clientId]);
    }
    const right = await this.transaction.row<{ rests: boolean }>(
      `SELECT has_parameter_privilege('session_replication_role', 'SET') AS rests`,
    );
    if (right?.rests === true) {
      await this.run(`SET LOCAL session_replication_role = 'replica'`);
    }
    await work();
    if (right?.rests === true) {
      await this.run(`SET LOCAL session_replication_role = 'origin'`);
    }
  }

  private async noteLeads(id: string, numbers: string, { clientId }: { clientId: string | null }): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS ${leadsOf(id)}`);
    await this.run(
      `CREATE TABLE ${leadsOf(id)} AS SELECT DISTINCT p.lead_id FROM phones p JOIN ${numbers} ON x.number_key = p.number_key
       ${clientId === null ? '' : `JOIN leads l ON l.id = p.lead_id AND l.client_id = ${clientId}`}`,
    );
    await this.run(`ALTER TABLE ${leadsOf(id)} ADD PRIMARY KEY (lead_id)`);
  }

  private async figures(
    numbers: string,
    { scope, clientId }: Pick<SuppressionLoadRecord, 'scope' | 'clientId'>,
  ): Promise<{ numbers: number; alreadyStopped: number; leads: number }> {
    const row = await this.transaction.row<{ numbers: number; alreadyStopped: number; leads: number }>(
      `SELECT (SELECT count(*)::int FROM ${numbers}) AS numbers,
         (SELECT count(*)::int FROM ${numbers} x WHERE x.number_key IN (SELECT s.number_key FROM suppressions s WHERE s.lifted_at IS NULL
            AND s.channel = 'voice' AND (s.scope = 'organisation' OR (s.scope = $1 AND s.client_id = $2::bigint)))) AS "alreadyStopped",
         (SELECT count(DISTINCT p.lead_id)::int FROM phones p JOIN ${numbers} x ON x.number_key = p.number_key
          JOIN leads l ON l.id = p.lead_id AND ($2::bigint IS NULL OR l.client_id = $2) WHERE p.state = 'active') AS leads`,
      [scope, clientId],
    );
    return row ?? { numbers: 0, alreadyStopped: 0, leads: 0 };
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}

/** Ids are digits: they come from the database's own sequence. */
function numbersOf(loadId: string): string {
  return `${SCHEMA}.numbers_${BigInt(loadId)}`;
}

function leadsOf(loadId: string): string {
  return `${SCHEMA}.leads_${BigInt(loadId)}`;
}
