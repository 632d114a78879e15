import { defineViews } from './dials.mjs';

/**
 * The funnel of one day by the referee's own count. Warm, hot and customers count each lead once a day; reached counts calls that a
 * living person answered, by the exchange's books where no result says otherwise.
 *
 * @param {import('pg').Client} db
 * @param {{ from: string, to: string }} day instants, half-open
 */
export async function ownFunnel(db, { from, to }) {
  await defineViews(db);
  const { rows } = await db.query(
    `SELECT count(*)::int AS attempts,
       count(*) FILTER (WHERE d.joined_at IS NOT NULL AND d.behaviour NOT IN ('machine', 'voice_assistant'))::int AS reached,
       count(*) FILTER (WHERE (r.effect ->> 'decisionMaker')::boolean)::int AS "decisionMakers"
     FROM referee_dials d LEFT JOIN referee_results r ON r.attempt_id = d.attempt_id
     WHERE d.placed_at >= $1 AND d.placed_at < $2`,
    [from, to],
  );
  return rows[0];
}

/** Steps that are larger than the step before them: none may be. */
export function widerSteps(funnel) {
  const steps = ['attempts', 'reached', 'decisionMakers', 'warm', 'hot', 'customers'];
  return steps.slice(1).filter((step, at) => funnel[step] > funnel[steps[at]]);
}
