import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Call scripts and their runs, dispositions, campaigns, calling classes and queue entries. */
export class Campaigns1764000000004 implements MigrationInterface {
  name = 'Campaigns1764000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE call_scripts (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT call_scripts_pk PRIMARY KEY,
        name       text        NOT NULL,
        synthetic  boolean     NOT NULL DEFAULT false,
        created_by bigint      CONSTRAINT call_scripts_created_by_fk REFERENCES users (id),
        created_at timestamptz NOT NULL,
        archived_at timestamptz,
        version    integer     NOT NULL DEFAULT 1
      );

      CREATE TABLE call_script_versions (
        id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT call_script_versions_pk PRIMARY KEY,
        call_script_id bigint      NOT NULL CONSTRAINT call_script_versions_script_fk REFERENCES call_scripts (id) ON DELETE CASCADE,
        number         integer     NOT NULL CONSTRAINT call_script_versions_number_check CHECK (number > 0),
        document       jsonb       NOT NULL,
        findings       jsonb       NOT NULL DEFAULT '[]',
        sha256         text        NOT NULL,
        published_at   timestamptz,
        published_by   bigint      CONSTRAINT call_script_versions_published_by_fk REFERENCES users (id),
        updated_at     timestamptz NOT NULL,
        CONSTRAINT call_script_versions_number_uq UNIQUE (call_script_id, number)
      );
      -- At most one draft a script; a published version never changes.
      CREATE UNIQUE INDEX call_script_versions_draft_uq ON call_script_versions (call_script_id) WHERE published_at IS NULL;
      CREATE FUNCTION refuse_published_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a published call script version cannot change' USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER call_script_versions_immutable BEFORE UPDATE ON call_script_versions FOR EACH ROW
        WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_published_change();

      -- Two levels: a group (parent NULL) and its results. effect: see contracts/src/dispositions.ts.
      CREATE TABLE dispositions (
        code        text     CONSTRAINT dispositions_pk PRIMARY KEY CONSTRAINT dispositions_code_check CHECK (code ~ '^[a-z][a-z0-9_]{0,39}$'),
        parent_code text     CONSTRAINT dispositions_parent_fk REFERENCES dispositions (code),
        name_ru     text     NOT NULL,
        name_en     text     NOT NULL,
        effect      jsonb    NOT NULL DEFAULT '{}',
        ordinal     smallint NOT NULL,
        seeded      boolean  NOT NULL DEFAULT true
      );

      CREATE TABLE campaigns (
        id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT campaigns_pk PRIMARY KEY,
        client_id      bigint      NOT NULL CONSTRAINT campaigns_client_fk REFERENCES clients (id),
        name           text        NOT NULL,
        purpose        text        NOT NULL CONSTRAINT campaigns_purpose_check CHECK (purpose IN ('advertising','service','survey','data_update')),
        purpose_by     bigint      CONSTRAINT campaigns_purpose_by_fk REFERENCES users (id),
        audience       text        NOT NULL CONSTRAINT campaigns_audience_check CHECK (audience IN ('b2b','b2c')),
        mode           text        NOT NULL DEFAULT 'preview' CONSTRAINT campaigns_mode_check CHECK (mode IN ('preview','progressive')),
        status         text        NOT NULL DEFAULT 'draft' CONSTRAINT campaigns_status_check CHECK (status IN ('draft','running','paused','finished')),
        call_script_version_id bigint CONSTRAINT campaigns_script_version_fk REFERENCES call_script_versions (id),
        caller_id_id   bigint      CONSTRAINT campaigns_caller_id_fk REFERENCES caller_ids (id),
        policy         jsonb       NOT NULL,
        priority       smallint    NOT NULL DEFAULT 0,
        synthetic      boolean     NOT NULL DEFAULT false,
        created_by     bigint      CONSTRAINT campaigns_created_by_fk REFERENCES users (id),
        created_at     timestamptz NOT NULL,
        started_at     timestamptz,
        finished_at    timestamptz,
        version        integer     NOT NULL DEFAULT 1,
        CONSTRAINT campaigns_running_has_script_check CHECK (status IN ('draft','finished') OR call_script_version_id IS NOT NULL)
      );
      ALTER TABLE suppressions ADD CONSTRAINT suppressions_campaign_fk FOREIGN KEY (campaign_id) REFERENCES campaigns (id);

      CREATE TABLE campaign_lists (
        campaign_id bigint NOT NULL CONSTRAINT campaign_lists_campaign_fk REFERENCES campaigns (id) ON DELETE CASCADE,
        list_id     bigint NOT NULL CONSTRAINT campaign_lists_list_fk REFERENCES lead_lists (id),
        CONSTRAINT campaign_lists_pk PRIMARY KEY (campaign_id, list_id)
      );
      CREATE INDEX campaign_lists_list_idx ON campaign_lists (list_id);
      CREATE TABLE campaign_operators (
        campaign_id bigint NOT NULL CONSTRAINT campaign_operators_campaign_fk REFERENCES campaigns (id) ON DELETE CASCADE,
        operator_id bigint NOT NULL CONSTRAINT campaign_operators_operator_fk REFERENCES users (id),
        CONSTRAINT campaign_operators_pk PRIMARY KEY (campaign_id, operator_id)
      );
      CREATE INDEX campaign_operators_operator_idx ON campaign_operators (operator_id);
      -- The campaign's own choice of results; effect NULL = the seeded one.
      CREATE TABLE campaign_dispositions (
        campaign_id      bigint NOT NULL CONSTRAINT campaign_dispositions_campaign_fk REFERENCES campaigns (id) ON DELETE CASCADE,
        disposition_code text   NOT NULL CONSTRAINT campaign_dispositions_code_fk REFERENCES dispositions (code),
        effect           jsonb,
        CONSTRAINT campaign_dispositions_pk PRIMARY KEY (campaign_id, disposition_code)
      );

      -- jurisdictions x possible zones x audience x purpose (and the rule pack): what opens and closes together.
      CREATE TABLE calling_classes (
        id            integer GENERATED ALWAYS AS IDENTITY CONSTRAINT calling_classes_pk PRIMARY KEY,
        jurisdictions text[]  NOT NULL,
        zones         text[]  NOT NULL CONSTRAINT calling_classes_zones_check CHECK (cardinality(zones) > 0),
        audience      text    NOT NULL,
        purpose       text    NOT NULL,
        pack          text    NOT NULL,
        CONSTRAINT calling_classes_uq UNIQUE (jurisdictions, zones, audience, purpose, pack)
      );

      -- A lead's place in a campaign. What may be claimed is the state 'ready', never a filter over the table.
      CREATE TABLE queue_entries (
        id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT queue_entries_pk PRIMARY KEY,
        campaign_id    bigint      NOT NULL CONSTRAINT queue_entries_campaign_fk REFERENCES campaigns (id) ON DELETE CASCADE,
        lead_id        bigint      NOT NULL CONSTRAINT queue_entries_lead_fk REFERENCES leads (id),
        phone_id       bigint      CONSTRAINT queue_entries_phone_fk REFERENCES phones (id),
        number_key     bytea,
        class_id       integer     CONSTRAINT queue_entries_class_fk REFERENCES calling_classes (id),
        band           smallint    NOT NULL DEFAULT 5,
        ordinal        bigint      NOT NULL DEFAULT 0,
        state          text        NOT NULL CONSTRAINT queue_entries_state_check CHECK (state IN
                       ('ready','cooling','blocked','claimed','attempting','wrap_up','callback','finished')),
        reason         text,
        not_before     timestamptz,
        tries          smallint    NOT NULL DEFAULT 0,
        tries_by       jsonb       NOT NULL DEFAULT '{}',
        owner_operator_id bigint   CONSTRAINT queue_entries_owner_fk REFERENCES users (id),
        claimed_by     bigint      CONSTRAINT queue_entries_claimed_by_fk REFERENCES users (id),
        attempt_id     uuid,
        synthetic      boolean     NOT NULL DEFAULT false,
        updated_at     timestamptz NOT NULL,
        CONSTRAINT queue_entries_lead_uq UNIQUE (campaign_id, lead_id),
        CONSTRAINT queue_entries_ready_check CHECK (state <> 'ready' OR (class_id IS NOT NULL AND phone_id IS NOT NULL)),
        CONSTRAINT queue_entries_cooling_check CHECK (state NOT IN ('cooling','callback') OR not_before IS NOT NULL),
        CONSTRAINT queue_entries_reason_check CHECK (state NOT IN ('blocked','finished') OR reason IS NOT NULL),
        CONSTRAINT queue_entries_claim_check CHECK ((state IN ('claimed','attempting','wrap_up')) = (claimed_by IS NOT NULL))
      );
      CREATE INDEX queue_entries_ready_idx ON queue_entries (campaign_id, class_id, band, ordinal, id)
        WHERE state = 'ready' AND owner_operator_id IS NULL;
      CREATE INDEX queue_entries_own_ready_idx ON queue_entries (owner_operator_id, campaign_id, not_before, id)
        WHERE state = 'ready' AND owner_operator_id IS NOT NULL;
      CREATE INDEX queue_entries_due_idx ON queue_entries (not_before) WHERE state IN ('cooling','callback');
      CREATE INDEX queue_entries_lead_idx ON queue_entries (lead_id);
      CREATE INDEX queue_entries_number_idx ON queue_entries (number_key) WHERE number_key IS NOT NULL;
      CREATE INDEX queue_entries_claimed_idx ON queue_entries (claimed_by) WHERE claimed_by IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE suppressions DROP CONSTRAINT suppressions_campaign_fk;
      DROP TABLE queue_entries, calling_classes, campaign_dispositions, campaign_operators, campaign_lists, campaigns,
        dispositions, call_script_versions, call_scripts;
      DROP FUNCTION refuse_published_change();
    `);
  }
}
