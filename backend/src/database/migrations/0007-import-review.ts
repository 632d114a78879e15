import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An import is looked at before it is committed, and can be undone. Its staged rows get a table of their own, gone when it ends: a shared one
 * needed an index while it was filled and a DELETE when it was done. A row that simply became a lead is known by its membership alone.
 */
export class ImportReview1764000000007 implements MigrationInterface {
  name = 'ImportReview1764000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE import_staging_phones, import_staging;
      CREATE SCHEMA import_staging;

      ALTER TABLE imports
        DROP CONSTRAINT imports_state_check,
        ADD CONSTRAINT imports_state_check CHECK (state IN
          ('reading','judging','review','committing','done','undoing','undone','failed','cancelled')),
        ADD COLUMN judged_at_event bigint,
        ADD COLUMN decided_by  bigint CONSTRAINT imports_decided_by_fk REFERENCES users (id),
        ADD COLUMN undone_at   timestamptz,
        ADD COLUMN undone_by   bigint CONSTRAINT imports_undone_by_fk REFERENCES users (id),
        ADD COLUMN undo_counts jsonb;

      -- created: this import made the lead. row_number: the row it was made of, where nothing else is to be said about that row.
      ALTER TABLE list_members
        ADD COLUMN row_number integer,
        ADD COLUMN created boolean NOT NULL DEFAULT false;
      UPDATE list_members m SET created = true, row_number = CASE WHEN r.verdict = 'added' AND r.reason_params IS NULL THEN r.row_number END
        FROM import_rows r WHERE r.import_id = m.import_id AND r.lead_id = m.lead_id AND r.verdict IN ('added','shared_number');
      DELETE FROM import_rows WHERE verdict = 'added' AND reason_params IS NULL;

      ALTER TABLE import_rows
        DROP CONSTRAINT import_rows_verdict_check,
        ADD CONSTRAINT import_rows_verdict_check CHECK (verdict IN
          ('added','duplicate_in_file','duplicate_of_list','updated','shared_number','suppressed','invalid'));
      CREATE VIEW import_verdicts AS
        SELECT import_id, row_number, verdict, reason, reason_params, lead_id, other_list_id FROM import_rows
        UNION ALL
        SELECT import_id, row_number, 'added', NULL, NULL, lead_id, NULL FROM list_members WHERE row_number IS NOT NULL;

      -- What an import did to a lead that was there before: enough to take it back.
      CREATE TABLE import_changes (
        import_id   uuid     NOT NULL CONSTRAINT import_changes_import_fk REFERENCES imports (id) ON DELETE CASCADE,
        lead_id     bigint   NOT NULL CONSTRAINT import_changes_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        before      jsonb    NOT NULL,
        after       jsonb    NOT NULL,
        address_ids bigint[] NOT NULL DEFAULT '{}',
        contact_ids bigint[] NOT NULL DEFAULT '{}',
        phone_ids   bigint[] NOT NULL DEFAULT '{}',
        joined_list boolean  NOT NULL,
        CONSTRAINT import_changes_pk PRIMARY KEY (import_id, lead_id)
      );

      -- Taking leads back asks for each whether anything points at it.
      CREATE INDEX phones_address_idx ON phones (address_id) WHERE address_id IS NOT NULL;

      -- Leads an undo left as they are, and why.
      CREATE TABLE import_kept (
        import_id uuid   NOT NULL CONSTRAINT import_kept_import_fk REFERENCES imports (id) ON DELETE CASCADE,
        lead_id   bigint NOT NULL CONSTRAINT import_kept_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        reason    text   NOT NULL CONSTRAINT import_kept_reason_check CHECK (reason IN ('called','in_other_list','worked_on')),
        CONSTRAINT import_kept_pk PRIMARY KEY (import_id, lead_id)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE import_kept, import_changes;
      DROP INDEX phones_address_idx;
      DROP VIEW import_verdicts;
      ALTER TABLE import_rows DROP CONSTRAINT import_rows_verdict_check;
      DELETE FROM import_rows WHERE verdict = 'suppressed';
      UPDATE import_rows SET verdict = 'duplicate_of_list' WHERE verdict = 'updated';
      ALTER TABLE import_rows ADD CONSTRAINT import_rows_verdict_check CHECK (verdict IN
        ('added','duplicate_in_file','duplicate_of_list','shared_number','invalid'));
      INSERT INTO import_rows (import_id, row_number, verdict, lead_id)
        SELECT import_id, row_number, 'added', lead_id FROM list_members WHERE row_number IS NOT NULL;
      ALTER TABLE list_members DROP COLUMN row_number, DROP COLUMN created;
      UPDATE imports SET state = 'cancelled' WHERE state IN ('review','undoing','undone');
      ALTER TABLE imports
        DROP CONSTRAINT imports_state_check,
        ADD CONSTRAINT imports_state_check CHECK (state IN ('reading','judging','committing','done','failed','cancelled')),
        DROP COLUMN judged_at_event, DROP COLUMN decided_by, DROP COLUMN undone_at, DROP COLUMN undone_by, DROP COLUMN undo_counts;
      DROP SCHEMA import_staging CASCADE;
      CREATE UNLOGGED TABLE import_staging (
        import_id uuid NOT NULL, row_number integer NOT NULL, kind text NOT NULL, name text NOT NULL, name_key text NOT NULL,
        legal_name text, inn text, kpp text, ogrn text, email text, site text, industry text, region text, city text, address text,
        address_zone text, contact_name text, contact_position text, custom jsonb NOT NULL DEFAULT '{}', problem text, problem_params jsonb,
        lead_id bigint, cluster integer, CONSTRAINT import_staging_pk PRIMARY KEY (import_id, row_number)
      );
      CREATE UNLOGGED TABLE import_staging_phones (
        import_id uuid NOT NULL, row_number integer NOT NULL, ordinal smallint NOT NULL, e164 text NOT NULL, extension text NOT NULL DEFAULT '',
        raw text NOT NULL, number_key bytea NOT NULL, kind text NOT NULL, country text NOT NULL, region text, zones text[] NOT NULL DEFAULT '{}',
        zone_source text NOT NULL, CONSTRAINT import_staging_phones_pk PRIMARY KEY (import_id, row_number, ordinal)
      );
      CREATE INDEX import_staging_phones_number_idx ON import_staging_phones (import_id, number_key);
    `);
  }
}
