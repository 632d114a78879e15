import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Leads, contacts, addresses, phones, shared numbers; lists with their legal source, imports and the ledger.
 * `synthetic` is set at insert and never changes (trigger): a demo lead can never become dialable by a real engine.
 */
export class Leads1764000000003 implements MigrationInterface {
  name = 'Leads1764000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION refuse_synthetic_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.synthetic IS DISTINCT FROM OLD.synthetic THEN
          RAISE EXCEPTION 'synthetic of % cannot change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;

      CREATE TABLE leads (
        id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT leads_pk PRIMARY KEY,
        client_id      bigint      NOT NULL CONSTRAINT leads_client_fk REFERENCES clients (id),
        kind           text        NOT NULL CONSTRAINT leads_kind_check CHECK (kind IN ('company','person')),
        name           text        NOT NULL,
        name_key       text        NOT NULL DEFAULT '',
        legal_name     text,
        inn            text,
        kpp            text,
        ogrn           text,
        email          text,
        site           text,
        industry       text,
        region         text,
        city           text,
        temperature    text        NOT NULL DEFAULT 'cold' CONSTRAINT leads_temperature_check CHECK (temperature IN ('cold','warm','hot')),
        stage          text        NOT NULL DEFAULT 'open' CONSTRAINT leads_stage_check CHECK (stage IN ('open','refused','customer','closed')),
        stage_reason   text,
        return_on      date,
        temperature_at timestamptz,
        touched_at     timestamptz,
        custom         jsonb       NOT NULL DEFAULT '{}',
        merged_into    bigint      CONSTRAINT leads_merged_into_fk REFERENCES leads (id),
        synthetic      boolean     NOT NULL DEFAULT false,
        confirmed_on   date,
        created_at     timestamptz NOT NULL,
        version        integer     NOT NULL DEFAULT 1
      );
      CREATE INDEX leads_client_idx ON leads (client_id, id DESC);
      CREATE INDEX leads_inn_idx ON leads (client_id, inn) WHERE inn IS NOT NULL;
      CREATE INDEX leads_heat_idx ON leads (client_id, temperature, temperature_at DESC, id DESC) WHERE temperature <> 'cold';
      CREATE INDEX leads_name_trgm_idx ON leads USING gin (name gin_trgm_ops);
      CREATE TRIGGER leads_synthetic_fixed BEFORE UPDATE ON leads FOR EACH ROW
        WHEN (NEW.synthetic IS DISTINCT FROM OLD.synthetic) EXECUTE FUNCTION refuse_synthetic_change();

      CREATE TABLE lead_addresses (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_addresses_pk PRIMARY KEY,
        lead_id      bigint      NOT NULL CONSTRAINT lead_addresses_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        raw          text        NOT NULL,
        city         text,
        region       text,
        zone         text,
        is_main      boolean     NOT NULL DEFAULT false,
        confirmed_on date,
        CONSTRAINT lead_addresses_uq UNIQUE (lead_id, raw)
      );

      CREATE TABLE contacts (
        id                bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT contacts_pk PRIMARY KEY,
        lead_id           bigint      NOT NULL CONSTRAINT contacts_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        full_name         text        NOT NULL,
        position          text,
        is_decision_maker boolean     NOT NULL DEFAULT false,
        email             text,
        note              text,
        retired_at        timestamptz,
        confirmed_on      date,
        created_at        timestamptz NOT NULL,
        CONSTRAINT contacts_id_lead_uq UNIQUE (id, lead_id)
      );
      CREATE INDEX contacts_lead_idx ON contacts (lead_id);

