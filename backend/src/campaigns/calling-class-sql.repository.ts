import { DEFAULT_PACK, DEMO_PACK, PACK_COUNTRIES } from '../compliance/rule-packs.data.js';

/** Countries are two capitals of our own data, never a user's text. */
const KNOWN_COUNTRIES = PACK_COUNTRIES.map((country) => `'${country}'`).join(', ');

/** text: the rule pack of a phone; the same as `packNameOf` of rule-packs.rules.ts. */
export function packSql(phone: string): string {
  return `CASE WHEN ${phone}.synthetic THEN '${DEMO_PACK}' WHEN ${phone}.country IN (${KNOWN_COUNTRIES}) THEN ${phone}.country ELSE '${DEFAULT_PACK}' END`;
}

/** text[]: the countries whose holidays count for a phone; none where no numbering plan knows the number. */
export function jurisdictionsSql(phone: string): string {
  return `CASE WHEN ${phone}.country = '' THEN '{}'::text[] ELSE ARRAY[${phone}.country] END`;
}

/** boolean: the class is the one of this phone in this campaign. */
export function classOfPhoneSql(callingClass: string, phone: string, campaign: string): string {
  return `(${callingClass}.zones = ${phone}.zones AND ${callingClass}.jurisdictions = ${jurisdictionsSql(phone)}
    AND ${callingClass}.audience = ${campaign}.audience AND ${callingClass}.purpose = ${campaign}.purpose AND ${callingClass}.pack = ${packSql(phone)})`;
}

/** Adds the classes of all phones of `leads` (a relation with lead_id) that are not there yet. */
export function addClassesSql(leads: string, campaign: string): string {
  return `INSERT INTO calling_classes (jurisdictions, zones, audience, purpose, pack)
    SELECT d.jurisdictions, d.zones, d.audience, d.purpose, d.pack FROM (
      SELECT DISTINCT ${jurisdictionsSql('p')} AS jurisdictions, p.zones, c.audience, c.purpose, ${packSql('p')} AS pack
      FROM ${leads} s JOIN phones p ON p.lead_id = s.lead_id AND p.state = 'active' AND cardinality(p.zones) > 0
        JOIN campaigns c ON c.id = ${campaign}
    ) d WHERE NOT EXISTS (SELECT FROM calling_classes k WHERE k.jurisdictions = d.jurisdictions AND k.zones = d.zones
      AND k.audience = d.audience AND k.purpose = d.purpose AND k.pack = d.pack)
    ON CONFLICT DO NOTHING`;
}
