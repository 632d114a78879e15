/**
 * For each check of the referee one wrong that it must find, as SQL over a finished run. `base` is a dial of that run; `again` is its
 * copy, so long after it. Planted in a transaction that is rolled back, with triggers at rest: append-only tables refuse it otherwise.
 */

const BASE = `(SELECT attempt_id FROM referee_dials WHERE joined_at IS NOT NULL ORDER BY call_id LIMIT 1)`;
const CALL = `simulator_calls WHERE attempt_id = ${BASE}`;

/** The base dial a second time, `interval` after it. */
const again = (interval) => `
  WITH copy AS (SELECT uuidv7() AS id, a.id AS of FROM attempts a WHERE a.id = ${BASE}),
  attempt AS (
    INSERT INTO attempts SELECT (jsonb_populate_record(a, jsonb_build_object('id', copy.id, 'planned_at', a.planned_at + interval '${interval}',
      'provider_call_id', copy.id))).* FROM copy JOIN attempts a ON a.id = copy.of)
  INSERT INTO simulator_calls OVERRIDING SYSTEM VALUE
  SELECT (jsonb_populate_record(c, jsonb_build_object('id', (SELECT max(id) + 1 FROM simulator_calls), 'call_id', copy.id, 'attempt_id', copy.id,
    'placed_at', c.placed_at + interval '${interval}', 'joined_at', c.joined_at + interval '${interval}',
    'answered_at', c.answered_at + interval '${interval}', 'ended_at', c.ended_at + interval '${interval}'))).*
  FROM copy JOIN simulator_calls c ON c.attempt_id = copy.of`;

const times = (count, unit) => Array.from({ length: count }, (_, at) => again(`${at + 1} ${unit}`)).join(';');
const result = (code) =>
  `UPDATE attempt_results SET disposition_code = '${code}' WHERE attempt_id = ${BASE} AND superseded_at IS NULL`;
const stop = `
  INSERT INTO suppressions (number_key, scope, kind, attempt_id, created_at)
  SELECT a.number_key, 'organisation', 'opt_out', a.id, a.planned_at - interval '1 day' FROM attempts a WHERE a.id = ${BASE}`;
const callback = ({ state, dueAt, keptIn = 'NULL' }) => `
  DELETE FROM callbacks;
  INSERT INTO callbacks (campaign_id, lead_id, phone_id, due_at, zone, state, kept_in, created_at, closed_at)
  SELECT d.campaign_id, d.lead_id, d.phone_id, ${dueAt}, 'Europe/Moscow', '${state}', ${keptIn}, d.placed_at - interval '3 hours',
    CASE WHEN '${state}' = 'open' THEN NULL ELSE d.ended_at END
  FROM referee_dials d WHERE d.attempt_id = ${BASE}`;
const policy = (path, value) => `UPDATE campaigns SET policy = jsonb_set(policy, '{${path}}', '${value}')`;

/** By the name of the check; a list is run one after the other. */
export const PLANTED = {
  zone: [
    `UPDATE phones SET zones = '{}', zone_source = 'unknown' WHERE id = (SELECT phone_id FROM attempts WHERE id = ${BASE})`,
  ],
  lawHours: [`UPDATE ${CALL.replace(' WHERE', " SET placed_at = '2026-03-03T00:30:00Z' WHERE")}`],
  campaignHours: ['DELETE FROM callbacks', policy('hours,mon', '[]')],
  holidays: [`UPDATE ${CALL.replace(' WHERE', " SET placed_at = '2026-03-09T09:00:00Z' WHERE")}`],
  capPerDay: ['DELETE FROM callbacks', times(3, 'hours')],
  capPerSevenDays: ['DELETE FROM callbacks', times(6, 'days')],
  gap: ['DELETE FROM callbacks', result('no_answer'), again('10 minutes')],
  triesPerLead: ['DELETE FROM callbacks', times(11, 'days')],
  retryDelay: ['DELETE FROM callbacks', result('no_answer'), again('1 hour')],
  afterTheEnd: ['DELETE FROM callbacks', result('refusal_price'), again('2 days')],
  retiredNumber: [result('wrong_company'), again('2 days')],
  legalSource: [`DELETE FROM list_members WHERE lead_id = (SELECT lead_id FROM attempts WHERE id = ${BASE})`],
  stoppedNumber: ['DELETE FROM suppressions', stop],
  stoppedPrefix: [`INSERT INTO suppression_patterns (prefix, kind, created_at) SELECT '+7812', 'test', '2026-01-01'`],
  stoppedPerson: [result('do_not_call'), again('1 day')],
  stopAtTheStep: [
    `DELETE FROM suppressions`,
    `UPDATE script_runs SET status = 'ended', disposition_code = 'do_not_call' WHERE attempt_id = ${BASE}`,
    again('1 day'),
  ],
  stopIsWritten: ['DELETE FROM suppressions', result('do_not_call')],
  strangers: [`UPDATE ${CALL.replace(' WHERE', " SET to_number = '+78120000000' WHERE")}`],
  doubleDial: [again('1 second')],
  twoAtOnce: [again('1 second')],
  oneResult: [`DELETE FROM attempt_results WHERE attempt_id = ${BASE}`],
  truthfulResult: [result('meeting'), `UPDATE ${CALL.replace(' WHERE', ' SET answered_at = NULL WHERE')}`],
  truthfulFailure: [result('busy')],
  stranded: [`UPDATE ${CALL.replace(' WHERE', ' SET ended_at = NULL WHERE')}`],
  keptPromise: [callback({ state: 'kept', dueAt: `d.placed_at - interval '150 minutes'`, keptIn: 'd.attempt_id' })],
  lawfulPromise: [callback({ state: 'open', dueAt: `'2026-03-05T00:00:00Z'::timestamptz` })],
  onePromise: [
    callback({ state: 'open', dueAt: `'2026-03-05T09:00:00Z'::timestamptz` }),
    `UPDATE leads SET stage = 'closed' WHERE id = (SELECT lead_id FROM attempts WHERE id = ${BASE})`,
  ],
  movesAddUp: [
    `DELETE FROM lead_moves`,
    `UPDATE leads SET temperature = 'hot' WHERE id = (SELECT lead_id FROM attempts WHERE id = ${BASE})`,
  ],
};
