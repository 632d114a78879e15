import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log with its sequencer's positions, leases, due rows, idempotent commands and settings.
 * `events` is append-only: a trigger refuses UPDATE and DELETE, so the audit trail cannot be rewritten by a bug.
 */
export class Kernel1764000000001 implements MigrationInterface {
  name = 'Kernel1764000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$;

      CREATE TABLE events (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT events_pk PRIMARY KEY,
        type        text        NOT NULL CONSTRAINT events_type_check CHECK (type ~ '^[a-z_]+\\.[a-z_]+$'),
        at          timestamptz NOT NULL,
        actor_id    bigint,
        client_id   bigint,
        campaign_id bigint,
        lead_id     bigint,
        operator_id bigint,
        attempt_id  uuid,
        payload     jsonb       NOT NULL DEFAULT '{}',
        written_at  timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX events_lead_idx ON events (lead_id, id) WHERE lead_id IS NOT NULL;
      CREATE INDEX events_attempt_idx ON events (attempt_id, id) WHERE attempt_id IS NOT NULL;
      CREATE INDEX events_operator_idx ON events (operator_id, id) WHERE operator_id IS NOT NULL;
      CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

      -- Given by the sequencer alone, gapless, in the order in which events became visible.
      CREATE TABLE event_positions (
        position bigint CONSTRAINT event_positions_pk PRIMARY KEY,
        event_id bigint NOT NULL CONSTRAINT event_positions_event_uq UNIQUE
                 CONSTRAINT event_positions_event_fk REFERENCES events (id)
      );
      -- Events without a position yet. Written with the event, removed by the sequencer: its scan never grows with the log.
      CREATE TABLE event_backlog (event_id bigint CONSTRAINT event_backlog_pk PRIMARY KEY);
      CREATE FUNCTION queue_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO event_backlog SELECT id FROM written;
        RETURN NULL;
      END $$;
      CREATE TRIGGER events_to_backlog AFTER INSERT ON events REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION queue_event();


      -- Timers as rows: an ordinary event comes from a due row, never from a timer in memory.
      CREATE TABLE deadlines (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT deadlines_pk PRIMARY KEY,
        kind       text        NOT NULL,
        subject    text        NOT NULL,
        due_at     timestamptz NOT NULL,
        payload    jsonb       NOT NULL DEFAULT '{}',
        CONSTRAINT deadlines_kind_subject_uq UNIQUE (kind, subject)
      );
      CREATE INDEX deadlines_due_idx ON deadlines (due_at);

      -- A command sent twice (double click, retry after a lost answer) gets its first answer again.
      CREATE TABLE commands (
        id         uuid        CONSTRAINT commands_pk PRIMARY KEY,
        user_id    bigint      NOT NULL,
        type       text        NOT NULL,
        reply      jsonb       NOT NULL,
        written_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX commands_written_idx ON commands (written_at);

      CREATE TABLE settings (
        key   text  CONSTRAINT settings_pk PRIMARY KEY,
        value jsonb NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE settings, commands, deadlines, event_backlog, event_positions, events;
      DROP FUNCTION queue_event();
      DROP FUNCTION refuse_rewrite();
      DROP EXTENSION pg_trgm;
    `);
  }
}
