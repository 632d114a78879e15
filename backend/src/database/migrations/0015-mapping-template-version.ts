import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kept mappings are looked through, renamed and deleted on a page of their own: each tells what it is for, and the later of two changes is refused. */
export class MappingTemplateVersion1764000000015 implements MigrationInterface {
  name = 'MappingTemplateVersion1764000000015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE mapping_templates
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        -- The first headers of the file it was made for; empty for a file without headers and for what was kept before this column.
        ADD COLUMN headers text[]  NOT NULL DEFAULT '{}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE mapping_templates DROP COLUMN version, DROP COLUMN headers');
  }
}
