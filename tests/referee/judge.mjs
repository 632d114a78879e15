import { CALLING_CHECKS } from './calling-checks.mjs';
import { defineViews } from './dials.mjs';
import { RECORD_CHECKS } from './record-checks.mjs';
import { STOP_CHECKS } from './stop-checks.mjs';

export const CHECKS = [...CALLING_CHECKS, ...STOP_CHECKS, ...RECORD_CHECKS];
/** Enough to see what kind of thing went wrong. */
const SHOWN_ROWS = 5;

/**
 * Asks every check of the database; the connection is the referee's own.
 *
 * @param {import('pg').Client} db
 * @returns {Promise<{ violations: Record<string, number>, found: { name: string, rule: string, rows: object[] }[] }>}
 *   how many violations each check found, and the first rows of those that found any
 */
export async function judge(db) {
  await defineViews(db);
  const violations = {};
  const found = [];
  for (const { name, rule, sql } of CHECKS) {
    const { rows } = await db.query(sql);
    violations[name] = rows.length;
    if (rows.length > 0) found.push({ name, rule, rows: rows.slice(0, SHOWN_ROWS) });
  }
  return { violations, found };
}

/**
 * How the promises of the run fared; being late for want of an operator is no violation, so these are figures.
 *
 * @param {import('pg').Client} db
 */
export async function promiseFigures(db) {
  const { rows } = await db.query(`SELECT state, count(*)::int AS count FROM callbacks GROUP BY state ORDER BY state`);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