      -- One number may stand at several leads. number_key = HMAC-SHA-256(secret, e164) cut to 16 bytes; key_id allows rotation.
      CREATE TABLE phones (
        id             bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT phones_pk PRIMARY KEY,
        lead_id        bigint      NOT NULL CONSTRAINT phones_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        contact_id     bigint,
        address_id     bigint      CONSTRAINT phones_address_fk REFERENCES lead_addresses (id) ON DELETE SET NULL,
        e164           text        NOT NULL CONSTRAINT phones_e164_check CHECK (e164 ~ '^\\+[0-9]{7,15}$'),
        extension      text        NOT NULL DEFAULT '',
        raw            text        NOT NULL DEFAULT '',
        number_key     bytea       NOT NULL CONSTRAINT phones_number_key_check CHECK (length(number_key) = 16),
        key_id         smallint    NOT NULL DEFAULT 1,
        kind           text        NOT NULL CONSTRAINT phones_kind_check CHECK (kind IN ('mobile','landline','toll_free','unknown')),
        country        text        NOT NULL,
        region         text,
        zones          text[]      NOT NULL DEFAULT '{}',
        zone_source    text        NOT NULL DEFAULT 'unknown' CONSTRAINT phones_zone_source_check CHECK (zone_source IN ('address','numbering_plan','list','operator','unknown')),
        priority       smallint    NOT NULL DEFAULT 0,
        state          text        NOT NULL DEFAULT 'active' CONSTRAINT phones_state_check CHECK (state IN ('active','retired')),
        retired_reason text,
        synthetic      boolean     NOT NULL DEFAULT false,
        created_at     timestamptz NOT NULL,
        CONSTRAINT phones_lead_number_uq UNIQUE (lead_id, e164, extension),
        CONSTRAINT phones_contact_fk FOREIGN KEY (contact_id, lead_id) REFERENCES contacts (id, lead_id),
        CONSTRAINT phones_zones_source_check CHECK ((cardinality(zones) = 0) = (zone_source = 'unknown')),
        CONSTRAINT phones_demo_country_check CHECK (country <> 'ZZ' OR synthetic)
      );
      CREATE INDEX phones_number_key_idx ON phones (number_key);
      CREATE TRIGGER phones_synthetic_fixed BEFORE UPDATE ON phones FOR EACH ROW
        WHEN (NEW.synthetic IS DISTINCT FROM OLD.synthetic) EXECUTE FUNCTION refuse_synthetic_change();

      -- A number that links leads which must not be merged (business-centre switchboard, chain office).
      CREATE TABLE shared_numbers (
        client_id  bigint      NOT NULL CONSTRAINT shared_numbers_client_fk REFERENCES clients (id),
        number_key bytea       NOT NULL,
        reason     text        NOT NULL CONSTRAINT shared_numbers_reason_check CHECK (reason IN ('different_inn','incompatible_name','marked_by_hand')),
        since      timestamptz NOT NULL,
        CONSTRAINT shared_numbers_pk PRIMARY KEY (client_id, number_key)
      );

      -- The passport of a list. Two grounds kept apart: for holding the data and for calling.
      CREATE TABLE legal_sources (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT legal_sources_pk PRIMARY KEY,
        kind          text        NOT NULL CONSTRAINT legal_sources_kind_check CHECK (kind IN
                      ('own_form','existing_customer','inbound_inquiry','referral','event','purchased','collected_open_data','partner_shared','unknown_legacy','former_employee')),
        facts         jsonb       NOT NULL DEFAULT '{}',
        complete      boolean     NOT NULL DEFAULT false,
        missing       text[]      NOT NULL DEFAULT '{}',
        confirmed_by  bigint      CONSTRAINT legal_sources_confirmed_by_fk REFERENCES users (id),
        confirmed_at  timestamptz,
        expires_on    date,
        synthetic     boolean     NOT NULL DEFAULT false,
        updated_at    timestamptz NOT NULL,
        version       integer     NOT NULL DEFAULT 1,
        CONSTRAINT legal_sources_complete_check CHECK (NOT complete OR (cardinality(missing) = 0 AND confirmed_by IS NOT NULL))
      );

