/** Rules about what is written down: one result a dial, promises, and nothing left half done. */

/** Results that tell of a living person who answered. */
const REACHED = `coalesce((r.effect ->> 'reached')::boolean, false)`;
/** Who answers in the exchange and is no person. */
const MACHINES = `('machine', 'voice_assistant')`;

export const RECORD_CHECKS = [
  {
    name: 'strangers',
    rule: 'each call that the exchange placed belongs to an attempt of the product, and rings the number of its phone',
    sql: `SELECT d.call_id, d.to_number FROM referee_dials d WHERE d.lead_id IS NULL OR d.e164 <> d.to_number`,
  },
  {
    name: 'doubleDial',
    rule: 'no number is rung while an earlier call to it is up, and no attempt rings twice',
    sql: `SELECT c.id AS call_id FROM simulator_calls c JOIN simulator_calls e ON e.to_number = c.to_number AND e.id <> c.id
        AND e.direction = 'out' AND c.direction = 'out' AND (e.placed_at, e.id) < (c.placed_at, c.id)
        AND coalesce(e.ended_at, 'infinity') > c.placed_at
      UNION ALL SELECT max(id) FROM simulator_calls WHERE attempt_id IS NOT NULL GROUP BY attempt_id HAVING count(*) > 1`,
  },
  {
    name: 'twoAtOnce',
    rule: 'an operator has one conversation at a time',
    sql: `SELECT d.call_id, e.call_id AS other FROM referee_dials d JOIN referee_dials e ON e.operator_id = d.operator_id
      AND e.call_id <> d.call_id AND e.joined_at < d.joined_at AND coalesce(e.ended_at, 'infinity') > d.joined_at`,
  },
  {
    name: 'oneResult',
    rule: 'each dial that ended has exactly one current result',
    sql: `SELECT a.id AS attempt_id FROM attempts a WHERE a.direction = 'out' AND a.state = 'ended' AND a.dial_requested_at IS NOT NULL
      AND (SELECT count(*) FROM attempt_results r WHERE r.attempt_id = a.id AND r.superseded_at IS NULL) <> 1`,
  },
  {
    name: 'truthfulResult',
    rule: 'a result that tells of a person stands only on calls that the exchange saw answered',
    sql: `SELECT d.call_id, d.disposition_code FROM referee_dials d JOIN referee_results r ON r.attempt_id = d.attempt_id
      WHERE ${REACHED} AND d.answered_at IS NULL`,
  },
  {
    name: 'truthfulFailure',
    rule: 'busy, no answer and the like stand only on calls that nobody answered',
    sql: `SELECT d.call_id, d.disposition_code FROM referee_dials d
      WHERE d.joined_at IS NOT NULL AND d.disposition_code IN ('busy', 'no_answer', 'rejected', 'unallocated', 'congestion', 'failed_to_place')`,
  },
  {
    name: 'stranded',
    rule: 'when all operators have left, no attempt is open and no lead is held',
    sql: `SELECT 'attempt' AS what, a.id::text FROM attempts a WHERE a.state <> 'ended' OR a.wrapped_at IS NULL
      UNION ALL SELECT 'queue entry', q.id::text FROM queue_entries q WHERE q.state IN ('claimed', 'attempting', 'wrap_up')
      UNION ALL SELECT 'call', c.id::text FROM simulator_calls c WHERE c.ended_at IS NULL`,
  },
  {
    name: 'keptPromise',
    rule: 'a promise counts as kept when another call than the one that made it reached a person from 5 minutes before to 15 after',
    sql: `SELECT b.id AS callback_id, b.due_at, d.placed_at, d.behaviour FROM callbacks b LEFT JOIN referee_dials d ON d.attempt_id = b.kept_in
      WHERE b.state = 'kept' AND (d.call_id IS NULL OR b.kept_in = b.promised_in OR d.answered_at IS NULL OR d.behaviour IN ${MACHINES}
        OR d.placed_at < b.due_at - interval '5 minutes' OR d.placed_at > b.due_at + interval '15 minutes')`,
  },
  {
    name: 'lawfulPromise',
    rule: 'no open promise is due in the night, on a Sunday or on a day off of the person called',
    sql: `SELECT b.id AS callback_id, b.due_at AT TIME ZONE b.zone AS local_at FROM callbacks b JOIN phones p ON p.id = b.phone_id
      WHERE p.country = 'RU' AND NOT p.synthetic AND ((b.due_at AT TIME ZONE b.zone)::time < '09:00' OR (b.due_at AT TIME ZONE b.zone)::time >= '20:00'
        OR extract(isodow FROM b.due_at AT TIME ZONE b.zone) = 7)`,
  },
  {
    name: 'onePromise',
    rule: 'a lead has at most one open promise, and none while it is stopped or closed',
    sql: `SELECT b.lead_id FROM callbacks b WHERE b.state = 'open' GROUP BY b.lead_id HAVING count(*) > 1
      UNION ALL SELECT b.lead_id FROM callbacks b JOIN leads l ON l.id = b.lead_id WHERE b.state = 'open' AND l.stage = 'closed'`,
  },
  {
    name: 'movesAddUp',
    rule: "a lead's temperature and stage are what its moves lead to",
    sql: `SELECT l.id AS lead_id, l.temperature, m.to_temperature, l.stage, m.to_stage FROM leads l JOIN LATERAL (
        SELECT * FROM lead_moves v WHERE v.lead_id = l.id ORDER BY v.id DESC LIMIT 1) m ON true
      WHERE l.merged_into IS NULL AND (l.temperature <> m.to_temperature OR l.stage <> m.to_stage)
      UNION ALL SELECT l.id, l.temperature, 'cold', l.stage, 'open' FROM leads l WHERE l.merged_into IS NULL
        AND (l.temperature <> 'cold' OR l.stage <> 'open') AND NOT EXISTS (SELECT FROM lead_moves v WHERE v.lead_id = l.id)
        AND NOT EXISTS (SELECT FROM leads o WHERE o.merged_into = l.id)`,
  },
];
