import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts of leads changed from a file: the runs, the verdict of every row, and each change, which is the lead's history and the way back. */
export class Enrichment1764000000014 implements MigrationInterface {
  name = 'Enrichment1764000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA enrichment_staging;

      CREATE TABLE enrichments (
        id           uuid        CONSTRAINT enrichments_pk PRIMARY KEY,
        client_id    bigint      NOT NULL CONSTRAINT enrichments_client_fk REFERENCES clients (id),
        list_id      bigint      CONSTRAINT enrichments_list_fk REFERENCES lead_lists (id) ON DELETE SET NULL,
        file_id      bigint      NOT NULL CONSTRAINT enrichments_file_fk REFERENCES files (id),
        settings     jsonb       NOT NULL,
        state        text        NOT NULL CONSTRAINT enrichments_state_check CHECK (state IN
                     ('reading','review','committing','done','cancelled','failed','undoing','undone')),
        -- Names the table the file is being read into; a reading that was overtaken by another finds a different one here and gives up.
        reading_id   uuid,
        is_cancel_asked boolean  NOT NULL DEFAULT false,
        counts       jsonb,
        applied      integer     NOT NULL DEFAULT 0,
        skipped      integer     NOT NULL DEFAULT 0,
        undone       integer     NOT NULL DEFAULT 0,
        kept         integer     NOT NULL DEFAULT 0,
        error_code   text,
        error_params jsonb,
        created_by   bigint      CONSTRAINT enrichments_created_by_fk REFERENCES users (id),
        created_at   timestamptz NOT NULL,
        finished_at  timestamptz
      );
      CREATE INDEX enrichments_open_idx ON enrichments (id) WHERE state IN ('reading','committing','undoing');

      CREATE TABLE enrichment_rows (
        enrichment_id uuid    NOT NULL CONSTRAINT enrichment_rows_enrichment_fk REFERENCES enrichments (id) ON DELETE CASCADE,
        row_number    integer NOT NULL,
        verdict       text    NOT NULL CONSTRAINT enrichment_rows_verdict_check CHECK (verdict IN
                      ('changes','unchanged','not_found','ambiguous','invalid')),
        reason        text,
        params        jsonb,
        lead_id       bigint,
        CONSTRAINT enrichment_rows_pk PRIMARY KEY (enrichment_id, row_number)
      );
      CREATE INDEX enrichment_rows_verdict_idx ON enrichment_rows (enrichment_id, verdict, row_number);

      -- Erasable, unlike the event log: it holds what leads had and have.
      CREATE TABLE fact_changes (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT fact_changes_pk PRIMARY KEY,
        enrichment_id uuid    NOT NULL CONSTRAINT fact_changes_enrichment_fk REFERENCES enrichments (id) ON DELETE CASCADE,
        row_number    integer NOT NULL,
        lead_id       bigint  NOT NULL CONSTRAINT fact_changes_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        kind          text    NOT NULL CONSTRAINT fact_changes_kind_check CHECK (kind IN ('field','custom','phone')),
        field         text    NOT NULL,
        before        text,
        after         text    NOT NULL,
        -- All a number needs to be added; null for other facts.
        phone         jsonb,
        phone_id      bigint,
        fact_day      date,
        state         text    NOT NULL DEFAULT 'planned' CONSTRAINT fact_changes_state_check CHECK (state IN
                      ('planned','applied','skipped','undone','kept')),
        at            timestamptz,
        undone_at     timestamptz,
        CONSTRAINT fact_changes_uq UNIQUE (enrichment_id, lead_id, kind, field),
        CONSTRAINT fact_changes_phone_check CHECK ((kind = 'phone') = (phone IS NOT NULL))
      );
      CREATE INDEX fact_changes_lead_idx ON fact_changes (lead_id, id);
      CREATE INDEX fact_changes_row_idx ON fact_changes (enrichment_id, row_number);
      CREATE INDEX fact_changes_open_idx ON fact_changes (enrichment_id, state, lead_id) WHERE state IN ('planned','applied');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE fact_changes, enrichment_rows, enrichments;
      DROP SCHEMA enrichment_staging CASCADE;
    `);
  }
}
