import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Promises to call back as a ledger: what became of each, why, and what it was moved to; the attempt that was made for one; and the instant
 * at which each next wants something done, kept by a trigger, so that a merge or a move of its time cannot leave a timer behind.
 */
export class Promises1764000000031 implements MigrationInterface {
  name = 'Promises1764000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE callbacks
        ADD COLUMN number_key   bytea,
        ADD COLUMN close_reason text,
        ADD COLUMN close_note   text,
        ADD COLUMN closed_in    uuid   CONSTRAINT callbacks_closed_in_fk REFERENCES attempts (id),
        ADD COLUMN closed_by    bigint CONSTRAINT callbacks_closed_by_fk REFERENCES users (id),
        ADD COLUMN moved_from   bigint CONSTRAINT callbacks_moved_from_fk REFERENCES callbacks (id) ON DELETE SET NULL,
        ADD COLUMN share_looks  smallint NOT NULL DEFAULT 0,
        ADD COLUMN next_at      timestamptz;
      ALTER TABLE callbacks DROP CONSTRAINT callbacks_state_check;
      ALTER TABLE callbacks ADD CONSTRAINT callbacks_state_check CHECK (state IN ('open','kept','late','broken','cancelled','moved'));
      UPDATE callbacks SET close_reason = CASE state WHEN 'broken' THEN 'overdue' ELSE 'result' END WHERE state IN ('broken','cancelled');
      UPDATE callbacks SET closed_at = created_at WHERE state <> 'open' AND closed_at IS NULL;
      UPDATE callbacks SET closed_at = NULL WHERE state = 'open' AND closed_at IS NOT NULL;
      ALTER TABLE callbacks
        ADD CONSTRAINT callbacks_closed_check CHECK ((state = 'open') = (closed_at IS NULL)),
        ADD CONSTRAINT callbacks_reason_check CHECK (state <> 'cancelled' OR close_reason IS NOT NULL);

      -- Reminder ten minutes before, the look for an absent owner at the time and five minutes later, broken a day later.
      CREATE FUNCTION set_promise_facts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'INSERT' OR NEW.phone_id IS DISTINCT FROM OLD.phone_id OR NEW.number_key IS NULL THEN
          NEW.number_key := (SELECT number_key FROM phones WHERE id = NEW.phone_id);
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.due_at IS DISTINCT FROM OLD.due_at THEN
          NEW.reminded_at := NULL;
          NEW.share_looks := 0;
        END IF;
        NEW.next_at := LEAST(
          CASE WHEN NEW.reminded_at IS NULL THEN NEW.due_at - interval '10 minutes' END,
          CASE WHEN NEW.owner_operator_id IS NOT NULL AND NEW.share_looks < 2 THEN NEW.due_at + NEW.share_looks * interval '5 minutes' END,
          NEW.due_at + interval '24 hours');
        RETURN NEW;
      END $$;
      CREATE TRIGGER callbacks_facts BEFORE INSERT OR UPDATE ON callbacks FOR EACH ROW EXECUTE FUNCTION set_promise_facts();
      UPDATE callbacks SET closed_in = kept_in WHERE kept_in IS NOT NULL;
      UPDATE callbacks SET about = about;
      DELETE FROM deadlines WHERE kind IN ('callback_reminder', 'callback_share', 'callback_broken');

      CREATE INDEX callbacks_next_idx ON callbacks (next_at) WHERE state = 'open';
      CREATE INDEX callbacks_open_lead_idx ON callbacks (lead_id) WHERE state = 'open';
      CREATE INDEX callbacks_open_number_idx ON callbacks (number_key) WHERE state = 'open';
      CREATE INDEX callbacks_closed_idx ON callbacks (state, closed_at DESC, id DESC) WHERE state <> 'open';
      CREATE INDEX callbacks_promised_in_idx ON callbacks (promised_in);
      CREATE INDEX callbacks_closed_in_idx ON callbacks (closed_in) WHERE closed_in IS NOT NULL;

      ALTER TABLE attempts ADD COLUMN callback_id bigint CONSTRAINT attempts_callback_fk REFERENCES callbacks (id) ON DELETE SET NULL;
      CREATE INDEX attempts_callback_idx ON attempts (callback_id) WHERE callback_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE attempts DROP COLUMN callback_id;
      DROP TRIGGER callbacks_facts ON callbacks;
      DROP FUNCTION set_promise_facts();
      ALTER TABLE callbacks DROP CONSTRAINT callbacks_closed_check, DROP CONSTRAINT callbacks_reason_check, DROP CONSTRAINT callbacks_state_check;
      UPDATE callbacks SET state = CASE state WHEN 'late' THEN 'kept' ELSE 'cancelled' END WHERE state IN ('late','moved');
      ALTER TABLE callbacks ADD CONSTRAINT callbacks_state_check CHECK (state IN ('open','kept','broken','cancelled'));
      DROP INDEX callbacks_next_idx, callbacks_open_lead_idx, callbacks_open_number_idx, callbacks_closed_idx, callbacks_promised_in_idx, callbacks_closed_in_idx;
      ALTER TABLE callbacks DROP COLUMN number_key, DROP COLUMN close_reason, DROP COLUMN close_note, DROP COLUMN closed_in, DROP COLUMN closed_by,
        DROP COLUMN moved_from, DROP COLUMN share_looks, DROP COLUMN next_at;
    `);
  }
}
