import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of many leads at once, with a ledger of what each lead had before: the same rows carry progress, restart and undo. */
export class BulkActions1764000000012 implements MigrationInterface {
  name = 'BulkActions1764000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE bulk_actions (
        id          uuid        CONSTRAINT bulk_actions_pk PRIMARY KEY,
        change      jsonb       NOT NULL,
        filter      jsonb       NOT NULL,
        state       text        NOT NULL CONSTRAINT bulk_actions_state_check CHECK (state IN
                    ('selecting','running','done','cancelled','failed','undoing','undone')),
        is_cancel_asked boolean NOT NULL DEFAULT false,
        selected    integer     NOT NULL DEFAULT 0,
        done        integer     NOT NULL DEFAULT 0,
        changed     integer     NOT NULL DEFAULT 0,
        undone      integer     NOT NULL DEFAULT 0,
        kept        integer     NOT NULL DEFAULT 0,
        created_by  bigint      CONSTRAINT bulk_actions_created_by_fk REFERENCES users (id),
        created_at  timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE INDEX bulk_actions_open_idx ON bulk_actions (id) WHERE state IN ('selecting','running','undoing');

      -- No foreign key to the lead: what becomes of it later is none of the ledger's business, and a check per row doubled the selecting.
      CREATE TABLE bulk_action_leads (
        action_id uuid   NOT NULL CONSTRAINT bulk_action_leads_action_fk REFERENCES bulk_actions (id) ON DELETE CASCADE,
        lead_id   bigint NOT NULL,
        state     text   NOT NULL DEFAULT 'waiting' CONSTRAINT bulk_action_leads_state_check CHECK (state IN
                  ('waiting','changed','unchanged','undone','kept')),
        -- What the lead had, in the shape of the change.
        before    jsonb,
        CONSTRAINT bulk_action_leads_pk PRIMARY KEY (action_id, lead_id)
      );
      CREATE INDEX bulk_action_leads_open_idx ON bulk_action_leads (action_id, lead_id) WHERE state IN ('waiting','changed');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE bulk_action_leads, bulk_actions');
  }
}
