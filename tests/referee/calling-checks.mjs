/**
 * Rules about whether a dial was allowed. Each check names its rule and one SQL text whose rows are the violations.
 * Numbers of the law and of the default policy stand here a second time on purpose: a referee who asks the player for the rules is none.
 */

/** Production calendar of Russia for 2026, resolution of the Government of 24.09.2025 No. 1466 and Labour Code article 112. */
const RUSSIAN_DAYS_OFF_2026 = [
  ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '01-09', '02-23', '03-08', '03-09'],
  ...['05-01', '05-09', '05-11', '06-12', '11-04', '12-31'],
];

const daysOff = RUSSIAN_DAYS_OFF_2026.map((day) => `date '2026-${day}'`).join(', ');
const cap = (name) => `(d.policy #>> '{caps,${name}}')::int`;

/** Dials of the same person before this one that count for a cap. */
const earlierDials = (
  window,
) => `(SELECT count(*) FROM referee_dials e WHERE e.person_id = d.person_id AND NOT e.network_failure
  AND e.placed_at < d.placed_at AND e.placed_at > d.placed_at - interval '${window}')`;

export const CALLING_CHECKS = [
  {
    name: 'zone',
    rule: 'a number whose zone is unknown is never dialled',
    sql: `SELECT d.call_id FROM referee_dials d WHERE NOT coalesce(d.synthetic, true) AND cardinality(d.zones) = 0`,
  },
  {
    name: 'lawHours',
    rule: 'a Russian number rings Monday to Friday 9 to 20 and Saturday 10 to 18 in each of its possible zones, promised or not',
    sql: `SELECT d.call_id, d.local_at, d.zone FROM referee_local d WHERE NOT d.synthetic AND d.country = 'RU' AND NOT CASE
      WHEN d.weekday = 'sun' THEN false
      WHEN d.weekday = 'sat' THEN d.local_at::time >= '10:00' AND d.local_at::time < '18:00'
      ELSE d.local_at::time >= '09:00' AND d.local_at::time < '20:00' END`,
  },
  {
    name: 'campaignHours',
    rule: "a dial that no promise asked for keeps the campaign's own hours in each possible zone",
    sql: `SELECT d.call_id, d.local_at, d.zone FROM referee_local d WHERE NOT d.synthetic AND NOT d.promised AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(d.policy -> 'hours' -> d.weekday) w
      WHERE d.local_at >= d.local_at::date + (w ->> 'from')::interval AND d.local_at < d.local_at::date + (w ->> 'to')::interval)`,
  },
  {
    name: 'holidays',
    rule: "nobody in Russia is rung on a public holiday of 2026, by the called person's own calendar day",
    sql: `SELECT d.call_id, d.local_at FROM referee_local d
      WHERE NOT d.synthetic AND d.country = 'RU' AND d.local_at::date IN (${daysOff})`,
  },
  {
    name: 'capPerDay',
    rule: "a person is not rung more often in 24 hours than the campaign's cap, promises aside",
    sql: `SELECT d.call_id, d.person_id FROM referee_dials d
      WHERE NOT d.promised AND NOT d.network_failure AND ${earlierDials('24 hours')} >= ${cap('perDay')}`,
  },
  {
    name: 'capPerSevenDays',
    rule: "a person is not rung more often in seven days than the campaign's cap, promises aside",
    sql: `SELECT d.call_id, d.person_id FROM referee_dials d
      WHERE NOT d.promised AND NOT d.network_failure AND ${earlierDials('7 days')} >= ${cap('perSevenDays')}`,
  },
  {
    name: 'gap',
    rule: 'between two dials of one number lies the minimum gap, unless the network refused the first or a promise asks for the second',
    sql: `SELECT d.call_id, e.call_id AS earlier FROM referee_dials d JOIN referee_dials e ON e.to_number = d.to_number
      AND e.placed_at < d.placed_at AND e.placed_at > d.placed_at - make_interval(mins => ${cap('minimumGapMinutes')})
      WHERE NOT d.promised AND NOT e.network_failure`,
  },
  {
    name: 'triesPerLead',
    rule: 'a campaign tries one lead no oftener than its policy says, promises aside',
    sql: `SELECT d.call_id, d.lead_id FROM referee_dials d WHERE NOT d.promised AND NOT d.network_failure
      AND (SELECT count(*) FROM referee_dials e WHERE e.campaign_id = d.campaign_id AND e.lead_id = d.lead_id AND e.placed_at < d.placed_at
        AND NOT e.network_failure) >= ${cap('triesPerLead')}`,
  },
  {
    name: 'retryDelay',
    rule: 'the same number rings for the same campaign only after the delay that its last result asks for',
    sql: `SELECT d.call_id, last.disposition_code, last.result_at FROM referee_dials d CROSS JOIN LATERAL (
        SELECT e.* FROM referee_dials e WHERE e.campaign_id = d.campaign_id AND e.lead_id = d.lead_id AND e.placed_at < d.placed_at
        ORDER BY e.placed_at DESC LIMIT 1) last
      WHERE NOT d.promised AND last.to_number = d.to_number AND last.result_at < d.placed_at
        AND d.placed_at < last.result_at + make_interval(mins => LEAST(
          (d.policy #>> ARRAY['retries', last.disposition_code, 'delayMinutes'])::int, (d.policy #>> '{retries,default,delayMinutes}')::int))`,
  },
  {
    name: 'afterTheEnd',
    rule: 'a result that ends the lead in the campaign is not followed by another dial of that campaign, promises aside',
    sql: `SELECT d.call_id, r.disposition_code FROM referee_dials d JOIN referee_results r ON r.campaign_id = d.campaign_id AND r.lead_id = d.lead_id
      AND r.at < d.placed_at AND r.effect ->> 'queue' = 'finish'
      WHERE NOT d.promised AND d.placed_at < r.at + make_interval(days => coalesce((r.effect ->> 'returnAfterDays')::int, 36500))`,
  },
  {
    name: 'retiredNumber',
    rule: 'a number that a result retired is not dialled for that lead again',
    sql: `SELECT d.call_id, r.disposition_code FROM referee_dials d JOIN referee_results r
      ON r.phone_id = d.phone_id AND r.at < d.placed_at AND r.effect ->> 'phone' = 'retire'`,
  },
  {
    name: 'legalSource',
    rule: "every lead that rang stands on a list of the campaign whose legal source is complete and the client's own",
    sql: `SELECT d.call_id, d.lead_id FROM referee_dials d WHERE NOT EXISTS (
      SELECT FROM list_members m JOIN campaign_lists cl ON cl.list_id = m.list_id AND cl.campaign_id = d.campaign_id
      JOIN lead_lists l ON l.id = m.list_id AND l.client_id = d.client_id
      JOIN legal_sources s ON s.id = l.legal_source_id AND s.complete AND s.kind NOT IN ('unknown_legacy', 'former_employee')
        AND (s.expires_on IS NULL OR s.expires_on >= (d.placed_at AT TIME ZONE 'UTC')::date)
      WHERE m.lead_id IN (d.lead_id, d.person_id))`,
  },
];