      CREATE TABLE lead_lists (
        id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_lists_pk PRIMARY KEY,
        client_id       bigint      NOT NULL CONSTRAINT lead_lists_client_fk REFERENCES clients (id),
        name            text        NOT NULL,
        audience        text        NOT NULL CONSTRAINT lead_lists_audience_check CHECK (audience IN ('b2b','b2c')),
        legal_source_id bigint      NOT NULL CONSTRAINT lead_lists_legal_source_fk REFERENCES legal_sources (id),
        area_code       text,
        default_zone    text,
        default_zone_by bigint      CONSTRAINT lead_lists_default_zone_by_fk REFERENCES users (id),
        price_minor     bigint,
        currency        text,
        synthetic       boolean     NOT NULL DEFAULT false,
        archived_at     timestamptz,
        created_by      bigint      CONSTRAINT lead_lists_created_by_fk REFERENCES users (id),
        created_at      timestamptz NOT NULL,
        version         integer     NOT NULL DEFAULT 1,
        CONSTRAINT lead_lists_default_zone_check CHECK ((default_zone IS NULL) = (default_zone_by IS NULL))
      );

      CREATE TABLE list_members (
        list_id  bigint NOT NULL CONSTRAINT list_members_list_fk REFERENCES lead_lists (id) ON DELETE CASCADE,
        lead_id  bigint NOT NULL CONSTRAINT list_members_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        import_id uuid,
        added_at timestamptz NOT NULL,
        CONSTRAINT list_members_pk PRIMARY KEY (list_id, lead_id)
      );
      CREATE INDEX list_members_lead_idx ON list_members (lead_id);

      CREATE TABLE imports (
        id           uuid        CONSTRAINT imports_pk PRIMARY KEY,
        list_id      bigint      NOT NULL CONSTRAINT imports_list_fk REFERENCES lead_lists (id) ON DELETE CASCADE,
        file_id      bigint      NOT NULL CONSTRAINT imports_file_fk REFERENCES files (id),
        file_sha256  text        NOT NULL,
        settings     jsonb       NOT NULL,
        settings_sha256 text     NOT NULL,
        state        text        NOT NULL CONSTRAINT imports_state_check CHECK (state IN ('reading','judging','committing','done','failed','cancelled')),
        counts       jsonb       NOT NULL DEFAULT '{}',
        error_code   text,
        error_params jsonb,
        created_by   bigint      CONSTRAINT imports_created_by_fk REFERENCES users (id),
        created_at   timestamptz NOT NULL,
        finished_at  timestamptz
      );
      CREATE INDEX imports_list_idx ON imports (list_id, created_at DESC);
      CREATE INDEX imports_file_idx ON imports (file_sha256);

      -- Rows as read and normalised by the worker, filled by COPY; emptied when the import is done.
      CREATE UNLOGGED TABLE import_staging (
        import_id  uuid     NOT NULL,
        row_number integer  NOT NULL,
        kind       text     NOT NULL,
        name       text     NOT NULL,
        name_key   text     NOT NULL,
        legal_name text,
        inn        text,
        kpp        text,
        ogrn       text,
        email      text,
        site       text,
        industry   text,
        region     text,
        city       text,
        address    text,
        address_zone text,
        contact_name text,
        contact_position text,
        custom     jsonb    NOT NULL DEFAULT '{}',
        problem    text,
        problem_params jsonb,
        lead_id    bigint,
        cluster    integer,
        CONSTRAINT import_staging_pk PRIMARY KEY (import_id, row_number)
      );
      CREATE UNLOGGED TABLE import_staging_phones (
        import_id  uuid     NOT NULL,
        row_number integer  NOT NULL,
        ordinal    smallint NOT NULL,
        e164       text     NOT NULL,
        extension  text     NOT NULL DEFAULT '',
        raw        text     NOT NULL,
        number_key bytea    NOT NULL,
        kind       text     NOT NULL,
        country    text     NOT NULL,
        region     text,
        zones      text[]   NOT NULL DEFAULT '{}',
        zone_source text    NOT NULL,
        CONSTRAINT import_staging_phones_pk PRIMARY KEY (import_id, row_number, ordinal)
      );
      CREATE INDEX import_staging_phones_number_idx ON import_staging_phones (import_id, number_key);

