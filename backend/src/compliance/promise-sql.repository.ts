/*
 * What an open promise to call back means for the right to call, as SQL. The same as values: promise.rules.ts.
 * Every text is a handful of lookups in indexes of open promises, of which there are few.
 */
import { PROMISE_DIALS, PROMISE_EARLY_MINUTES } from './promise.rules.js';

/** SQL expressions the question is asked with. */
export interface PromiseContext {
  /** timestamptz; the application clock. */
  readonly now: string;
  readonly campaignId: string;
  /** The attempt on whose behalf is asked; it does not stand in its own way. */
  readonly exceptAttemptId?: string | undefined;
}

const EARLY = `interval '${PROMISE_EARLY_MINUTES} minutes'`;
/** How long another campaign waits before it looks again at a promise whose time is over. */
const LOOK_AGAIN = `interval '15 minutes'`;

/** boolean: a promise to the lead is open in this campaign. `row` has lead_id. */
export function ownPromiseSql(row: string, campaignId: string): string {
  return `EXISTS (SELECT FROM callbacks pr WHERE pr.lead_id = ${row}.lead_id AND pr.campaign_id = ${campaignId} AND pr.state = 'open')`;
}

/** boolean: a promise to the person is open in any campaign: to the lead, or on the number. `row` has lead_id and number_key. */
export function promisedSql(row: string): string {
  return `(EXISTS (SELECT FROM callbacks pr WHERE pr.lead_id = ${row}.lead_id AND pr.state = 'open')
    OR EXISTS (SELECT FROM callbacks pr WHERE pr.number_key = ${row}.number_key AND pr.state = 'open'))`;
}

/** bigint or NULL: this campaign's promise to the lead whose time has come. */
export function duePromiseIdSql(row: string, context: PromiseContext): string {
  return `(SELECT pr.id ${dueSql(row, context)} LIMIT 1)`;
}

/** boolean: the time of this campaign's promise to the lead has come. */
export function promiseDueSql(row: string, context: PromiseContext): string {
  return `EXISTS (SELECT ${dueSql(row, context)})`;
}

/** boolean: the promise whose time has come may be dialled for whatever our own caps say. */
export function promiseFreesSql(row: string, context: PromiseContext): string {
  const other =
    context.exceptAttemptId === undefined ? '' : ` AND tried.id IS DISTINCT FROM ${context.exceptAttemptId}`;
  return `EXISTS (SELECT ${dueSql(row, context)} AND (SELECT count(*) FROM attempts tried
    WHERE tried.callback_id = pr.id AND tried.dial_requested_at IS NOT NULL${other}) < ${PROMISE_DIALS})`;
}

/** timestamptz or NULL: when a place that waits for a promise looks again. Its own promise rings at its time, another's is waited for. */
export function promiseOverAtSql(row: string, { now, campaignId }: PromiseContext): string {
  return `COALESCE(
    (SELECT min(pr.due_at) FROM callbacks pr WHERE pr.lead_id = ${row}.lead_id AND pr.campaign_id = ${campaignId} AND pr.state = 'open'),
    (SELECT GREATEST(max(pr.due_at), ${now}) + ${LOOK_AGAIN} FROM callbacks pr
     WHERE (pr.lead_id = ${row}.lead_id OR pr.number_key = ${row}.number_key) AND pr.state = 'open'))`;
}

function dueSql(row: string, { now, campaignId }: PromiseContext): string {
  return `FROM callbacks pr WHERE pr.lead_id = ${row}.lead_id AND pr.campaign_id = ${campaignId} AND pr.state = 'open'
    AND pr.due_at <= ${now} + ${EARLY}`;
}
