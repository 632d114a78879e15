/**
 * Common table expressions of a recursive query: `cards`, the leads of the list $1 with every card that went into them, and `calls`, the dials to
 * them since they stand in the list, with the result that holds, as the campaign understands it. Whoever says that the number is somebody else's was
 * not reached for this list.
 */
export const LIST_CALLS = `
  cards AS (
    SELECT m.lead_id, m.lead_id AS card_id, m.added_at FROM list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL
    WHERE m.list_id = $1
    UNION SELECT c.lead_id, l.id, c.added_at FROM cards c JOIN leads l ON l.merged_into = c.card_id
  ), calls AS (
    SELECT a.id, c.lead_id, a.phone_id, a.dial_requested_at, r.disposition_code,
           coalesce((e.effect ->> 'decisionMaker')::boolean, false) AS decision_maker,
           coalesce((e.effect ->> 'reached')::boolean AND e.effect ->> 'phone' <> 'retire', false) AS reached,
           coalesce(e.effect ->> 'phone' = 'retire', false) AS is_bad,
           floor(extract(epoch FROM a.dial_requested_at - c.added_at) / (30 * 86400))::int AS month
    FROM cards c JOIN attempts a ON a.lead_id = c.card_id AND a.direction = 'out' AND a.dial_requested_at >= c.added_at
      LEFT JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
      LEFT JOIN dispositions d ON d.code = r.disposition_code
      LEFT JOIN campaign_dispositions cd ON cd.campaign_id = a.campaign_id AND cd.disposition_code = d.code
      CROSS JOIN LATERAL (SELECT '{"phone": "keep"}' || d.effect || coalesce(cd.effect, '{}') AS effect) e
  )`;
