import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { stagingDefinition, stagingTables } from './staging-table.rules.js';

/** Makes and drops the tables of an import. */
@Injectable()
export class ImportStagingRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Empty tables, whatever an earlier try left. */
  async create(importId: string): Promise<void> {
    await this.transaction.run(async () => {
      await this.drop(importId);
      await this.transaction.manager.query(stagingDefinition(stagingTables(importId)));
    });
  }

  async drop(importId: string): Promise<void> {
    const { rows, shared } = stagingTables(importId);
    await this.transaction.manager.query(`DROP TABLE IF EXISTS ${rows}, ${shared}`);
  }

  /** Whether all `rows` are there: a database that crashed has lost them. */
  async holds(importId: string, rows: number): Promise<boolean> {
    const table = stagingTables(importId).rows;
    const [found] = await this.transaction.rows<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [
      table,
    ]);
    if (found?.exists !== true) {
      return false;
    }
    const [counted] = await this.transaction.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    return counted?.count === rows;
  }

  /** Drops the tables of imports that have ended or are gone; what a kill left behind. */
  async dropAbandoned(): Promise<void> {
    const tables = await this.transaction.rows<{ name: string }>(
      `SELECT format('%I.%I', t.schemaname, t.tablename) AS name
       FROM pg_tables t LEFT JOIN imports i ON replace(i.id::text, '-', '') = split_part(t.tablename, '_', 2)
       WHERE t.schemaname = 'import_staging' AND coalesce(i.state NOT IN ('reading','judging','review','committing'), true)`,
    );
    for (const { name } of tables) {
      await this.transaction.manager.query(`DROP TABLE IF EXISTS ${name}`);
    }
  }
}
