import { FILLED_COLUMNS, STAGED_PHONES } from './staging-table.rules.js';

/** Of row `s` and the lead `l` it was matched with: whether the lead would learn something. */
export const ADDS_SOMETHING = `(
  ${FILLED_COLUMNS.map((column) => `(l.${column} IS NULL AND s.${column} IS NOT NULL)`).join(' OR ')}
  OR EXISTS (SELECT FROM unnest(s.e164, s.extension) AS n (e164, extension)
             WHERE NOT EXISTS (SELECT FROM phones p WHERE p.lead_id = l.id AND p.e164 = n.e164 AND p.extension = n.extension))
  OR s.address IS NOT NULL AND NOT EXISTS (SELECT FROM lead_addresses a WHERE a.lead_id = l.id AND a.raw = s.address)
  OR s.contact_name IS NOT NULL AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = l.id AND lower(c.full_name) = lower(s.contact_name))
  OR NOT l.custom @> s.custom AND EXISTS (SELECT FROM jsonb_object_keys(s.custom) AS k WHERE NOT l.custom ? k))`;

/** How many of a valid row's numbers nobody may call, rows without such left out. $1 is the client. */
export function suppressedRows(rows: string): string {
  return `SELECT r.row_number, count(*)::int AS numbers
    FROM ${rows} r CROSS JOIN unnest(r.number_key) AS n (number_key)
    WHERE r.problem IS NULL AND n.number_key IN (
      SELECT x.number_key FROM suppressions x
      WHERE x.lifted_at IS NULL AND x.channel = 'voice' AND (x.scope = 'organisation' OR x.client_id = $1))
    GROUP BY r.row_number`;
}

/** What would come of the judged rows of the staging table, in leads, contacts and numbers. $1 is the client. */
export function leadCounts(rows: string): string {
  return `SELECT (SELECT count(*)::int FROM ${rows} WHERE problem IS NULL AND joins IS NULL) AS "leadsCreated",
              (SELECT count(*)::int FROM ${rows} WHERE problem IS NULL AND joins IS NULL)
                + (SELECT count(DISTINCT lead_id)::int FROM ${rows} WHERE joins = 'lead') AS "leadsInList",
              (SELECT count(*)::int FROM ${rows} WHERE problem IS NULL AND joins IS NULL AND contact_name IS NOT NULL)
                + (SELECT count(DISTINCT (s.lead_id, lower(s.contact_name)))::int FROM ${rows} s
                   LEFT JOIN ${rows} f ON s.joins = 'file' AND f.row_number = s.leader
                   WHERE s.joins IS NOT NULL AND s.contact_name IS NOT NULL AND lower(s.contact_name) IS DISTINCT FROM lower(f.contact_name)
                     AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = s.lead_id AND lower(c.full_name) = lower(s.contact_name))) AS contacts,
              (SELECT coalesce(sum(cardinality(e164)), 0)::int FROM ${rows} WHERE problem IS NULL AND joins IS NULL)
                + (SELECT count(*)::int FROM (
                     SELECT DISTINCT s.lead_id, n.e164, n.extension FROM ${rows} s CROSS JOIN LATERAL ${STAGED_PHONES}
                     LEFT JOIN ${rows} f ON s.joins = 'file' AND f.row_number = s.leader
                     WHERE s.joins IS NOT NULL AND NOT coalesce(n.e164 = ANY (f.e164), false)) more) AS phones,
              (SELECT count(*)::int FROM ${rows} WHERE problem IS NULL AND joins IS NULL AND zones <@ ARRAY['']) AS "zoneUnknown",
              (SELECT count(DISTINCT coalesce(s.lead_id, s.new_lead_id))::int FROM ${rows} s
                 JOIN (${suppressedRows(rows)}) x ON x.row_number = s.row_number) AS suppressed`;
}
