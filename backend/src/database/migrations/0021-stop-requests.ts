import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A person who asks not to be called is stopped as a person: the wish is a row of its own, which the numbers on the stop list point to. It covers
 * numbers that the person is given later, and two wishes hold one number on the list until both are taken back. Who lifts an entry, and why, is kept.
 */
export class StopRequests1764000000021 implements MigrationInterface {
  name = 'StopRequests1764000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE stop_requests (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stop_requests_pk PRIMARY KEY,
        source      text        NOT NULL CONSTRAINT stop_requests_source_check CHECK (source IN ('key','script','result','bulk_action')),
        -- A contact of the lead, or the whole lead where contact_id is NULL; else one number alone.
        lead_id     bigint      CONSTRAINT stop_requests_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        contact_id  bigint      CONSTRAINT stop_requests_contact_fk REFERENCES contacts (id) ON DELETE CASCADE,
        number_key  bytea,
        kind        text        NOT NULL,
        reason      text,
        attempt_id  uuid,
        created_by  bigint      CONSTRAINT stop_requests_created_by_fk REFERENCES users (id),
        created_at  timestamptz NOT NULL,
        lifted_at   timestamptz,
        lifted_by   bigint      CONSTRAINT stop_requests_lifted_by_fk REFERENCES users (id),
        lift_reason text,
        CONSTRAINT stop_requests_reach_check CHECK ((lead_id IS NULL) = (number_key IS NOT NULL) AND (contact_id IS NULL OR lead_id IS NOT NULL)),
        CONSTRAINT stop_requests_lift_check CHECK (lifted_at IS NOT NULL OR (lifted_by IS NULL AND lift_reason IS NULL))
      );
      CREATE INDEX stop_requests_lead_idx ON stop_requests (lead_id);
      CREATE INDEX stop_requests_number_idx ON stop_requests (number_key) WHERE lifted_at IS NULL AND number_key IS NOT NULL;
      CREATE INDEX stop_requests_contact_idx ON stop_requests (contact_id) WHERE contact_id IS NOT NULL;
      CREATE INDEX stop_requests_attempt_idx ON stop_requests (attempt_id) WHERE attempt_id IS NOT NULL;

      ALTER TABLE suppressions
        ADD COLUMN stop_request_id bigint CONSTRAINT suppressions_stop_request_fk REFERENCES stop_requests (id) ON DELETE SET NULL,
        ADD COLUMN lifted_by bigint CONSTRAINT suppressions_lifted_by_fk REFERENCES users (id),
        ADD COLUMN lift_reason text;
      CREATE INDEX suppressions_stop_request_idx ON suppressions (stop_request_id) WHERE stop_request_id IS NOT NULL;

      -- An operator who is gone before a conversation reached nobody; after one another result is recorded.
      UPDATE dispositions SET effect = effect || '{"reached": false}' WHERE code = 'operator_gone' AND seeded;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE dispositions SET effect = effect || '{"reached": true}' WHERE code = 'operator_gone' AND seeded;
      ALTER TABLE suppressions DROP COLUMN stop_request_id, DROP COLUMN lifted_by, DROP COLUMN lift_reason;
      DROP TABLE stop_requests;
    `);
  }
}
