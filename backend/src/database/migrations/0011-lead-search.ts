import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Search documents of leads. A trigram index on `leads` itself was filled in the transaction of an import and cost it more than everything else;
 * the documents follow the leads instead, filled in sets from what the triggers note.
 *
 * `lead_search` is cut into cells of 65 536 ids. A cell is built whole and then given its index, which is several times faster than adding to
 * one; and a search goes through the cells from the newest, so that it may stop at the end of its page whatever the rest holds.
 * One GIN index holds both, text and facts: it intersects "name like" and "in this list, hot" before a row is read.
 */
export class LeadSearch1764000000011 implements MigrationInterface {
  name = 'LeadSearch1764000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX leads_name_trgm_idx;

      CREATE TABLE lead_search (
        lead_id    bigint      NOT NULL,
        -- Facts to filter by, as words: lead-search.rules.ts spells them.
        tokens     text[]      NOT NULL,
        -- Folded words a person may type: names, INN, city, e-mail, contacts, own fields, numbers.
        doc        text        NOT NULL,
        created_at timestamptz NOT NULL,
        touched_at timestamptz,
        CONSTRAINT lead_search_pk PRIMARY KEY (lead_id)
      ) PARTITION BY RANGE (lead_id);
      CREATE INDEX lead_search_words_idx ON lead_search USING gin (doc gin_trgm_ops, tokens);
      CREATE INDEX lead_search_created_idx ON lead_search (created_at);
      CREATE INDEX lead_search_touched_idx ON lead_search (touched_at);

      -- Leads whose document is older than they are: a range of ids, or some of it. Written by the transaction of the change.
      CREATE TABLE lead_search_work (
        id       bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_search_work_pk PRIMARY KEY,
        from_id  bigint      NOT NULL,
        to_id    bigint      NOT NULL,
        lead_ids bigint[],
        noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT lead_search_work_range_check CHECK (from_id <= to_id)
      );

      -- Names of the fields of our own that leads have, to choose from.
      CREATE TABLE lead_field_names (name text CONSTRAINT lead_field_names_pk PRIMARY KEY);

      -- One entry for a statement that changed neighbours (an import adds a million in a row), else one for a thousand leads.
      CREATE FUNCTION note_lead_search_work() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        low bigint; high bigint; many bigint;
        lead_column text := TG_ARGV[0];
      BEGIN
        EXECUTE format('SELECT min(%1$I), max(%1$I), count(*) FROM changed', lead_column) INTO low, high, many;
        IF many = 0 THEN
          RETURN NULL;
        ELSIF high - low < 3 * many THEN
          INSERT INTO lead_search_work (from_id, to_id) VALUES (low, high);
        ELSE
          EXECUTE format('INSERT INTO lead_search_work (from_id, to_id, lead_ids)
            SELECT min(lead_id), max(lead_id), array_agg(lead_id)
            FROM (SELECT %1$I AS lead_id, row_number() OVER (ORDER BY %1$I) / 1000 AS portion FROM changed) numbered GROUP BY portion',
            lead_column);
        END IF;
        RETURN NULL;
      END $$;

      ${NOTED.map(([table, column]) => triggersOf(table, column)).join('\n')}

      INSERT INTO lead_search_work (from_id, to_id) SELECT min(id), max(id) FROM leads HAVING count(*) > 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${NOTED.map(([table]) => droppedTriggersOf(table)).join('\n')}
      DROP FUNCTION note_lead_search_work();
      DROP TABLE lead_field_names, lead_search_work, lead_search;
      CREATE INDEX leads_name_trgm_idx ON leads USING gin (name gin_trgm_ops);
    `);
  }
}

/** Tables a document is made of, and their column that names the lead. */
const NOTED = [
  ['leads', 'id'],
  ['phones', 'lead_id'],
  ['contacts', 'lead_id'],
  ['list_members', 'lead_id'],
] as const;
const CHANGES = [
  ['INSERT', 'NEW'],
  ['UPDATE', 'NEW'],
  ['DELETE', 'OLD'],
] as const;

function triggersOf(table: string, column: string): string {
  return CHANGES.map(
    ([change, rows]) =>
      `CREATE TRIGGER ${table}_search_${change.toLowerCase()} AFTER ${change} ON ${table} REFERENCING ${rows} TABLE AS changed
         FOR EACH STATEMENT EXECUTE FUNCTION note_lead_search_work('${column}');`,
  ).join('\n');
}

function droppedTriggersOf(table: string): string {
  return CHANGES.map(([change]) => `DROP TRIGGER ${table}_search_${change.toLowerCase()} ON ${table};`).join('\n');
}
