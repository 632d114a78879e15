import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Operators' states, attempts, calls, results, callbacks, handovers, moves of temperature; the provider's inbox and the simulator's exchange.
 * Three partial unique indexes make double dialling impossible: one live attempt per number, per lead and per operator.
 */
export class Calls1764000000005 implements MigrationInterface {
  name = 'Calls1764000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE operator_states (
        operator_id  bigint      CONSTRAINT operator_states_pk PRIMARY KEY CONSTRAINT operator_states_user_fk REFERENCES users (id),
        state        text        NOT NULL DEFAULT 'offline' CONSTRAINT operator_states_state_check CHECK (state IN
                     ('offline','paused','ready','preview','reserved','dialing','talking','wrap_up')),
        pause_reason text,
        pause_after  text,
        since        timestamptz NOT NULL,
        campaign_id  bigint      CONSTRAINT operator_states_campaign_fk REFERENCES campaigns (id) ON DELETE SET NULL,
        attempt_id   uuid,
        seen_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        connected    boolean     NOT NULL DEFAULT false,
        version      bigint      NOT NULL DEFAULT 1,
        CONSTRAINT operator_states_pause_check CHECK ((state = 'paused') = (pause_reason IS NOT NULL)),
        CONSTRAINT operator_states_attempt_check CHECK ((state IN ('preview','reserved','dialing','talking','wrap_up')) = (attempt_id IS NOT NULL))
      );
      CREATE INDEX operator_states_ready_idx ON operator_states (since, operator_id) WHERE state = 'ready';

      CREATE TABLE operator_intervals (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT operator_intervals_pk PRIMARY KEY,
        operator_id  bigint      NOT NULL CONSTRAINT operator_intervals_user_fk REFERENCES users (id),
        state        text        NOT NULL,
        reason       text,
        campaign_id  bigint,
        attempt_id   uuid,
        started_at   timestamptz NOT NULL,
        ended_at     timestamptz,
        CONSTRAINT operator_intervals_order_check CHECK (ended_at >= started_at)
      );
      CREATE UNIQUE INDEX operator_intervals_open_uq ON operator_intervals (operator_id) WHERE ended_at IS NULL;
      CREATE INDEX operator_intervals_time_idx ON operator_intervals (operator_id, started_at);

      CREATE TABLE attempts (
        id            uuid        CONSTRAINT attempts_pk PRIMARY KEY,
        campaign_id   bigint      NOT NULL CONSTRAINT attempts_campaign_fk REFERENCES campaigns (id),
        queue_entry_id bigint     CONSTRAINT attempts_queue_entry_fk REFERENCES queue_entries (id) ON DELETE SET NULL,
        lead_id       bigint      NOT NULL CONSTRAINT attempts_lead_fk REFERENCES leads (id),
        contact_id    bigint      CONSTRAINT attempts_contact_fk REFERENCES contacts (id),
        phone_id      bigint      NOT NULL CONSTRAINT attempts_phone_fk REFERENCES phones (id),
        number_key    bytea       NOT NULL,
        operator_id   bigint      NOT NULL CONSTRAINT attempts_operator_fk REFERENCES users (id),
        call_script_version_id bigint NOT NULL CONSTRAINT attempts_script_version_fk REFERENCES call_script_versions (id),
        number_in_entry smallint  NOT NULL DEFAULT 1,
        direction     text        NOT NULL DEFAULT 'out' CONSTRAINT attempts_direction_check CHECK (direction IN ('out','in')),
        state         text        NOT NULL CONSTRAINT attempts_state_check CHECK (state IN
                      ('planned','dial_requested','unknown','queued','dialing','ringing','answered','connected','abandoned','machine','ended')),
        cause         text,
        verdict_invented boolean  NOT NULL DEFAULT false,
        amd           text,
        provider      text        NOT NULL,
        provider_call_id text,
        planned_at    timestamptz NOT NULL,
        dial_requested_at timestamptz,
        ringing_at    timestamptz,
        answered_at   timestamptz,
        connected_at  timestamptz,
        ended_at      timestamptz,
        ended_by      text,
        hangup_requested boolean  NOT NULL DEFAULT false,
        right_to_call jsonb       NOT NULL DEFAULT '{}',
        wrapped_at    timestamptz,
        synthetic     boolean     NOT NULL DEFAULT false,
        version       integer     NOT NULL DEFAULT 1,
        CONSTRAINT attempts_cause_check CHECK ((state = 'ended') = (cause IS NOT NULL)),
        CONSTRAINT attempts_ended_check CHECK ((state = 'ended') = (ended_at IS NOT NULL))
      );
      ALTER TABLE queue_entries ADD CONSTRAINT queue_entries_attempt_fk FOREIGN KEY (attempt_id) REFERENCES attempts (id);
      ALTER TABLE operator_states ADD CONSTRAINT operator_states_attempt_fk FOREIGN KEY (attempt_id) REFERENCES attempts (id);
      CREATE UNIQUE INDEX attempts_live_number_uq ON attempts (number_key) WHERE state <> 'ended';
      CREATE UNIQUE INDEX attempts_live_lead_uq ON attempts (lead_id) WHERE state <> 'ended';
      -- An operator is bound until the result is saved, so that a second call cannot begin during wrap-up.
      CREATE UNIQUE INDEX attempts_live_operator_uq ON attempts (operator_id) WHERE wrapped_at IS NULL;
      CREATE INDEX attempts_number_time_idx ON attempts (number_key, dial_requested_at DESC) WHERE dial_requested_at IS NOT NULL;
      CREATE INDEX attempts_lead_idx ON attempts (lead_id, planned_at DESC);
      CREATE INDEX attempts_campaign_time_idx ON attempts (campaign_id, dial_requested_at DESC);
      CREATE INDEX attempts_operator_time_idx ON attempts (operator_id, planned_at DESC);
      CREATE UNIQUE INDEX attempts_provider_call_uq ON attempts (provider, provider_call_id) WHERE provider_call_id IS NOT NULL;

      -- The conversation of an attempt that was answered and reached an operator. Texts live here, never in the event log.
      CREATE TABLE calls (
        attempt_id   uuid        CONSTRAINT calls_pk PRIMARY KEY CONSTRAINT calls_attempt_fk REFERENCES attempts (id) ON DELETE CASCADE,
        operator_id  bigint      NOT NULL CONSTRAINT calls_operator_fk REFERENCES users (id),
        lead_id      bigint      NOT NULL CONSTRAINT calls_lead_fk REFERENCES leads (id),
        started_at   timestamptz NOT NULL,
        ended_at     timestamptz,
        note         text        NOT NULL DEFAULT '',
        note_at      timestamptz
      );
      CREATE INDEX calls_lead_idx ON calls (lead_id, started_at DESC);

      CREATE TABLE script_runs (
        attempt_id uuid        CONSTRAINT script_runs_pk PRIMARY KEY CONSTRAINT script_runs_attempt_fk REFERENCES attempts (id) ON DELETE CASCADE,
        call_script_version_id bigint NOT NULL CONSTRAINT script_runs_version_fk REFERENCES call_script_versions (id),
        seq        integer     NOT NULL DEFAULT 0,
        state      jsonb       NOT NULL,
        status     text        NOT NULL CONSTRAINT script_runs_status_check CHECK (status IN ('running','ended')),
        disposition_code text,
        started_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE TABLE script_run_events (
        attempt_id uuid        NOT NULL CONSTRAINT script_run_events_run_fk REFERENCES script_runs (attempt_id) ON DELETE CASCADE,
        seq        integer     NOT NULL,
        type       text        NOT NULL,
        payload    jsonb       NOT NULL DEFAULT '{}',
        step_id    text        NOT NULL,
        actor_id   bigint      NOT NULL,
        at         timestamptz NOT NULL,
        CONSTRAINT script_run_events_pk PRIMARY KEY (attempt_id, seq)
      );

      -- Every result ever given to an attempt; the current one has superseded_at NULL.
      CREATE TABLE attempt_results (
        id               bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT attempt_results_pk PRIMARY KEY,
        attempt_id       uuid        NOT NULL CONSTRAINT attempt_results_attempt_fk REFERENCES attempts (id) ON DELETE CASCADE,
        disposition_code text        NOT NULL CONSTRAINT attempt_results_code_fk REFERENCES dispositions (code),
        by_user_id       bigint      CONSTRAINT attempt_results_by_fk REFERENCES users (id),
        at               timestamptz NOT NULL,
        correction_reason text,
        lead_before      jsonb       NOT NULL DEFAULT '{}',
        superseded_at    timestamptz
      );
      CREATE UNIQUE INDEX attempt_results_current_uq ON attempt_results (attempt_id) WHERE superseded_at IS NULL;

      CREATE TABLE callbacks (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT callbacks_pk PRIMARY KEY,
        campaign_id  bigint      NOT NULL CONSTRAINT callbacks_campaign_fk REFERENCES campaigns (id),
        lead_id      bigint      NOT NULL CONSTRAINT callbacks_lead_fk REFERENCES leads (id),
        contact_id   bigint      CONSTRAINT callbacks_contact_fk REFERENCES contacts (id),
        phone_id     bigint      NOT NULL CONSTRAINT callbacks_phone_fk REFERENCES phones (id),
        due_at       timestamptz NOT NULL,
        zone         text        NOT NULL,
        owner_operator_id bigint CONSTRAINT callbacks_owner_fk REFERENCES users (id),
        about        text        NOT NULL DEFAULT '',
        state        text        NOT NULL DEFAULT 'open' CONSTRAINT callbacks_state_check CHECK (state IN ('open','kept','broken','cancelled')),
        promised_in  uuid        CONSTRAINT callbacks_promised_in_fk REFERENCES attempts (id),
        kept_in      uuid        CONSTRAINT callbacks_kept_in_fk REFERENCES attempts (id),
        reminded_at  timestamptz,
        created_at   timestamptz NOT NULL,
        closed_at    timestamptz
      );
      CREATE UNIQUE INDEX callbacks_open_uq ON callbacks (campaign_id, lead_id) WHERE state = 'open';
      CREATE INDEX callbacks_lead_idx ON callbacks (lead_id);
      CREATE INDEX callbacks_owner_idx ON callbacks (owner_operator_id, due_at) WHERE state = 'open';

      CREATE TABLE lead_moves (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lead_moves_pk PRIMARY KEY,
        lead_id      bigint      NOT NULL CONSTRAINT lead_moves_lead_fk REFERENCES leads (id) ON DELETE CASCADE,
        from_temperature text    NOT NULL,
        to_temperature   text    NOT NULL,
        from_stage   text        NOT NULL,
        to_stage     text        NOT NULL,
        reason       text        NOT NULL,
        note         text,
        attempt_id   uuid,
        campaign_id  bigint,
        step_id      text,
        by_user_id   bigint,
        at           timestamptz NOT NULL
      );
      CREATE INDEX lead_moves_lead_idx ON lead_moves (lead_id, id);

      CREATE TABLE handovers (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handovers_pk PRIMARY KEY,
        lead_id     bigint      NOT NULL CONSTRAINT handovers_lead_fk REFERENCES leads (id),
        campaign_id bigint      CONSTRAINT handovers_campaign_fk REFERENCES campaigns (id),
        attempt_id  uuid        CONSTRAINT handovers_attempt_fk REFERENCES attempts (id),
        to_user_id  bigint      CONSTRAINT handovers_to_user_fk REFERENCES users (id),
        to_name     text        NOT NULL,
        state       text        NOT NULL DEFAULT 'offered' CONSTRAINT handovers_state_check CHECK (state IN ('offered','accepted','rejected','deal','withdrawn')),
        reason      text,
        offered_by  bigint      NOT NULL CONSTRAINT handovers_offered_by_fk REFERENCES users (id),
        offered_at  timestamptz NOT NULL,
        answer_by   timestamptz,
        answered_at timestamptz,
        CONSTRAINT handovers_reason_check CHECK (state <> 'rejected' OR reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX handovers_open_uq ON handovers (lead_id) WHERE state IN ('offered','accepted');
      CREATE INDEX handovers_lead_idx ON handovers (lead_id, id DESC);

      -- What providers said, before anybody believes it.
      CREATE TABLE provider_events (
        id           bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT provider_events_pk PRIMARY KEY,
        provider     text        NOT NULL,
        dedupe_key   text        NOT NULL,
        type         text        NOT NULL,
        attempt_id   uuid,
        call_id      text,
        seq          integer,
        occurred_at  timestamptz NOT NULL,
        received_at  timestamptz NOT NULL,
        raw          jsonb       NOT NULL,
        processed_at timestamptz,
        outcome      text,
        CONSTRAINT provider_events_dedupe_uq UNIQUE (provider, dedupe_key)
      );
      CREATE INDEX provider_events_pending_idx ON provider_events (id) WHERE processed_at IS NULL;
      CREATE INDEX provider_events_attempt_idx ON provider_events (attempt_id, id);
      CREATE INDEX provider_events_orphan_idx ON provider_events (provider, call_id) WHERE outcome = 'orphan';

      -- The simulated exchange. It keeps its own truth, so that a killed backend finds its calls again,
      -- and it is the independent witness against double dialling.
      CREATE TABLE simulator_calls (
        id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT simulator_calls_pk PRIMARY KEY,
        call_id     text        NOT NULL CONSTRAINT simulator_calls_call_uq UNIQUE,
        attempt_id  uuid        CONSTRAINT simulator_calls_attempt_uq UNIQUE,
        direction   text        NOT NULL DEFAULT 'out',
        to_number   text        NOT NULL,
        from_number text        NOT NULL,
        behaviour   text        NOT NULL,
        state       text        NOT NULL,
        cause       text,
        placed_at   timestamptz NOT NULL,
        answered_at timestamptz,
        joined_at   timestamptz,
        ended_at    timestamptz,
        ended_by    text,
        room        text,
        muted       boolean     NOT NULL DEFAULT false,
        held        boolean     NOT NULL DEFAULT false
      );
      CREATE INDEX simulator_calls_live_idx ON simulator_calls (id) WHERE ended_at IS NULL;
      CREATE TABLE simulator_events (
        id        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT simulator_events_pk PRIMARY KEY,
        call_id   text        NOT NULL CONSTRAINT simulator_events_call_fk REFERENCES simulator_calls (call_id) ON DELETE CASCADE,
        seq       integer     NOT NULL,
        kind      text        NOT NULL CONSTRAINT simulator_events_kind_check CHECK (kind IN ('progress','delivery')),
        event     jsonb       NOT NULL,
        due_at    timestamptz NOT NULL,
        CONSTRAINT simulator_events_due_order_check CHECK (seq >= 0)
      );
      CREATE INDEX simulator_events_due_idx ON simulator_events (due_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE queue_entries DROP CONSTRAINT queue_entries_attempt_fk;
      ALTER TABLE operator_states DROP CONSTRAINT operator_states_attempt_fk;
      DROP TABLE simulator_events, simulator_calls, provider_events, handovers, lead_moves, callbacks, attempt_results,
        script_run_events, script_runs, calls, attempts, operator_intervals, operator_states;
    `);
  }
}