      -- The verdict of every row, kept for as long as the list lives: every row of the file is accounted for.
      CREATE TABLE import_rows (
        import_id     uuid    NOT NULL CONSTRAINT import_rows_import_fk REFERENCES imports (id) ON DELETE CASCADE,
        row_number    integer NOT NULL,
        verdict       text    NOT NULL CONSTRAINT import_rows_verdict_check CHECK (verdict IN
                      ('added','duplicate_in_file','duplicate_of_list','shared_number','invalid')),
        reason        text,
        reason_params jsonb,
        lead_id       bigint,
        other_list_id bigint,
        CONSTRAINT import_rows_pk PRIMARY KEY (import_id, row_number)
      );
      CREATE INDEX import_rows_verdict_idx ON import_rows (import_id, verdict, row_number);

      -- The ledger of facts for and against calling: append-only, a hash chain per subject.
      CREATE TABLE ledger_entries (
        id            bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ledger_entries_pk PRIMARY KEY,
        subject       text        NOT NULL,
        kind          text        NOT NULL,
        number_key    bytea,
        lead_id       bigint,
        list_id       bigint,
        campaign_id   bigint,
        attempt_id    uuid,
        facts         jsonb       NOT NULL DEFAULT '{}',
        synthetic     boolean     NOT NULL DEFAULT false,
        by_user_id    bigint,
        at            timestamptz NOT NULL,
        previous_hash bytea,
        hash          bytea       NOT NULL,
        CONSTRAINT ledger_entries_chain_uq UNIQUE NULLS NOT DISTINCT (subject, previous_hash)
      );
      CREATE INDEX ledger_entries_subject_idx ON ledger_entries (subject, id);
      CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
        FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

      CREATE TABLE suppressions (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT suppressions_pk PRIMARY KEY,
        number_key  bytea       NOT NULL,
        key_id      smallint    NOT NULL DEFAULT 1,
        scope       text        NOT NULL CONSTRAINT suppressions_scope_check CHECK (scope IN ('organisation','client','campaign')),
        client_id   bigint      CONSTRAINT suppressions_client_fk REFERENCES clients (id),
        campaign_id bigint,
        channel     text        NOT NULL DEFAULT 'voice' CONSTRAINT suppressions_channel_check CHECK (channel IN ('voice','sms','email')),
        kind        text        NOT NULL CONSTRAINT suppressions_kind_check CHECK (kind IN ('opt_out','register','own_staff','open_deal','competitor','regulator','test','complaint')),
        reason      text,
        attempt_id  uuid,
        created_by  bigint      CONSTRAINT suppressions_created_by_fk REFERENCES users (id),
        created_at  timestamptz NOT NULL,
        lifted_at   timestamptz,
        CONSTRAINT suppressions_scope_target_check CHECK ((scope = 'client') = (client_id IS NOT NULL) AND (scope = 'campaign') = (campaign_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX suppressions_live_uq ON suppressions (number_key, channel, scope, client_id, campaign_id) NULLS NOT DISTINCT WHERE lifted_at IS NULL;

      CREATE TABLE suppression_patterns (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT suppression_patterns_pk PRIMARY KEY,
        prefix     text        NOT NULL CONSTRAINT suppression_patterns_prefix_uq UNIQUE CONSTRAINT suppression_patterns_prefix_check CHECK (prefix ~ '^\\+[0-9]{1,14}$'),
        kind       text        NOT NULL,
        reason     text,
        created_by bigint      CONSTRAINT suppression_patterns_created_by_fk REFERENCES users (id),
        created_at timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE suppression_patterns, suppressions, ledger_entries, import_rows, import_staging_phones, import_staging,
        imports, list_members, lead_lists, legal_sources, shared_numbers, phones, contacts, lead_addresses, leads;
      DROP FUNCTION refuse_synthetic_change();
    `);
  }
}
