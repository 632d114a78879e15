import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each person took in the last hour (cards, rows, files, skipped leads), to slow down what looks like copying, and the way into the trail:
 * the events that tell who took or changed what, newest first, without reading the whole log.
 */
export class Access1764000000033 implements MigrationInterface {
  name = 'Access1764000000033';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Not logged: after a crash of the database the count begins again, which the trail outlives.
      CREATE UNLOGGED TABLE takings (
        id      bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT takings_pk PRIMARY KEY,
        user_id bigint      NOT NULL CONSTRAINT takings_user_fk REFERENCES users (id) ON DELETE CASCADE,
        kind    text        NOT NULL CONSTRAINT takings_kind_check CHECK (kind IN ('cards','rows','exports','skips','alarms')),
        subject text,
        amount  integer     NOT NULL CONSTRAINT takings_amount_check CHECK (amount > 0),
        at      timestamptz NOT NULL
      );
      CREATE INDEX takings_time_idx ON takings (user_id, kind, at);

      CREATE INDEX events_trail_idx ON events (id DESC) WHERE type ~ '^(access|session|export|user)\\.';
      CREATE INDEX events_trail_actor_idx ON events (actor_id, id DESC) WHERE type ~ '^(access|session|export|user)\\.';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX events_trail_actor_idx;
      DROP INDEX events_trail_idx;
      DROP TABLE takings;
    `);
  }
}
