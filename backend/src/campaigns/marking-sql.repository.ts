import {
  blockingReasonSql,
  campaignContext,
  packRefusedSql,
  refusalOfRow,
  refusedUntilOfRow,
  returnsAtSql,
  suppressedSql,
} from '../compliance/refusal-sql.repository.js';
import { ownPromiseSql, promiseDueSql, promisedSql } from '../compliance/promise-sql.repository.js';
import { classOfPhoneSql } from './calling-class-sql.repository.js';

/*
 * One text decides which phone a place in the queue rings, its calling class, and whether it stands ready or what is in its way.
 * Filling, re-marking and the due sweep all use it.
 */

/** Rings in this order; within a band by ordinal. A promise goes first, then heat, then a try that is due, then the new ones. */
export const BANDS = { callback: 0, hot: 1, warm: 2, retry: 4, fresh: 5 } as const;

/** Reasons of finished entries that a changed fact (a new number, a list taken off) brings back. */
export const REVIVABLE = ['needs_new_number', 'shared_number'] as const;

/** What put an entry aside at its claim and passes by itself. */
const MOMENT_REASONS = `('number_busy', 'callback_promised', 'caps_reached', 'cooling')`;

/**
 * Rows of `source` (entry_id, campaign_id, lead_id, current_phone_id) with the phone to ring, its class, and `block`: a QueueReason, or
 * `shared_number` (another lead of the campaign rings it for all) or `campaign_finished`. The phone a place has is kept while it can ring.
 */
export function markedSql(source: string, now: string): string {
  const context = campaignContext('c', now);
  return `SELECT s.entry_id, s.campaign_id, s.lead_id, c.synthetic, l.temperature, p.id AS phone_id, p.number_key, k.id AS class_id,
      ${returnsAtSql('l', context)} AS returns_at,
      CASE WHEN c.status = 'finished' THEN 'campaign_finished'
        WHEN p.id IS NULL AND c.policy ->> 'sharedNumbers' = 'once' AND EXISTS (SELECT FROM phones a WHERE a.lead_id = l.id AND a.state = 'active')
          THEN 'shared_number'
        ELSE coalesce(${blockingReasonSql('l', 'p', context)}, CASE WHEN k.id IS NULL THEN 'country_not_allowed' END) END AS block
    FROM ${source} s JOIN campaigns c ON c.id = s.campaign_id JOIN leads l ON l.id = s.lead_id
      LEFT JOIN LATERAL (
        SELECT n.* FROM phones n WHERE n.lead_id = l.id AND n.state = 'active' AND ${ringsForAllSql('n')}
        ORDER BY ${suppressedSql('n.number_key', 'n.e164', context)}, cardinality(n.zones) = 0, ${packRefusedSql('n', context)},
          n.id IS DISTINCT FROM s.current_phone_id, n.priority, n.id LIMIT 1
      ) p ON true
      LEFT JOIN calling_classes k ON ${classOfPhoneSql('k', 'p', 'c')}`;
}

/** text or NULL: what blocks the phone `p` a place rings now, of its joined campaign `c` and lead `l`. */
export function blockSql(now: string): string {
  return blockingReasonSql('l', 'p', campaignContext('c', now));
}

/** Columns `reason` and `until` of a joined entry `q` and its campaign `c`: what its claim would say at `now`. */
export function claimAnswerSql(now: string): string {
  const context = campaignContext('c', now);
  return `${refusalOfRow('q', context)} AS reason, ${refusedUntilOfRow('q', context)} AS until`;
}

/** boolean: the entry `q` is ready because of a promise whose time has come, which the law's hours bind alone. */
export function readyByPromiseSql(now: string): string {
  return `(q.state = 'ready' AND q.band = ${BANDS.callback} AND ${promiseDueSql('q', { now, campaignId: 'q.campaign_id' })})`;
}

/** Where a shared number is rung once, it is rung for the first of its leads in the campaign. */
function ringsForAllSql(phone: string): string {
  return `(c.policy ->> 'sharedNumbers' <> 'once' OR NOT EXISTS (
    SELECT FROM phones o JOIN list_members om ON om.lead_id = o.lead_id JOIN campaign_lists oc ON oc.list_id = om.list_id AND oc.campaign_id = c.id
    WHERE o.number_key = ${phone}.number_key AND o.state = 'active' AND o.lead_id < ${phone}.lead_id))`;
}

