/** Rules about people who said no. */

const COVERS = `(s.scope = 'organisation' OR (s.scope = 'client' AND s.client_id = d.client_id)
  OR (s.scope = 'campaign' AND s.campaign_id = d.campaign_id))`;

export const STOP_CHECKS = [
  {
    name: 'stoppedNumber',
    rule: 'a number on the stop list is not dialled while the stop lasts',
    sql: `SELECT d.call_id, s.id AS suppression_id FROM referee_dials d JOIN suppressions s ON s.number_key = d.number_key
      AND s.channel = 'voice' AND ${COVERS} AND s.created_at < d.placed_at AND (s.lifted_at IS NULL OR s.lifted_at > d.placed_at)`,
  },
  {
    name: 'stoppedPrefix',
    rule: 'a number under an excluded prefix is not dialled',
    sql: `SELECT d.call_id, x.prefix FROM referee_dials d JOIN suppression_patterns x
      ON starts_with(d.to_number, x.prefix) AND x.created_at < d.placed_at`,
  },
  {
    name: 'stoppedPerson',
    rule: 'a person whose result is "do not call" or a complaint is not dialled again on any number, by any campaign',
    sql: `SELECT d.call_id, r.disposition_code FROM referee_results r JOIN leads l ON l.id = r.lead_id
      JOIN referee_dials d ON d.person_id = coalesce(l.merged_into, l.id) AND d.placed_at > r.at
      WHERE coalesce((r.effect ->> 'suppress')::boolean, false)`,
  },
  {
    name: 'stopAtTheStep',
    rule: 'who said "do not call" at a script step is not dialled again, saved or not, unless the stop was lifted',
    sql: `SELECT d.call_id, u.disposition_code FROM script_runs u JOIN dispositions x ON x.code = u.disposition_code
      AND coalesce((x.effect ->> 'suppress')::boolean, false)
      JOIN attempts a ON a.id = u.attempt_id JOIN leads l ON l.id = a.lead_id
      JOIN referee_dials d ON d.person_id = coalesce(l.merged_into, l.id) AND d.placed_at > u.updated_at
      WHERE u.status = 'ended' AND NOT EXISTS (
        SELECT FROM suppressions s WHERE s.attempt_id = a.id AND s.lifted_at <= d.placed_at)`,
  },
  {
    name: 'stopIsWritten',
    rule: 'a result that stops the person has a stop in the list, made by that call or standing before it',
    sql: `SELECT r.attempt_id, r.disposition_code FROM referee_results r JOIN attempts a ON a.id = r.attempt_id
      WHERE coalesce((r.effect ->> 'suppress')::boolean, false)
        AND NOT EXISTS (SELECT FROM suppressions s WHERE s.number_key = a.number_key AND s.lifted_at IS NULL)`,
  },
];
