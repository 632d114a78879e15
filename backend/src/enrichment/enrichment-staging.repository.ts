import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { stagingDefinition, stagingTables } from '../lists/staging-table.rules.js';

const SCHEMA = 'enrichment_staging';

/** The table of rows staged by a reading. */
export function stagedRows(readingId: string): string {
  return stagingTables(readingId, SCHEMA).rows;
}

/** The tables files are read into: one per reading, so that one that was overtaken writes into nobody else's. */
@Injectable()
export class EnrichmentStaging {
  constructor(private readonly transaction: Transaction) {}

  /** An empty table for a reading of its own. */
  async create(readingId: string): Promise<void> {
    const tables = stagingTables(readingId, SCHEMA);
    await this.run(stagingDefinition(tables));
    // No row of it becomes a lead: ids of leads are not to be drawn for it.
    await this.run(
      `ALTER TABLE ${tables.rows} DROP COLUMN IF EXISTS new_lead_id, DROP COLUMN IF EXISTS new_address_id`,
    );
  }

  async drop(readingId: string): Promise<void> {
    const { rows, shared } = stagingTables(readingId, SCHEMA);
    await this.run(`DROP TABLE IF EXISTS ${rows}, ${shared}`);
  }

  /** What killed readings left behind. */
  async dropAbandoned(): Promise<void> {
    const tables = await this.transaction.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = '${SCHEMA}' AND NOT EXISTS (
         SELECT FROM enrichments WHERE state = 'reading' AND replace(reading_id::text, '-', '') = split_part(tablename, '_', 2))`,
    );
    for (const { name } of tables) {
      await this.run(`DROP TABLE IF EXISTS ${name}`);
    }
  }

  private async run(sql: string): Promise<void> {
    await this.transaction.manager.query(sql);
  }
}
