import { Injectable } from '@nestjs/common';
import { ENRICHED_FIELDS, type EnrichedField, type EnrichmentCounts, type EnrichmentKey } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { STAGED_PHONES, stagingDefinition, stagingTables } from '../lists/staging-table.rules.js';
import type { EnrichmentRecord } from './enrichment.repository.js';

const SCHEMA = 'enrichment_staging';
/** How a change made by hand names the field in its event. */
const EDITED_AS: Partial<Record<EnrichedField, string>> = { legal_name: 'legalName' };

/**
 * Says of every staged row what it would change, set by set, in the caller's transaction: rows and planned changes are logged tables,
 * so that the yes needs the file no more. Nothing of a lead is touched.
 */
@Injectable()
export class EnrichmentJudging {
  constructor(private readonly transaction: Transaction) {}

  /** An empty table for a reading of its own. */
  async createStaging(readingId: string): Promise<void> {
    const tables = stagingTables(readingId, SCHEMA);
    await this.run(stagingDefinition(tables));
    // No row of it becomes a lead: ids of leads are not to be drawn for it.
    await this.run(
      `ALTER TABLE ${tables.rows} DROP COLUMN IF EXISTS new_lead_id, DROP COLUMN IF EXISTS new_address_id`,
    );
  }

  async dropStaging(readingId: string): Promise<void> {
    const { rows, shared } = stagingTables(readingId, SCHEMA);
    await this.run(`DROP TABLE IF EXISTS ${rows}, ${shared}`);
  }

