import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the operator of a conversation is muted and whether the other side waits on hold: a reloaded console shows both as they are. */
export class CallSound1764000000006 implements MigrationInterface {
  name = 'CallSound1764000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE calls
        ADD COLUMN muted boolean NOT NULL DEFAULT false,
        ADD COLUMN held  boolean NOT NULL DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE calls DROP COLUMN muted, DROP COLUMN held');
  }
}
