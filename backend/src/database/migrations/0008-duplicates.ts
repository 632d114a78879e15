import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Merges that can be undone, pairs for a person to decide, keys by which leads find their likes, and the search after each import. */
export class Duplicates1764000000008 implements MigrationInterface {
  name = 'Duplicates1764000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Contacts and their numbers change leads in one transaction, one after the other.
      ALTER TABLE phones ALTER CONSTRAINT phones_contact_fk DEFERRABLE INITIALLY IMMEDIATE;
      CREATE INDEX leads_merged_into_idx ON leads (merged_into) WHERE merged_into IS NOT NULL;

      CREATE FUNCTION refuse_unlike_leads() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT count(DISTINCT (client_id, synthetic)) FROM leads WHERE id IN (NEW.lead_a, NEW.lead_b) AND client_id = NEW.client_id) <> 1
          OR EXISTS (SELECT FROM leads WHERE id IN (NEW.lead_a, NEW.lead_b) AND client_id <> NEW.client_id) THEN
          RAISE EXCEPTION 'leads % and % are not of one client', NEW.lead_a, NEW.lead_b USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$;

      -- The ledger of merges: what moved, so that it can be put back exactly. Never rewritten; an undo is a line of its own.
      CREATE TABLE lead_merges (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_merges_pk PRIMARY KEY,
        client_id   bigint      NOT NULL CONSTRAINT lead_merges_client_fk REFERENCES clients (id),
        lead_a      bigint      NOT NULL CONSTRAINT lead_merges_survivor_fk REFERENCES leads (id) ON DELETE CASCADE,
        lead_b      bigint      NOT NULL CONSTRAINT lead_merges_absorbed_fk REFERENCES leads (id) ON DELETE CASCADE,
        cause       text        NOT NULL CONSTRAINT lead_merges_cause_check CHECK (cause IN ('automatic','reviewed')),
        score       real,
        reasons     jsonb       NOT NULL DEFAULT '[]',
        moved       jsonb       NOT NULL,
        by_user_id  bigint      CONSTRAINT lead_merges_by_fk REFERENCES users (id),
        at          timestamptz NOT NULL,
        CONSTRAINT lead_merges_two_check CHECK (lead_a <> lead_b)
      );
      COMMENT ON COLUMN lead_merges.lead_a IS 'the lead that stayed';
      COMMENT ON COLUMN lead_merges.lead_b IS 'the lead that went into it';
      CREATE INDEX lead_merges_survivor_idx ON lead_merges (lead_a, id DESC);
      CREATE INDEX lead_merges_absorbed_idx ON lead_merges (lead_b, id DESC);
      CREATE TRIGGER lead_merges_alike BEFORE INSERT ON lead_merges FOR EACH ROW EXECUTE FUNCTION refuse_unlike_leads();
      CREATE TRIGGER lead_merges_append_only BEFORE UPDATE ON lead_merges FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

      CREATE TABLE lead_merge_undos (
        merge_id   bigint      CONSTRAINT lead_merge_undos_pk PRIMARY KEY CONSTRAINT lead_merge_undos_merge_fk REFERENCES lead_merges (id) ON DELETE CASCADE,
        by_user_id bigint      CONSTRAINT lead_merge_undos_by_fk REFERENCES users (id),
        at         timestamptz NOT NULL
      );
      CREATE TRIGGER lead_merge_undos_append_only BEFORE UPDATE ON lead_merge_undos FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

      CREATE TABLE duplicate_pairs (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT duplicate_pairs_pk PRIMARY KEY,
        client_id  bigint      NOT NULL CONSTRAINT duplicate_pairs_client_fk REFERENCES clients (id),
        lead_a     bigint      NOT NULL CONSTRAINT duplicate_pairs_a_fk REFERENCES leads (id) ON DELETE CASCADE,
        lead_b     bigint      NOT NULL CONSTRAINT duplicate_pairs_b_fk REFERENCES leads (id) ON DELETE CASCADE,
        score      real        NOT NULL,
        reasons    jsonb       NOT NULL,
        state      text        NOT NULL DEFAULT 'open' CONSTRAINT duplicate_pairs_state_check CHECK (state IN ('open','merged','kept_apart','obsolete')),
        import_id  uuid        CONSTRAINT duplicate_pairs_import_fk REFERENCES imports (id) ON DELETE SET NULL,
        merge_id   bigint      CONSTRAINT duplicate_pairs_merge_fk REFERENCES lead_merges (id) ON DELETE SET NULL,
        decided_by bigint      CONSTRAINT duplicate_pairs_decided_by_fk REFERENCES users (id),
        decided_at timestamptz,
        created_at timestamptz NOT NULL,
        CONSTRAINT duplicate_pairs_order_check CHECK (lead_a < lead_b),
        CONSTRAINT duplicate_pairs_uq UNIQUE (lead_a, lead_b),
        CONSTRAINT duplicate_pairs_decided_check CHECK ((state = 'open') = (decided_at IS NULL))
      );
      CREATE INDEX duplicate_pairs_open_idx ON duplicate_pairs (score DESC, id DESC) WHERE state = 'open';
      CREATE INDEX duplicate_pairs_b_idx ON duplicate_pairs (lead_b);
      CREATE TRIGGER duplicate_pairs_alike BEFORE INSERT ON duplicate_pairs FOR EACH ROW EXECUTE FUNCTION refuse_unlike_leads();

      -- Hashed block keys: two leads are compared when they share one. Filled after each import, for all leads up to match_key_progress.
      CREATE TABLE lead_match_keys (
        key     bigint NOT NULL,
        lead_id bigint NOT NULL CONSTRAINT lead_match_keys_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        CONSTRAINT lead_match_keys_pk PRIMARY KEY (key, lead_id)
      );
      CREATE INDEX lead_match_keys_lead_idx ON lead_match_keys (lead_id);
      CREATE TABLE match_key_progress (
        client_id bigint CONSTRAINT match_key_progress_pk PRIMARY KEY CONSTRAINT match_key_progress_client_fk REFERENCES clients (id) ON DELETE CASCADE,
        up_to     bigint NOT NULL
      );

      CREATE TABLE duplicate_searches (
        import_id   uuid        CONSTRAINT duplicate_searches_pk PRIMARY KEY CONSTRAINT duplicate_searches_import_fk REFERENCES imports (id) ON DELETE CASCADE,
        after_lead  bigint      NOT NULL DEFAULT 0,
        compared    bigint      NOT NULL DEFAULT 0,
        merged      integer     NOT NULL DEFAULT 0,
        queued      integer     NOT NULL DEFAULT 0,
        failed_at   timestamptz,
        finished_at timestamptz
      );
      -- What was loaded before is left as it is: nobody chose a scope for it.
      INSERT INTO duplicate_searches (import_id, finished_at) SELECT id, now() FROM imports WHERE state = 'done';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE duplicate_searches, match_key_progress, lead_match_keys, duplicate_pairs, lead_merge_undos, lead_merges;
      DROP FUNCTION refuse_unlike_leads();
      DROP INDEX leads_merged_into_idx;
      ALTER TABLE phones ALTER CONSTRAINT phones_contact_fk NOT DEFERRABLE;
    `);
  }
}
