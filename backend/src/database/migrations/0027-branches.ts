import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a row says that joined another row's lead stays: its own name, place, contact and fields, with the numbers it brought. Leads of one INN that
 * a marketer keeps apart are a fact of their legal entity, which the search for duplicates heeds.
 */
export class Branches1764000000027 implements MigrationInterface {
  name = 'Branches1764000000027';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- kind: 'branch' = a place or a department of its own; 'repeat' = the same body, written otherwise in another row.
      CREATE TABLE lead_branches (
        id               bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_branches_pk PRIMARY KEY,
        lead_id          bigint      NOT NULL CONSTRAINT lead_branches_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        kind             text        NOT NULL CONSTRAINT lead_branches_kind_check CHECK (kind IN ('branch','repeat')),
        name             text        NOT NULL,
        name_key         text        NOT NULL,
        legal_name       text,
        kpp              text,
        ogrn             text,
        email            text,
        site             text,
        industry         text,
        region           text,
        city             text,
        address          text,
        contact_name     text,
        contact_position text,
        custom           jsonb       NOT NULL DEFAULT '{}',
        import_id        uuid,
        row_number       integer,
        created_at       timestamptz NOT NULL
      );
      CREATE INDEX lead_branches_lead_idx ON lead_branches (lead_id);
      CREATE INDEX lead_branches_import_idx ON lead_branches (import_id);

      -- A number may be that of several branches: a switchboard.
      CREATE TABLE lead_branch_phones (
        branch_id bigint NOT NULL CONSTRAINT lead_branch_phones_branch_fk REFERENCES lead_branches (id) ON DELETE CASCADE,
        phone_id  bigint NOT NULL CONSTRAINT lead_branch_phones_phone_fk REFERENCES phones (id) ON DELETE CASCADE,
        CONSTRAINT lead_branch_phones_pk PRIMARY KEY (branch_id, phone_id)
      );
      CREATE INDEX lead_branch_phones_phone_idx ON lead_branch_phones (phone_id);

      CREATE TABLE legal_entities (
        client_id bigint      NOT NULL CONSTRAINT legal_entities_client_fk REFERENCES clients (id),
        inn       text        NOT NULL,
        import_id uuid,
        since     timestamptz NOT NULL,
        CONSTRAINT legal_entities_pk PRIMARY KEY (client_id, inn)
      );
      COMMENT ON TABLE legal_entities IS 'INNs whose leads are kept apart, a lead for each branch: their INN is no ground to merge two of them';

      ALTER TABLE import_rows
        ADD COLUMN row_name text,
        ADD COLUMN joined_row integer,
        DROP CONSTRAINT import_rows_verdict_check,
        ADD CONSTRAINT import_rows_verdict_check CHECK (verdict IN
          ('added','duplicate_in_file','duplicate_of_list','updated','branch','shared_number','suppressed','invalid'));
      CREATE OR REPLACE VIEW import_verdicts AS
        SELECT import_id, row_number, verdict, reason, reason_params, lead_id, other_list_id, row_name, joined_row FROM import_rows
        UNION ALL
        SELECT import_id, row_number, 'added', NULL, NULL, lead_id, NULL, NULL, NULL FROM list_members WHERE row_number IS NOT NULL;
      ALTER TABLE shared_numbers
        DROP CONSTRAINT shared_numbers_reason_check,
        ADD CONSTRAINT shared_numbers_reason_check CHECK (reason IN ('different_inn','incompatible_name','same_entity','marked_by_hand'));

      ${SEARCHED.map(triggersOf).join('\n')}
      INSERT INTO lead_search_work (from_id, to_id) SELECT min(id), max(id) FROM leads HAVING count(*) > 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER lead_addresses_search_insert ON lead_addresses;
      DROP TRIGGER lead_addresses_search_update ON lead_addresses;
      DROP TRIGGER lead_addresses_search_delete ON lead_addresses;
      UPDATE shared_numbers SET reason = 'incompatible_name' WHERE reason = 'same_entity';
      ALTER TABLE shared_numbers
        DROP CONSTRAINT shared_numbers_reason_check,
        ADD CONSTRAINT shared_numbers_reason_check CHECK (reason IN ('different_inn','incompatible_name','marked_by_hand'));
      DROP VIEW import_verdicts;
      UPDATE import_rows SET verdict = 'duplicate_in_file' WHERE verdict = 'branch';
      ALTER TABLE import_rows
        DROP COLUMN row_name, DROP COLUMN joined_row,
        DROP CONSTRAINT import_rows_verdict_check,
        ADD CONSTRAINT import_rows_verdict_check CHECK (verdict IN
          ('added','duplicate_in_file','duplicate_of_list','updated','shared_number','suppressed','invalid'));
      CREATE VIEW import_verdicts AS
        SELECT import_id, row_number, verdict, reason, reason_params, lead_id, other_list_id FROM import_rows
        UNION ALL
        SELECT import_id, row_number, 'added', NULL, NULL, lead_id, NULL FROM list_members WHERE row_number IS NOT NULL;
      DROP TABLE legal_entities, lead_branch_phones, lead_branches;
    `);
  }
}

/** Further tables a search document is made of. */
const SEARCHED = ['lead_addresses', 'lead_branches'] as const;

function triggersOf(table: (typeof SEARCHED)[number]): string {
  const changes = [
    ['insert', 'NEW'],
    ['update', 'NEW'],
    ['delete', 'OLD'],
  ] as const;
  return changes
    .map(
      ([change, rows]) =>
        `CREATE TRIGGER ${table}_search_${change} AFTER ${change.toUpperCase()} ON ${table} REFERENCING ${rows} TABLE AS changed
           FOR EACH STATEMENT EXECUTE FUNCTION note_lead_search_work('lead_id');`,
    )
    .join('\n');
}