/** `OFFSET 0` and MATERIALIZED keep the planner from pulling `block` up into each place that reads it: measured 85 against 45 µs a row. */
export function fillSql(source: string, now: string): string {
  return `INSERT INTO queue_entries (campaign_id, lead_id, phone_id, number_key, class_id, band, ordinal, state, reason, not_before, synthetic, updated_at)
    SELECT m.campaign_id, m.lead_id, m.phone_id, m.number_key, m.class_id,
      CASE m.temperature WHEN 'hot' THEN ${BANDS.hot} WHEN 'warm' THEN ${BANDS.warm} ELSE ${BANDS.fresh} END, m.lead_id,
      ${stateSql('NULL::timestamptz', 'false', now)}, ${reasonSql('NULL')}, CASE WHEN m.block = 'stage_closed' THEN m.returns_at END, m.synthetic, ${now}
    FROM (${markedSql(source, now)} OFFSET 0) m
    ON CONFLICT ON CONSTRAINT queue_entries_lead_uq DO NOTHING`;
}

/**
 * Marks the entries of the relation `touched` (id) anew; answers the campaigns of those that changed. An entry whose time has come gets ready
 * in the band its lead's heat deserves.
 */
export function remarkSql(now: string): string {
  // A promise that another campaign waited for is over: its own time is not for this one to wait for.
  const promiseOver = `q.reason = 'callback_promised' AND NOT ${promisedSql('q')}`;
  const notBefore = `CASE WHEN q.state = 'cooling' AND (q.reason = 'stage_closed' OR (${promiseOver})) THEN NULL ELSE q.not_before END`;
  return `, marked AS MATERIALIZED (
      ${markedSql(`(SELECT e.id AS entry_id, e.campaign_id, e.lead_id, e.phone_id AS current_phone_id FROM queue_entries e JOIN touched USING (id))`, now)}
    ), next AS MATERIALIZED (
      SELECT m.*, ${stateSql(`(${notBefore})`, `q.band = ${BANDS.callback}`, now)} AS state,
        ${reasonSql(`CASE WHEN q.state = 'cooling' AND q.not_before > ${now} AND q.reason IN ${MOMENT_REASONS} THEN q.reason END`)} AS reason,
        CASE WHEN m.block = 'stage_closed' AND m.returns_at IS NOT NULL THEN m.returns_at ELSE ${notBefore} END AS not_before,
        ${riseSql(now)} AS rises
      FROM marked m JOIN queue_entries q ON q.id = m.entry_id
    )
    UPDATE queue_entries q SET phone_id = n.phone_id, number_key = n.number_key, class_id = n.class_id, state = n.state, reason = n.reason,
      not_before = n.not_before, updated_at = ${now},
      band = CASE WHEN n.rises THEN CASE n.temperature WHEN 'hot' THEN ${BANDS.hot} WHEN 'warm' THEN ${BANDS.warm} ELSE ${BANDS.retry} END ELSE q.band END,
      ordinal = CASE WHEN n.rises THEN extract(epoch FROM q.not_before)::bigint ELSE q.ordinal END
    FROM next n WHERE q.id = n.entry_id AND q.state NOT IN ('claimed', 'attempting', 'wrap_up')
      AND (q.phone_id, q.class_id, q.state, q.reason, q.not_before) IS DISTINCT FROM (n.phone_id, n.class_id, n.state, n.reason, n.not_before)
    RETURNING q.campaign_id`;
}

/** A rest after a try is over; what a claim put aside, or a promise that is still open, keeps its place. */
function riseSql(now: string): string {
  return `(q.state = 'cooling' AND q.not_before <= ${now} AND m.block IS NULL AND q.tries > 0 AND q.owner_operator_id IS NULL
    AND (q.reason IS NULL OR q.reason NOT IN ${MOMENT_REASONS}) AND NOT ${ownPromiseSql('q', 'q.campaign_id')})`;
}

function stateSql(notBefore: string, isCallback: string, now: string): string {
  return `CASE WHEN m.block IN ('shared_number', 'campaign_finished') THEN 'finished'
    WHEN m.block = 'stage_closed' AND m.returns_at IS NOT NULL THEN 'cooling'
    WHEN m.block IS NOT NULL THEN 'blocked'
    WHEN ${notBefore} > ${now} THEN CASE WHEN ${isCallback} THEN 'callback' ELSE 'cooling' END
    ELSE 'ready' END`;
}

function reasonSql(otherwise: string): string {
  return `coalesce(m.block, ${otherwise})`;
}
