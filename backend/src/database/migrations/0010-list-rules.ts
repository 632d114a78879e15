import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How files become leads: custom fields with a type, mappings kept for the next file of the same layout, and what each list asks of its rows.
 * `layout_key` is the hash of the normalised headers, or of width and kinds of cells where a file has none.
 */
export class ListRules1764000000010 implements MigrationInterface {
  name = 'ListRules1764000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE custom_fields (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT custom_fields_pk PRIMARY KEY,
        client_id  bigint      NOT NULL CONSTRAINT custom_fields_client_fk REFERENCES clients (id),
        name       text        NOT NULL,
        name_key   text        NOT NULL,
        type       text        NOT NULL CONSTRAINT custom_fields_type_check CHECK (type IN ('text','number','date','yes_no','choice')),
        choices    text[]      NOT NULL DEFAULT '{}',
        created_by bigint      CONSTRAINT custom_fields_created_by_fk REFERENCES users (id),
        created_at timestamptz NOT NULL,
        CONSTRAINT custom_fields_name_uq UNIQUE (client_id, name_key),
        CONSTRAINT custom_fields_choices_check CHECK ((type = 'choice') = (cardinality(choices) > 0))
      );

      CREATE TABLE mapping_templates (
        id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT mapping_templates_pk PRIMARY KEY,
        client_id  bigint      NOT NULL CONSTRAINT mapping_templates_client_fk REFERENCES clients (id),
        name       text        NOT NULL,
        layout_key text        NOT NULL,
        settings   jsonb       NOT NULL,
        created_by bigint      CONSTRAINT mapping_templates_created_by_fk REFERENCES users (id),
        created_at timestamptz NOT NULL,
        used_at    timestamptz
      );
      CREATE UNIQUE INDEX mapping_templates_name_uq ON mapping_templates (client_id, lower(name));
      CREATE INDEX mapping_templates_layout_idx ON mapping_templates (client_id, layout_key);

      ALTER TABLE lead_lists ADD COLUMN standard jsonb NOT NULL DEFAULT '{"required":[],"requiredCustom":[],"formats":[]}';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lead_lists DROP COLUMN standard;
      DROP TABLE mapping_templates, custom_fields;
    `);
  }
}
