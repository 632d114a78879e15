import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The figures of a list are kept: counting the members of a list of 180 000 leads took a second at each look at it. Whatever may change a figure
 * leaves a mark in its own transaction, and a marked list is counted anew in the background. No sums are carried on from change to change, so
 * nothing can drift.
 *
 * Marks are only added, one per list and statement, and hold nobody up: no key that two transactions could both want, and no foreign key, whose
 * check would wait for whoever holds the list (an import that begins does).
 */
export class ListCounts1764000000017 implements MigrationInterface {
  name = 'ListCounts1764000000017';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE list_counts (
        list_id      bigint      CONSTRAINT list_counts_pk PRIMARY KEY CONSTRAINT list_counts_list_fk REFERENCES lead_lists (id) ON DELETE CASCADE,
        total        integer     NOT NULL,
        cold         integer     NOT NULL,
        warm         integer     NOT NULL,
        hot          integer     NOT NULL,
        zone_unknown integer     NOT NULL,
        counted_at   timestamptz NOT NULL
      );

      -- Lists whose figures may be older than their leads. A list's rows lie together: who asks for a list reads them all.
      CREATE TABLE list_count_marks (
        list_id bigint  NOT NULL,
        id      bigint  GENERATED ALWAYS AS IDENTITY,
        -- How many were put in: whoever finds a mark knows, about, how long counting takes.
        members integer NOT NULL DEFAULT 0,
        CONSTRAINT list_count_marks_pk PRIMARY KEY (list_id, id)
      );

      ${MARKING.map(functionOf).join('\n')}
      ${TRIGGERS.map(triggerOf).join('\n')}

      INSERT INTO list_count_marks (list_id, members) SELECT list_id, count(*) FROM list_members GROUP BY list_id;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${TRIGGERS.map(([table, change]) => `DROP TRIGGER ${nameOf(table, change)} ON ${table};`).join('\n')}
      DROP FUNCTION ${MARKING.map(([name]) => `${name}()`).join(', ')};
      DROP TABLE list_count_marks, list_counts;
    `);
  }
}

const NEW_MEMBERSHIPS = 'SELECT list_id, lead_id FROM new_rows';
const OLD_MEMBERSHIPS = 'SELECT list_id, lead_id FROM old_rows';
/** What counts of a lead. A statement that changes other facts leaves no mark. */
const NEW_LEADS = 'SELECT id, temperature, merged_into FROM new_rows';
const OLD_LEADS = 'SELECT id, temperature, merged_into FROM old_rows';
/** Whose number tells where he is. A number without a zone changes nothing, whatever becomes of it. */
const NEW_ZONES = `SELECT id, lead_id FROM new_rows WHERE state = 'active' AND cardinality(zones) > 0`;
const OLD_ZONES = `SELECT id, lead_id FROM old_rows WHERE state = 'active' AND cardinality(zones) > 0`;

const markListsOf = (leads: string, column: string): string =>
  `INSERT INTO list_count_marks (list_id) SELECT DISTINCT m.list_id FROM (${leads}) changed JOIN list_members m ON m.lead_id = changed.${column}`;

/** Functions and what they do. Sets are compared, not joined: a plan made for one row must do for a million. */
const MARKING: readonly (readonly [name: string, body: string])[] = [
  [
    'mark_lists_of_new_members',
    'INSERT INTO list_count_marks (list_id, members) SELECT list_id, count(*) FROM new_rows GROUP BY list_id',
  ],
  ['mark_lists_of_old_members', 'INSERT INTO list_count_marks (list_id) SELECT DISTINCT list_id FROM old_rows'],
  [
    // A merge gives the membership to the lead that stays.
    'mark_lists_of_moved_members',
    `INSERT INTO list_count_marks (list_id) SELECT list_id FROM (${NEW_MEMBERSHIPS} EXCEPT ${OLD_MEMBERSHIPS})
     UNION SELECT list_id FROM (${OLD_MEMBERSHIPS} EXCEPT ${NEW_MEMBERSHIPS})`,
  ],
  ['mark_lists_of_changed_leads', markListsOf(`${NEW_LEADS} EXCEPT ${OLD_LEADS}`, 'id')],
  ['mark_lists_of_new_phones', markListsOf(NEW_ZONES, 'lead_id')],
  ['mark_lists_of_old_phones', markListsOf(OLD_ZONES, 'lead_id')],
  [
    'mark_lists_of_changed_phones',
    markListsOf(`(${NEW_ZONES} EXCEPT ${OLD_ZONES}) UNION ALL (${OLD_ZONES} EXCEPT ${NEW_ZONES})`, 'lead_id'),
  ],
];

const TRIGGERS: readonly (readonly [table: string, change: 'INSERT' | 'UPDATE' | 'DELETE', marking: string])[] = [
  ['list_members', 'INSERT', 'mark_lists_of_new_members'],
  ['list_members', 'DELETE', 'mark_lists_of_old_members'],
  ['list_members', 'UPDATE', 'mark_lists_of_moved_members'],
  ['leads', 'UPDATE', 'mark_lists_of_changed_leads'],
  ['phones', 'INSERT', 'mark_lists_of_new_phones'],
  ['phones', 'DELETE', 'mark_lists_of_old_phones'],
  ['phones', 'UPDATE', 'mark_lists_of_changed_phones'],
];
const ROWS = {
  INSERT: 'NEW TABLE AS new_rows',
  DELETE: 'OLD TABLE AS old_rows',
  UPDATE: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
};

/**
 * A session keeps the plan of its first statement. Made for a change of a hundred thousand leads it would read all memberships, and do so at every
 * result of a call that comes after: with these settings memberships are looked up lead by lead, always.
 */
function functionOf([name, body]: readonly [string, string]): string {
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    AS $$ BEGIN ${body}; RETURN NULL; END $$;`;
}

function triggerOf([table, change, marking]: (typeof TRIGGERS)[number]): string {
  return `CREATE TRIGGER ${nameOf(table, change)} AFTER ${change} ON ${table} REFERENCING ${ROWS[change]}
    FOR EACH STATEMENT EXECUTE FUNCTION ${marking}();`;
}

function nameOf(table: string, change: string): string {
  return `${table}_count_${change.toLowerCase()}`;
}
