import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Leads whose facts changed since they were compared with the others: their block keys are of what they were, and what they learnt (an INN, a
 * number) may show that we have them twice. Only leads that have keys are noted; the others are compared when they get theirs.
 */
export class ChangedLeads1764000000018 implements MigrationInterface {
  name = 'ChangedLeads1764000000018';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE match_work (
        id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT match_work_pk PRIMARY KEY,
        client_id bigint NOT NULL,
        lead_id   bigint NOT NULL
      );
      COMMENT ON TABLE match_work IS 'added to in the change''s transaction; no unique key and no foreign key, so that nobody waits for it';

      CREATE FUNCTION note_match_work_of_lead() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO match_work (client_id, lead_id) SELECT NEW.client_id, NEW.id FROM match_key_progress p WHERE p.client_id = NEW.client_id AND NEW.id <= p.up_to;
        RETURN NULL;
      END $$;
      CREATE TRIGGER leads_match_update AFTER UPDATE ON leads FOR EACH ROW
        WHEN (NOT NEW.synthetic AND NEW.merged_into IS NULL AND
              (OLD.name, OLD.legal_name, OLD.inn, OLD.email, OLD.site, OLD.region, OLD.city, OLD.custom, OLD.merged_into) IS DISTINCT FROM
              (NEW.name, NEW.legal_name, NEW.inn, NEW.email, NEW.site, NEW.region, NEW.city, NEW.custom, NEW.merged_into))
        EXECUTE FUNCTION note_match_work_of_lead();

      CREATE FUNCTION note_match_work_of_its_lead() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO match_work (client_id, lead_id)
        SELECT l.client_id, l.id FROM leads l JOIN match_key_progress p ON p.client_id = l.client_id AND l.id <= p.up_to
        WHERE l.id = NEW.lead_id AND NOT l.synthetic;
        RETURN NULL;
      END $$;

      CREATE FUNCTION note_match_work() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO match_work (client_id, lead_id)
        SELECT DISTINCT l.client_id, l.id FROM changed c JOIN leads l ON l.id = c.lead_id AND NOT l.synthetic
        JOIN match_key_progress p ON p.client_id = l.client_id AND l.id <= p.up_to;
        RETURN NULL;
      END $$;
      ${WITH_NUMBERS_AND_ADDRESSES.map(triggersOf).join('\n')}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${WITH_NUMBERS_AND_ADDRESSES.map(([table]) => `DROP TRIGGER ${table}_match_insert ON ${table}; DROP TRIGGER ${table}_match_update ON ${table};`).join('\n')}
      DROP TRIGGER leads_match_update ON leads;
      DROP FUNCTION note_match_work(), note_match_work_of_its_lead(), note_match_work_of_lead();
      DROP TABLE match_work;
    `);
  }
}

/** And when an update gives its lead something. What is taken away leaves keys that find too much, which costs a comparison; what is added must be found. */
const WITH_NUMBERS_AND_ADDRESSES = [
  ['phones', `NEW.lead_id <> OLD.lead_id OR NEW.state = 'active' AND OLD.state <> 'active'`],
  ['lead_addresses', 'NEW.lead_id <> OLD.lead_id OR NEW.raw <> OLD.raw'],
] as const;

/** Rows are put in by the thousand, and changed one by one. */
function triggersOf([table, gives]: (typeof WITH_NUMBERS_AND_ADDRESSES)[number]): string {
  return `CREATE TRIGGER ${table}_match_insert AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
            FOR EACH STATEMENT EXECUTE FUNCTION note_match_work();
          CREATE TRIGGER ${table}_match_update AFTER UPDATE ON ${table} FOR EACH ROW WHEN (${gives}) EXECUTE FUNCTION note_match_work_of_its_lead();`;
}
