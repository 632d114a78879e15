import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Up to which lead of a client changes are noted: said, and left for all who began before to end, before the first lead is read for its keys. Noted
 * up to `up_to` alone, which is moved when the keys are kept, a change that came in between was in neither.
 */
export class AnnouncedMatchKeys1764000000020 implements MigrationInterface {
  name = 'AnnouncedMatchKeys1764000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE match_key_progress ADD announced bigint;
      UPDATE match_key_progress SET announced = up_to;
      ALTER TABLE match_key_progress ALTER announced SET NOT NULL,
        ADD CONSTRAINT match_key_progress_announced_check CHECK (up_to <= announced);
      ${functionsNotingUpTo('announced')}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`${functionsNotingUpTo('up_to')} ALTER TABLE match_key_progress DROP COLUMN announced;`);
  }
}

function functionsNotingUpTo(column: 'announced' | 'up_to'): string {
  return `
    CREATE OR REPLACE FUNCTION note_match_work_of_lead() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO match_work (client_id, lead_id)
      SELECT NEW.client_id, NEW.id FROM match_key_progress p WHERE p.client_id = NEW.client_id AND NEW.id <= p.${column};
      RETURN NULL;
    END $$;

    CREATE OR REPLACE FUNCTION note_match_work_of_its_lead() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO match_work (client_id, lead_id)
      SELECT l.client_id, l.id FROM leads l JOIN match_key_progress p ON p.client_id = l.client_id AND l.id <= p.${column}
      WHERE l.id = NEW.lead_id AND NOT l.synthetic;
      RETURN NULL;
    END $$;

    CREATE OR REPLACE FUNCTION note_match_work() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO match_work (client_id, lead_id)
      SELECT DISTINCT l.client_id, l.id FROM changed c JOIN leads l ON l.id = c.lead_id AND NOT l.synthetic
      JOIN match_key_progress p ON p.client_id = l.client_id AND l.id <= p.${column};
      RETURN NULL;
    END $$;`;
}
