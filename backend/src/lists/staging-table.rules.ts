import { ENRICHED_FIELDS } from '@warmline/contracts/plain';

/**
 * The tables an import keeps its rows in until it ends, in a schema of their own; not logged, so they are filled at the speed of the disk and empty
 * after a crash of the database, when the file is simply read again.
 */
export interface StagingTables {
  /** One row per row of the file, as it would become a lead. */
  readonly rows: string;
  /** Numbers that stand at several leads after this import. */
  readonly shared: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who reads files: imports, and the enrichment of leads, which sweeps its own tables. */
export type StagingSchema = 'import_staging' | 'enrichment_staging';

/** Names are made of the import's id alone; anything else is refused, for they are put into SQL as they are. */
export function stagingTables(importId: string, schema: StagingSchema = 'import_staging'): StagingTables {
  if (!UUID.test(importId)) {
    throw new Error('not the id of an import');
  }
  const name = importId.replaceAll('-', '');
  return { rows: `${schema}.rows_${name}`, shared: `${schema}.shared_${name}` };
}

/** Columns the reading fills, in the order of its COPY. */
export const STAGED_COLUMNS = [
  'row_number',
  'kind',
  'name',
  'name_key',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'email',
  'site',
  'industry',
  'region',
  'city',
  'address',
  'address_zone',
  'contact_name',
  'contact_position',
  'custom',
  'problem',
  'problem_params',
  'e164',
  'extension',
  'raw',
  'number_key',
  'phone_kind',
  'country',
  'phone_region',
  'zones',
  'zone_source',
] as const;

/**
 * `new_lead_id`, `new_address_id`: what the row gets if it becomes a lead; drawn while it is copied, so that nothing has to be looked up afterwards.
 * `joins`: null = a lead of its own, `file` = the lead of an earlier row, `lead` = a lead that was there; `lead_id` is that lead.
 * `branch` of a joined row: `name` = another name than its lead's, `place` = its name at another place, `known` = a branch told of before. `shares_inn`: another lead has the INN of this one.
 * The phone arrays run side by side; a phone's zones are one text, parted by spaces.
 */
export function stagingDefinition({ rows, shared }: StagingTables): string {
  return `
    CREATE UNLOGGED TABLE ${rows} (
      row_number integer NOT NULL,
      kind text NOT NULL, name text NOT NULL, name_key text NOT NULL, legal_name text,
      inn text, kpp text, ogrn text, email text, site text, industry text, region text, city text,
      address text, address_zone text, contact_name text, contact_position text,
      custom jsonb NOT NULL, problem text, problem_params jsonb,
      e164 text[] NOT NULL, extension text[] NOT NULL, raw text[] NOT NULL, number_key bytea[] NOT NULL,
      phone_kind text[] NOT NULL, country text[] NOT NULL, phone_region text[] NOT NULL, zones text[] NOT NULL, zone_source text[] NOT NULL,
      new_lead_id bigint NOT NULL DEFAULT nextval('leads_id_seq'),
      new_address_id bigint NOT NULL DEFAULT nextval('lead_addresses_id_seq'),
      joins text, leader integer, lead_id bigint, join_reason text, branch text, shares_inn boolean,
      verdict text, reason text, other_list_id bigint
    ) WITH (autovacuum_enabled = false, fillfactor = 90);
    CREATE UNLOGGED TABLE ${shared} (number_key bytea NOT NULL, reason text NOT NULL);`;
}

/** Columns that a later row or file may fill where the lead has nothing: a lead always has a name. What it has is never overwritten. */
export const FILLED_COLUMNS = ENRICHED_FIELDS.filter((field) => field !== 'name');

/** First row of the lead that row `s` joined; null where it is that row. */
export const JOINED_ROW = `nullif(s.leader, s.row_number)`;

const FILLED_BY_EVERY_BRANCH: readonly string[] = ['legal_name', 'inn', 'ogrn', 'industry'];
const FILLED_BY_NO_BRANCH: readonly string[] = ['kpp', 'region', 'city'];

/** Of row `s`: whether it may fill this column of its lead. A branch keeps to itself what is not of the whole legal entity. */
export function mayFill(column: string): string {
  if (FILLED_BY_EVERY_BRANCH.includes(column)) {
    return 'true';
  }
  return FILLED_BY_NO_BRANCH.includes(column) ? 's.branch IS NULL' : `(s.branch IS NULL OR s.branch = 'place')`;
}

/**
 * The numbers of staged rows, one row each, beside columns of their row; to be read from. The arrays run side by side in the list of columns: joined as
 * a function of each row, the same unfolding costs four times the time.
 */
export function stagedPhones(
  { rows }: Pick<StagingTables, 'rows'>,
  { beside, where = 'true' }: { beside: readonly string[]; where?: string },
): string {
  return `(SELECT ${beside.map((column) => `s.${column}, `).join('')}unnest(s.e164) AS e164, unnest(s.extension) AS extension, unnest(s.raw) AS raw,
                  unnest(s.number_key) AS number_key, unnest(s.phone_kind) AS kind, unnest(s.country) AS country, unnest(s.phone_region) AS region,
                  unnest(s.zones) AS zones, unnest(s.zone_source) AS zone_source, generate_subscripts(s.e164, 1) AS ordinal
           FROM ${rows} s WHERE ${where})`;
}
