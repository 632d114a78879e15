import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever deletes a number asks whether a place in a queue, a call or a promise names it: without an index that is one pass over each table per
 * number, and an undo deletes them by the thousand.
 */
export class PhoneReferences1764000000016 implements MigrationInterface {
  name = 'PhoneReferences1764000000016';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX queue_entries_phone_idx ON queue_entries (phone_id);
      CREATE INDEX attempts_phone_idx ON attempts (phone_id);
      CREATE INDEX callbacks_phone_idx ON callbacks (phone_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX queue_entries_phone_idx, attempts_phone_idx, callbacks_phone_idx');
  }
}
