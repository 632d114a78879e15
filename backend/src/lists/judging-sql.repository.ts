import { SAME_BRANCH } from './branch-marking.repository.js';
import { FILLED_COLUMNS, mayFill, stagedPhones } from './staging-table.rules.js';

/** Of row `s` and the lead `l` it was matched with: whether the lead would learn something. */
export const ADDS_SOMETHING = `(
  ${FILLED_COLUMNS.map((column) => `(l.${column} IS NULL AND s.${column} IS NOT NULL AND ${mayFill(column)})`).join(' OR ')}
  OR s.branch = 'known' AND NOT EXISTS (SELECT FROM lead_branches b WHERE b.lead_id = l.id AND ${SAME_BRANCH} AND b.custom @> s.custom)
  OR EXISTS (SELECT FROM unnest(s.e164, s.extension) AS n (e164, extension)
             WHERE NOT EXISTS (SELECT FROM phones p WHERE p.lead_id = l.id AND p.e164 = n.e164 AND p.extension = n.extension))
  OR s.address IS NOT NULL AND NOT EXISTS (SELECT FROM lead_addresses a WHERE a.lead_id = l.id AND a.raw = s.address)
  OR s.contact_name IS NOT NULL AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = l.id AND lower(c.full_name) = lower(s.contact_name))
  OR s.branch IS NULL AND NOT l.custom @> s.custom AND EXISTS (SELECT FROM jsonb_object_keys(s.custom) AS k WHERE NOT l.custom ? k))`;

/** How many of a valid row's numbers nobody may call, rows without such left out. $1 is the client. */
export const SUPPRESSED_ROWS = `
  SELECT n.row_number, count(*)::int AS numbers FROM numbers n
  WHERE n.number_key IN (
    SELECT x.number_key FROM suppressions x
    WHERE x.lifted_at IS NULL AND x.channel = 'voice' AND (x.scope = 'organisation' OR x.client_id = $1))
  GROUP BY n.row_number`;

/** What would come of the judged rows of the staging table, in leads, contacts and numbers: of rows that are leads of their own, and of the others. $1 is the client. */
export function leadCounts(rows: string): string {
  const joined = { beside: ['lead_id', 'leader', 'joins'], where: 's.joins IS NOT NULL' };
  return `SELECT own.leads AS "leadsCreated", own.leads + other.leads AS "leadsInList", own.contacts + other.contacts AS contacts,
                 own.phones + other.phones AS phones, own."zoneUnknown", other.suppressed, other."sameInnLeads"
    FROM (
      SELECT count(*)::int AS leads, count(contact_name)::int AS contacts, coalesce(sum(cardinality(e164)), 0)::int AS phones,
             count(*) FILTER (WHERE zones <@ ARRAY[''])::int AS "zoneUnknown"
      FROM ${rows} WHERE problem IS NULL AND joins IS NULL
    ) own, (
      SELECT (SELECT count(DISTINCT lead_id)::int FROM ${rows} WHERE joins = 'lead') AS leads,
             (SELECT count(DISTINCT (s.lead_id, lower(s.contact_name)))::int FROM ${rows} s
              LEFT JOIN ${rows} f ON s.joins = 'file' AND f.row_number = s.leader
              WHERE s.joins IS NOT NULL AND s.contact_name IS NOT NULL AND lower(s.contact_name) IS DISTINCT FROM lower(f.contact_name)
                AND NOT EXISTS (SELECT FROM contacts c WHERE c.lead_id = s.lead_id AND lower(c.full_name) = lower(s.contact_name))) AS contacts,
             (SELECT count(*)::int FROM (
                SELECT DISTINCT n.lead_id, n.e164, n.extension FROM ${stagedPhones({ rows }, joined)} n
                LEFT JOIN ${rows} f ON n.joins = 'file' AND f.row_number = n.leader
                WHERE NOT coalesce(n.e164 = ANY (f.e164), false)) more) AS phones,
             (SELECT count(DISTINCT coalesce(s.lead_id, s.new_lead_id))::int FROM ${rows} s
              JOIN (${SUPPRESSED_ROWS}) x ON x.row_number = s.row_number) AS suppressed,
             (SELECT coalesce(sum(leads), 0)::int FROM (
                SELECT count(*) AS leads FROM ${rows} WHERE problem IS NULL AND joins IS NULL AND inn IS NOT NULL
                GROUP BY inn HAVING count(*) > 1 OR bool_or(shares_inn)) together) AS "sameInnLeads"
    ) other`;
}