  /** What killed readings left behind. */
  async dropAbandoned(): Promise<void> {
    const tables = await this.transaction.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = '${SCHEMA}' AND NOT EXISTS (
         SELECT FROM enrichments WHERE state = 'reading' AND replace(reading_id::text, '-', '') = split_part(tablename, '_', 2))`,
    );
    for (const { name } of tables) {
      await this.run(`DROP TABLE IF EXISTS ${name}`);
    }
  }

  async judge(record: EnrichmentRecord, readingId: string, today: string, zone: string): Promise<EnrichmentCounts> {
    const { rows } = stagingTables(readingId, SCHEMA);
    await this.run(`ANALYZE ${rows}`);
    await this.match(record, rows, today);
    await this.gatherWanted(record, rows);
    await this.dateOurs(zone);
    await this.planFacts(record.id);
    if (record.settings.rules.phones === 'add') {
      await this.planPhones(record.id, rows);
    }
    await this.giveVerdicts(record.id);
    return this.count(record.id);
  }

  /** Temporary table `judged`: the lead of each row, or why it has none. */
  private async match({ settings, clientId, listId }: EnrichmentRecord, rows: string, today: string): Promise<void> {
    const { key, factDay, rules } = settings;
    const dayColumn = factDay?.kind === 'column' ? factDay.name : null;
    const never = ENRICHED_FIELDS.filter((field) => rules.fields[field] === 'never');
    const unheeded = [...never, ...(rules.phones === 'never' ? ['phone'] : [])];
    const customNever = Object.entries(rules.custom).flatMap(([name, rule]) => (rule === 'never' ? [name] : []));
    await this.run(
      `CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
       WITH read AS (
         SELECT s.row_number, s.problem, ${keyValue(key, '$4')} AS has_key,
                ARRAY(SELECT jsonb_array_elements_text(s.problem_params -> 'unread')) AS unread,
                ARRAY(SELECT jsonb_array_elements_text(s.problem_params -> 'warnings')) AS warnings,
                CASE WHEN $3::text IS NOT NULL THEN s.custom ->> $3 END AS day_text
         FROM ${rows} s
       ), found AS (
         SELECT m.row_number, array_agg(DISTINCT l.id) AS leads
         FROM (${keyMatches(key, rows)}) m
         JOIN leads l ON l.id = m.lead_id AND l.client_id = $1 AND l.merged_into IS NULL
           AND ($2::bigint IS NULL OR EXISTS (SELECT FROM list_members b WHERE b.list_id = $2 AND b.lead_id = l.id))
         GROUP BY m.row_number
       ), bad AS (
         SELECT r.row_number, ARRAY(SELECT unnest(r.unread) EXCEPT SELECT unnest($5::text[]))
           || ARRAY(SELECT 'custom:' || w FROM unnest(r.warnings) w WHERE w <> ALL ($6::text[]) AND w IS DISTINCT FROM $3) AS fields
         FROM read r
       )
       SELECT r.row_number, f.leads,
         CASE WHEN $3::text IS NULL THEN $7::date WHEN r.day_text ~ '^\\d{4}-\\d{2}-\\d{2}$' THEN r.day_text::date END AS day,
         CASE WHEN r.problem IS NOT NULL THEN r.problem
           WHEN NOT r.has_key THEN CASE WHEN $8::text = ANY (r.unread) THEN 'key_invalid' ELSE 'key_missing' END
           WHEN $3::text = ANY (r.warnings) THEN 'day_invalid'
           WHEN r.day_text ~ '^\\d{4}-\\d{2}-\\d{2}$' AND r.day_text > $9::text THEN 'day_in_future'
           WHEN cardinality(b.fields) > 0 THEN 'value_invalid' END AS problem,
         CASE WHEN cardinality(b.fields) > 0 THEN jsonb_build_object('fields', b.fields) END AS params,
         CASE WHEN cardinality(f.leads) = 1 THEN f.leads[1] END AS lead_id
       FROM read r LEFT JOIN found f USING (row_number) JOIN bad b USING (row_number)
       WHERE $4::text IS NULL OR true`,
      [
        clientId,
        listId,
        dayColumn,
        key.kind === 'own_id' ? key.field : null,
        unheeded,
        customNever,
        factDay?.kind === 'day' ? factDay.day : null,
        key.kind,
        today,
      ],
    );
    await this.run(
      'UPDATE judged SET lead_id = NULL WHERE problem IS NOT NULL; ALTER TABLE judged ADD PRIMARY KEY (row_number); ANALYZE judged',
    );
  }

  /** Temporary table `wanted`: each fact a row tells of its lead, beside what the lead has. */
  private async gatherWanted({ settings }: EnrichmentRecord, rows: string): Promise<void> {
    const { mapping, columns, rules, key, factDay } = settings;
    const told = new Set<string>([...mapping, ...columns.constants.map(({ field }) => field)]);
    const fields = ENRICHED_FIELDS.filter((field) => told.has(field));
    // A row's own legal name goes for its name where it has no other.
    const value = (field: EnrichedField) =>
      field === 'legal_name' && !told.has('name') ? 's.name' : field === 'name' ? 's.name' : `s.${field}`;
    const values = fields.map((field) => `('${field}', ${value(field)}, l.${field})`).join(', ');
    const fixed =
      fields.length === 0
        ? ''
        : `SELECT 'field', f.field, f.value, f.ours, coalesce($1::jsonb ->> f.field, 'fill_empty')
           FROM (VALUES ${values}) AS f (field, value, ours) UNION ALL`;
    const notFacts = [
      ...(key.kind === 'own_id' ? [key.field] : []),
      ...(factDay?.kind === 'column' ? [factDay.name] : []),
    ];
    await this.run(
      `CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
       SELECT j.row_number, j.lead_id, j.day, w.kind, w.field, w.value, nullif(w.ours, '') AS ours, w.rule, NULL::date AS our_day
       FROM judged j JOIN ${rows} s USING (row_number) JOIN leads l ON l.id = j.lead_id
       CROSS JOIN LATERAL (
         ${fixed}
         SELECT 'custom', o.key, o.value, l.custom ->> o.key, coalesce($2::jsonb ->> o.key, 'fill_empty')
         FROM jsonb_each_text(s.custom) o WHERE o.key <> ALL ($3::text[]) AND $1::jsonb IS NOT NULL
       ) AS w (kind, field, value, ours, rule)
       WHERE w.value <> '' AND w.rule <> 'never'`,
      [rules.fields, rules.custom, notFacts],
    );
    await this.run('ANALYZE wanted');
  }

  /**
   * Since which day we have had our fact: the latest of the day the lead came, changes by hand, changes of many leads, imports that filled it,
   * and files before this one, of which the day of their facts counts.
   */
  private async dateOurs(zone: string): Promise<void> {
    const edited = ENRICHED_FIELDS.map((field) => `('${field}', '${EDITED_AS[field] ?? field}')`).join(', ');
    await this.run(
      `WITH asked AS MATERIALIZED (
         SELECT DISTINCT lead_id, kind, field FROM wanted WHERE rule = 'newer_wins' AND ours IS NOT NULL
       ), days AS (
         SELECT a.lead_id, a.kind, a.field, (l.created_at AT TIME ZONE $1)::date AS day FROM asked a JOIN leads l ON l.id = a.lead_id
         UNION ALL
         SELECT a.lead_id, a.kind, a.field, (e.at AT TIME ZONE $1)::date
         FROM asked a JOIN (VALUES ${edited}) AS n (field, edited) ON a.kind = 'field' AND n.field = a.field
         JOIN events e ON e.lead_id = a.lead_id AND e.type = 'lead.changed' AND e.payload -> 'fields' ? n.edited
         UNION ALL
         SELECT a.lead_id, a.kind, a.field, (coalesce(b.finished_at, b.created_at) AT TIME ZONE $1)::date
         FROM bulk_actions b JOIN bulk_action_leads x ON x.action_id = b.id AND x.state = 'changed'
         JOIN asked a ON a.lead_id = x.lead_id
           AND ((a.kind = 'field' AND b.change ->> 'kind' = 'set_field' AND b.change ->> 'field' = a.field)
             OR (a.kind = 'custom' AND b.change ->> 'kind' = 'set_own_field' AND b.change ->> 'name' = a.field))
         UNION ALL
         SELECT a.lead_id, a.kind, a.field, (i.created_at AT TIME ZONE $1)::date
         FROM import_changes c JOIN imports i ON i.id = c.import_id JOIN asked a ON a.lead_id = c.lead_id
         WHERE CASE a.kind WHEN 'field' THEN c.before -> a.field IS DISTINCT FROM c.after -> a.field
           ELSE c.before -> 'custom' -> a.field IS DISTINCT FROM c.after -> 'custom' -> a.field END
         UNION ALL
         SELECT a.lead_id, a.kind, a.field, coalesce(c.fact_day, (c.at AT TIME ZONE $1)::date)
         FROM fact_changes c JOIN asked a ON a.lead_id = c.lead_id AND a.kind = c.kind AND a.field = c.field
         WHERE c.state IN ('applied', 'kept')
       ), latest AS (SELECT lead_id, kind, field, max(day) AS day FROM days GROUP BY 1, 2, 3)
       UPDATE wanted w SET our_day = d.day FROM latest d
       WHERE d.lead_id = w.lead_id AND d.kind = w.kind AND d.field = w.field`,
      [zone],
    );
  }

  /** Of several rows that tell the same fact of a lead, the newest is heard, else the first. */
  private async planFacts(id: string): Promise<void> {
    await this.run(
      `INSERT INTO fact_changes (enrichment_id, row_number, lead_id, kind, field, before, after, fact_day)
       SELECT $1, w.row_number, w.lead_id, w.kind, w.field, w.ours, w.value, w.day
       FROM (
         SELECT DISTINCT ON (lead_id, kind, field) * FROM wanted
         WHERE ours IS NULL OR (rule = 'newer_wins' AND day > our_day)
         ORDER BY lead_id, kind, field, CASE WHEN rule = 'newer_wins' THEN day END DESC NULLS LAST, row_number
       ) w
       WHERE w.value IS DISTINCT FROM w.ours
       ORDER BY w.lead_id, w.row_number`,
      [id],
    );
  }

  /** A number the lead has, even a retired one, is not given again: the retirement was somebody's knowledge. */
  private async planPhones(id: string, rows: string): Promise<void> {
    await this.run(
      `INSERT INTO fact_changes (enrichment_id, row_number, lead_id, kind, field, after, phone, fact_day)
       SELECT DISTINCT ON (j.lead_id, n.e164, n.extension) $1::uuid, j.row_number, j.lead_id, 'phone', n.e164 || ' ' || n.extension,
         btrim(n.e164 || ' ' || n.extension),
         jsonb_build_object('e164', n.e164, 'extension', n.extension, 'raw', n.raw, 'numberKey', encode(n.number_key, 'hex'), 'kind', n.kind,
           'country', n.country, 'region', nullif(n.region, ''), 'zones', string_to_array(nullif(n.zones, ''), ' '), 'zoneSource', n.zone_source),
         j.day
       FROM judged j JOIN ${rows} s USING (row_number) JOIN leads l ON l.id = j.lead_id CROSS JOIN LATERAL ${STAGED_PHONES}
       WHERE (n.country <> 'ZZ' OR l.synthetic) AND NOT EXISTS (
         SELECT FROM phones p WHERE p.lead_id = j.lead_id AND p.e164 = n.e164 AND (p.extension = n.extension OR n.extension = ''))
       ORDER BY j.lead_id, n.e164, n.extension, j.row_number, n.ordinal`,
      [id],
    );
  }

  private async giveVerdicts(id: string): Promise<void> {
    await this.run(
      `WITH differs AS (
         SELECT w.row_number, bool_or(c.id IS NULL) AS is_ours_kept FROM wanted w
         LEFT JOIN fact_changes c ON c.enrichment_id = $1 AND c.lead_id = w.lead_id AND c.kind = w.kind AND c.field = w.field
         WHERE w.value IS DISTINCT FROM w.ours GROUP BY w.row_number
       ), changing AS (SELECT DISTINCT row_number FROM fact_changes WHERE enrichment_id = $1)
       INSERT INTO enrichment_rows (enrichment_id, row_number, verdict, reason, params, lead_id)
       SELECT $1, j.row_number,
         CASE WHEN j.problem IS NOT NULL THEN 'invalid' WHEN j.leads IS NULL THEN 'not_found' WHEN cardinality(j.leads) > 1 THEN 'ambiguous'
           WHEN g.row_number IS NOT NULL THEN 'changes' ELSE 'unchanged' END,
         CASE WHEN j.problem IS NOT NULL THEN j.problem
           WHEN j.lead_id IS NOT NULL AND g.row_number IS NULL AND d.row_number IS NOT NULL
             THEN CASE WHEN d.is_ours_kept THEN 'ours_kept' ELSE 'repeated_in_file' END END,
         CASE WHEN j.problem = 'value_invalid' THEN j.params
           WHEN j.problem IS NULL AND cardinality(j.leads) > 1 THEN jsonb_build_object('leads', cardinality(j.leads)) END,
         j.lead_id
       FROM judged j LEFT JOIN changing g USING (row_number) LEFT JOIN differs d USING (row_number)`,
      [id],
    );
  }

  private async count(id: string): Promise<EnrichmentCounts> {
    const verdicts = await this.transaction.rows<{ verdict: string; reason: string | null; count: number }>(
      `SELECT verdict, reason, count(*)::int AS count FROM enrichment_rows WHERE enrichment_id = $1 GROUP BY 1, 2`,
      [id],
    );
    const changes = await this.transaction.rows<{ name: string; count: number }>(
      `SELECT CASE kind WHEN 'custom' THEN 'custom:' || field WHEN 'phone' THEN 'phone' ELSE field END AS name, count(*)::int AS count
       FROM fact_changes WHERE enrichment_id = $1 GROUP BY 1`,
      [id],
    );
    const [leads] = await this.transaction.rows<{ count: number }>(
      'SELECT count(DISTINCT lead_id)::int AS count FROM fact_changes WHERE enrichment_id = $1',
      [id],
    );
    const of = (verdict: string | null) => total(verdicts.filter((one) => verdict === null || one.verdict === verdict));
    const reasons = verdicts.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count] as const]));
    const phones = changes.find(({ name }) => name === 'phone')?.count ?? 0;
    return {
      rows: of(null),
      changes: of('changes'),
      unchanged: of('unchanged'),
      notFound: of('not_found'),
      ambiguous: of('ambiguous'),
      invalid: of('invalid'),
      leads: leads?.count ?? 0,
      facts: total(changes) - phones,
      phones,
      byField: Object.fromEntries(changes.map(({ name, count }) => [name, count])),
      reasons: Object.fromEntries(reasons),
    };
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}

const total = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((sum, { count }) => sum + count, 0);

/** Whether staged row `s` brings the key. `field` is the parameter that names an own id. */
function keyValue(key: EnrichmentKey, field: string): string {
  const has = {
    phone: 'cardinality(s.number_key) > 0',
    inn: 's.inn IS NOT NULL',
    email: 's.email IS NOT NULL',
    own_id: `coalesce(s.custom ->> ${field}, '') <> ''`,
  };
  return has[key.kind];
}

/** Pairs (row_number, lead_id) of the key, of whatever client. An e-mail may be the lead's or a contact's. */
function keyMatches(key: EnrichmentKey, rows: string): string {
  const matches = {
    phone: `SELECT s.row_number, p.lead_id FROM ${rows} s CROSS JOIN LATERAL unnest(s.number_key) AS n (number_key)
            JOIN phones p ON p.number_key = n.number_key AND p.state = 'active'`,
    inn: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON k.inn = s.inn AND k.client_id = $1`,
    email: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON lower(k.email) = s.email AND k.client_id = $1
            UNION SELECT s.row_number, o.lead_id FROM ${rows} s JOIN contacts o ON lower(o.email) = s.email AND o.retired_at IS NULL`,
    own_id: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON k.client_id = $1
              AND lower(btrim(k.custom ->> $4)) = lower(btrim(s.custom ->> $4))`,
  };
  return matches[key.kind];
}
