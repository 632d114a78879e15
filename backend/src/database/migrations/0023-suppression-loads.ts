import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files loaded into the stop list. A load keeps stops of its own, beside those of calls, hands and other loads: taking one of them back leaves
 * the others.
 */
export class SuppressionLoads1764000000023 implements MigrationInterface {
  name = 'SuppressionLoads1764000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SCHEMA suppression_staging;

      CREATE TABLE suppression_loads (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT suppression_loads_pk PRIMARY KEY,
        file_id       bigint      NOT NULL CONSTRAINT suppression_loads_file_fk REFERENCES files (id),
        -- How the file is read: format, columns, country, area code.
        settings      jsonb       NOT NULL,
        kind          text        NOT NULL CONSTRAINT suppression_loads_kind_check CHECK (kind IN
                      ('opt_out','register','own_staff','open_deal','competitor','regulator','test','complaint')),
        scope         text        NOT NULL CONSTRAINT suppression_loads_scope_check CHECK (scope IN ('organisation','client')),
        client_id     bigint      CONSTRAINT suppression_loads_client_fk REFERENCES clients (id),
        reason        text,
        register_name text,
        register_date date,
        -- Last day on which the edition of the register may be relied on.
        fresh_until   date,
        -- Last day of the stops; null = for good.
        expires_on    date,
        state         text        NOT NULL CONSTRAINT suppression_loads_state_check CHECK (state IN
                      ('reading','review','committing','marking','done','cancelled','failed','undoing','unmarking','undone')),
        -- Names the table the file is being read into; a reading that was overtaken finds another one here and gives up.
        reading_id    uuid,
        counts        jsonb,
        -- The last lead whose places in the queues are marked.
        marked_to     bigint      NOT NULL DEFAULT 0,
        added         integer     NOT NULL DEFAULT 0,
        lifted        integer     NOT NULL DEFAULT 0,
        error_code    text,
        error_params  jsonb,
        created_by    bigint      CONSTRAINT suppression_loads_created_by_fk REFERENCES users (id),
        created_at    timestamptz NOT NULL,
        finished_at   timestamptz,
        undone_by     bigint      CONSTRAINT suppression_loads_undone_by_fk REFERENCES users (id),
        undo_reason   text,
        CONSTRAINT suppression_loads_client_check CHECK ((scope = 'client') = (client_id IS NOT NULL)),
        CONSTRAINT suppression_loads_register_check CHECK ((kind = 'register') = (register_name IS NOT NULL AND register_date IS NOT NULL)),
        CONSTRAINT suppression_loads_expiry_check CHECK (expires_on IS NULL OR kind NOT IN ('opt_out','complaint','register'))
      );
      CREATE INDEX suppression_loads_open_idx ON suppression_loads (id)
        WHERE state IN ('reading','committing','marking','undoing','unmarking');

      CREATE TABLE suppression_load_rows (
        load_id    bigint  NOT NULL CONSTRAINT suppression_load_rows_load_fk REFERENCES suppression_loads (id) ON DELETE CASCADE,
        row_number integer NOT NULL,
        problem    text    NOT NULL,
        CONSTRAINT suppression_load_rows_pk PRIMARY KEY (load_id, row_number)
      );

      ALTER TABLE suppressions
        ADD COLUMN load_id bigint CONSTRAINT suppressions_load_fk REFERENCES suppression_loads (id),
        ADD COLUMN expires_on date,
        ADD CONSTRAINT suppressions_expiry_check CHECK (expires_on IS NULL OR kind NOT IN ('opt_out','complaint','register'));
      DROP INDEX suppressions_live_uq;
      CREATE UNIQUE INDEX suppressions_live_uq ON suppressions (number_key, channel, scope, client_id, campaign_id, load_id)
        NULLS NOT DISTINCT WHERE lifted_at IS NULL;
      CREATE INDEX suppressions_load_idx ON suppressions (load_id) WHERE load_id IS NOT NULL;
      -- The page shows what people and calls stopped without walking through a register of a million.
      CREATE INDEX suppressions_own_idx ON suppressions (id) WHERE load_id IS NULL;
      -- A number is looked up with what was lifted.
      CREATE INDEX suppressions_lifted_idx ON suppressions (number_key) WHERE lifted_at IS NOT NULL;
      CREATE INDEX suppressions_expiry_idx ON suppressions (expires_on) WHERE lifted_at IS NULL AND expires_on IS NOT NULL;

      ALTER TABLE suppression_patterns ADD CONSTRAINT suppression_patterns_kind_check CHECK (kind IN
        ('opt_out','own_staff','open_deal','competitor','regulator','test','complaint'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE suppression_patterns DROP CONSTRAINT suppression_patterns_kind_check;
      -- The older list knows one live stop for each reach: the earliest stays.
      UPDATE suppressions s SET lifted_at = now() WHERE lifted_at IS NULL AND EXISTS (
        SELECT FROM suppressions o WHERE o.lifted_at IS NULL AND o.id < s.id AND o.number_key = s.number_key AND o.channel = s.channel
          AND o.scope = s.scope AND o.client_id IS NOT DISTINCT FROM s.client_id AND o.campaign_id IS NOT DISTINCT FROM s.campaign_id);
      DROP INDEX suppressions_lifted_idx, suppressions_expiry_idx, suppressions_own_idx, suppressions_load_idx, suppressions_live_uq;
      CREATE UNIQUE INDEX suppressions_live_uq ON suppressions (number_key, channel, scope, client_id, campaign_id)
        NULLS NOT DISTINCT WHERE lifted_at IS NULL;
      ALTER TABLE suppressions DROP COLUMN load_id, DROP COLUMN expires_on;
      DROP TABLE suppression_load_rows, suppression_loads;
      DROP SCHEMA suppression_staging CASCADE;
    `);
  }
}
