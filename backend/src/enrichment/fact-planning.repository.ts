import { Injectable } from '@nestjs/common';
import { ENRICHED_FIELDS, type EnrichedField } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { stagedPhones } from '../lists/staging-table.rules.js';
import type { EnrichmentRecord } from './enrichment.repository.js';

/** How a change made by hand names the field in its event. */
const EDITED_AS: Partial<Record<EnrichedField, string>> = { legal_name: 'legalName' };

/** Plans what the rows of the table `judged` would change in their leads, in the caller's transaction. */
@Injectable()
export class FactPlanning {
  constructor(private readonly transaction: Transaction) {}

  async plan(record: EnrichmentRecord, rows: string, zone: string): Promise<void> {
    await this.gatherWanted(record, rows);
    await this.dateOurs(zone);
    await this.planFacts(record.id);
    if (record.settings.rules.phones === 'add') {
      await this.planPhones(record.id, rows);
    }
  }

  /** Temporary table `wanted`: each fact a row tells of its lead, beside what the lead has. */
  private async gatherWanted({ settings }: EnrichmentRecord, rows: string): Promise<void> {
    const { mapping, columns, rules, key, factDay } = settings;
    const parameters: unknown[] = [];
    const place = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
    const told = new Set<string>([...mapping, ...columns.constants.map(({ field }) => field)]);
    const fields = ENRICHED_FIELDS.filter((field) => told.has(field));
    const notFacts = [
      ...(key.kind === 'own_id' ? [key.field] : []),
      ...(factDay?.kind === 'column' ? [factDay.name] : []),
    ];
    const facts = [
      `SELECT 'custom', o.key, o.value, l.custom ->> o.key, coalesce(${place(rules.custom, 'jsonb')} ->> o.key, 'fill_empty')
       FROM jsonb_each_text(s.custom) o WHERE o.key <> ALL (${place(notFacts, 'text[]')})`,
    ];
    if (fields.length > 0) {
      const values = fields.map((field) => `('${field}', s.${field}, l.${field})`).join(', ');
      facts.unshift(
        `SELECT 'field', f.field, f.value, f.ours, coalesce(${place(rules.fields, 'jsonb')} ->> f.field, 'fill_empty')
         FROM (VALUES ${values}) AS f (field, value, ours)`,
      );
    }
    await this.run(
      `CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
       SELECT j.row_number, j.lead_id, j.day, w.kind, w.field, w.value, nullif(w.ours, '') AS ours, w.rule, NULL::date AS our_day
       FROM judged j JOIN ${rows} s USING (row_number) JOIN leads l ON l.id = j.lead_id
       CROSS JOIN LATERAL (${facts.join(' UNION ALL ')}) AS w (kind, field, value, ours, rule)
       WHERE w.value <> '' AND w.rule <> 'never'`,
      parameters,
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
       FROM judged j JOIN leads l ON l.id = j.lead_id JOIN ${stagedPhones({ rows }, { beside: ['row_number'] })} n USING (row_number)
       WHERE (n.country <> 'ZZ' OR l.synthetic) AND NOT EXISTS (
         SELECT FROM phones p WHERE p.lead_id = j.lead_id AND p.e164 = n.e164 AND (p.extension = n.extension OR n.extension = ''))
       ORDER BY j.lead_id, n.e164, n.extension, j.row_number, n.ordinal`,
      [id],
    );
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
