import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A client's leads, read from either end all the same, but written at the right one: new leads have the highest ids, and only there a B-tree takes
 * row after row without searching for the place, and leaves full pages behind instead of halves.
 */
export class ClientLeadsAscending1764000000019 implements MigrationInterface {
  name = 'ClientLeadsAscending1764000000019';

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX leads_client_idx; CREATE INDEX leads_client_idx ON leads (client_id, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX leads_client_idx; CREATE INDEX leads_client_idx ON leads (client_id, id DESC)');
  }
}
