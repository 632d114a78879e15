/**
 * What the referee judges: the calls in the exchange's own books, each with the attempt that asked for it, as temporary views.
 * It shares no code with the product and believes none of its states: the exchange is the witness of what rang, when and who spoke.
 */

/** Results that tell of the network alone: such a dial reached no person, so it counts neither for caps nor for the gap. */
const NETWORK_FAILURES = `('congestion', 'failed_to_place')`;

/** A dial from so long before the promised instant to so long after the last one that could be late belongs to the promise. */
const PROMISE_EARLY = `interval '5 minutes'`;
const PROMISE_LATE = `interval '24 hours 15 minutes'`;

const DIALS = `
  CREATE TEMPORARY VIEW referee_dials AS
  SELECT c.id AS call_id, c.attempt_id, c.to_number, c.placed_at, c.answered_at, c.joined_at, c.ended_at, c.cause, c.behaviour,
    a.campaign_id, a.queue_entry_id, a.lead_id, a.phone_id, a.number_key, a.operator_id, a.synthetic,
    coalesce(l.merged_into, l.id) AS person_id,
    p.e164, p.zones, p.country, m.client_id, m.purpose, m.policy, r.disposition_code, r.at AS result_at,
    coalesce(r.disposition_code IN ${NETWORK_FAILURES}, false) AS network_failure,
    EXISTS (SELECT FROM callbacks b JOIN leads bl ON bl.id = b.lead_id
      WHERE coalesce(bl.merged_into, bl.id) = coalesce(l.merged_into, l.id) AND b.created_at < c.placed_at
        AND b.due_at - ${PROMISE_EARLY} <= c.placed_at AND b.due_at + ${PROMISE_LATE} >= c.placed_at
        AND (b.closed_at IS NULL OR b.closed_at >= c.placed_at)) AS promised
  FROM simulator_calls c
  LEFT JOIN attempts a ON a.id = c.attempt_id
  LEFT JOIN leads l ON l.id = a.lead_id
  LEFT JOIN phones p ON p.id = a.phone_id
  LEFT JOIN campaigns m ON m.id = a.campaign_id
  LEFT JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
  WHERE c.direction = 'out'`;

/** What each result does, the campaign's own word before the shipped one. */
const EFFECTS = `
  CREATE TEMPORARY VIEW referee_results AS
  SELECT r.attempt_id, r.disposition_code, r.at, a.campaign_id, a.lead_id, a.phone_id,
    coalesce(own.effect, d.effect) AS effect
  FROM attempt_results r
  JOIN attempts a ON a.id = r.attempt_id
  JOIN dispositions d ON d.code = r.disposition_code
  LEFT JOIN campaign_dispositions own ON own.campaign_id = a.campaign_id AND own.disposition_code = r.disposition_code
  WHERE r.superseded_at IS NULL`;

/** Local wall clock of each dial in each possible zone of its number. */
const LOCAL = `
  CREATE TEMPORARY VIEW referee_local AS
  SELECT d.*, z.zone, d.placed_at AT TIME ZONE z.zone AS local_at,
    lower(to_char(d.placed_at AT TIME ZONE z.zone, 'Dy')) AS weekday
  FROM referee_dials d CROSS JOIN LATERAL unnest(d.zones) AS z (zone)`;

/** @param {import('pg').Client} db a connection of the referee's own: temporary views live as long as it does; a second call does nothing */
export async function defineViews(db) {
  const { rows } = await db.query(`SELECT to_regclass('pg_temp.referee_dials') IS NOT NULL AS defined`);
  if (rows[0].defined) return;
  for (const view of [DIALS, EFFECTS, LOCAL]) await db.query(view);
}
