/*
 * The one text of the question "may this queue entry ring at this instant, whatever the hour?". The claim, the sweep, the check at the instant
 * of dialling, the marking of entries and the explanation all paste it in, so that none of them can come to differ from the others.
 * Hours are not in it: they are a property of the calling class (calling-windows.rules.ts). The same rules as values: may-call.rules.ts.
 */

import {
  promiseDueSql,
  promisedSql,
  type PromiseContext,
  promiseFreesSql,
  promiseOverAtSql,
} from './promise-sql.repository.js';

/** SQL expressions (a parameter with its cast, or a column of a joined campaign) that the refusal is decided on. */
export interface RefusalContext extends PromiseContext {
  /** bigint; asked of one list alone, as if a campaign had it and no other. Absent: of the campaign's lists. */
  readonly listId?: string | undefined;
  readonly clientId: string;
  readonly purpose: string;
  readonly synthetic: string;
  /** Per number, counted on dials asked for, in any campaign of the organisation; rolling. */
  readonly perDay: string;
  readonly perSevenDays: string;
  readonly minimumGapMinutes: string;
}

/** The context of a joined `campaigns` row. `now` and `exceptAttemptId` are SQL expressions, such as `$2::timestamptz`. */
export function campaignContext(campaign: string, now: string, exceptAttemptId?: string): RefusalContext {
  const cap = (name: string): string => `(${campaign}.policy #>> '{caps,${name}}')::int`;
  return {
    now,
    campaignId: `${campaign}.id`,
    clientId: `${campaign}.client_id`,
    purpose: `${campaign}.purpose`,
    synthetic: `${campaign}.synthetic`,
    perDay: cap('perDay'),
    perSevenDays: cap('perSevenDays'),
    minimumGapMinutes: cap('minimumGapMinutes'),
    exceptAttemptId,
  };
}

/** A list by itself, a joined `lead_lists` row: what an advertising campaign of its client would find. Caps are of a campaign, so nothing is over them. */
export function listContext(list: string, now: string): RefusalContext {
  return {
    now,
    campaignId: 'NULL::bigint',
    listId: `${list}.id`,
    clientId: `${list}.client_id`,
    purpose: `'advertising'`,
    synthetic: `${list}.synthetic`,
    perDay: `'infinity'::float8`,
    perSevenDays: `'infinity'::float8`,
    minimumGapMinutes: '0',
  };
}

/** Kinds of legal source from which nobody is ever called. */
export const REFUSED_SOURCE_KINDS = ['unknown_legacy', 'former_employee'] as const;

/** Once a number is live elsewhere, look again after this: nobody knows when a conversation ends. */
const BUSY_RECHECK = `interval '2 minutes'`;
const DAY = `interval '24 hours'`;
const SEVEN_DAYS = `interval '7 days'`;

/** boolean: the lead's stage lets this purpose ring. A refused lead comes back on its date; a customer is for service, not for advertising. */
export function stageOpenSql(lead: string, { now, purpose }: RefusalContext): string {
  return `(${lead}.merged_into IS NULL AND (${lead}.stage = 'open'
    OR (${lead}.stage = 'refused' AND coalesce(${lead}.return_on <= ${utcDay(now)}, false))
    OR (${lead}.stage = 'customer' AND ${purpose} <> 'advertising')))`;
}

/** boolean: some list of the campaign holds the lead on a complete, unexpired legal source of the campaign's own client. */
export function legalSourceCompleteSql(leadId: string, context: RefusalContext): string {
  const chosen =
    context.listId === undefined
      ? `JOIN campaign_lists lscl ON lscl.list_id = lsm.list_id AND lscl.campaign_id = ${context.campaignId}`
      : '';
  const only = context.listId === undefined ? '' : ` AND lsm.list_id = ${context.listId}`;
  return `EXISTS (SELECT FROM list_members lsm ${chosen}
    JOIN lead_lists lsl ON lsl.id = lsm.list_id
    JOIN legal_sources ls ON ls.id = lsl.legal_source_id
    WHERE lsm.lead_id = ${leadId}${only} AND lsl.client_id = ${context.clientId} AND lsl.synthetic = ${context.synthetic} AND lsl.archived_at IS NULL
      AND ls.complete AND ls.kind NOT IN (${REFUSED_SOURCE_KINDS.map((kind) => `'${kind}'`).join(', ')})
      AND (ls.expires_on IS NULL OR ls.expires_on >= ${utcDay(context.now)}))`;
}

/** boolean: the number stands on a stop list that covers this campaign, is a stopped person's, or matches an excluded prefix. */
export function suppressedSql(numberKey: string, e164: string, { clientId, campaignId }: RefusalContext): string {
  return `(EXISTS (SELECT FROM suppressions sup WHERE sup.number_key = ${numberKey} AND sup.lifted_at IS NULL AND sup.channel = 'voice'
      AND (sup.scope = 'organisation' OR (sup.scope = 'client' AND sup.client_id = ${clientId})
        OR (sup.scope = 'campaign' AND sup.campaign_id = ${campaignId})))
    OR ${personStoppedSql(numberKey)}
    OR EXISTS (SELECT FROM suppression_patterns supp WHERE starts_with(${e164}, supp.prefix)))`;
}

/**
 * boolean: the number is in use of a person who asked not to be called. Numbers that the person had stand on the stop list themselves; this one
 * finds those that came later, by hand, from a list or from a file of facts, at whatever lead they are asked about.
 */
export function personStoppedSql(numberKey: string): string {
  return `EXISTS (SELECT FROM phones stp JOIN stop_requests stq ON stq.lead_id = stp.lead_id AND stq.lifted_at IS NULL
      AND (stq.contact_id IS NULL OR stq.contact_id = stp.contact_id) WHERE stp.number_key = ${numberKey} AND stp.state = 'active')`;
}

/** boolean: the wish `request` (a row of `stop_requests`) covers the number. */
export function coversNumberSql(request: string, numberKey: string): string {
  return `(${request}.number_key = ${numberKey} OR EXISTS (SELECT FROM phones cvp WHERE cvp.number_key = ${numberKey} AND cvp.state = 'active'
    AND cvp.lead_id = ${request}.lead_id AND (${request}.contact_id IS NULL OR cvp.contact_id = ${request}.contact_id)))`;
}

/** boolean: other cards went into the lead. */
export function isClusterSql(leadId: string): string {
  return `EXISTS (SELECT FROM leads member WHERE member.merged_into = ${leadId})`;
}

/**
 * boolean: the number is on a stop list, or the lead is several cards in one and any of its numbers is: who asked not to be called was
 * written down under another name and number, and must not be rung on the one we happen to have besides.
 */
export function leadSuppressedSql(lead: string, phone: string, context: RefusalContext): string {
  return `(${suppressedSql(`${phone}.number_key`, `${phone}.e164`, context)} OR (${isClusterSql(`${lead}.id`)} AND EXISTS (
    SELECT FROM phones own WHERE own.lead_id = ${lead}.id AND own.state = 'active' AND ${suppressedSql('own.number_key', 'own.e164', context)})))`;
}

/** boolean: only synthetic rows ring under the demo pack, and only real ones under every other. */
export function packRefusedSql(phone: string, { synthetic }: RefusalContext): string {
  return `(${phone}.synthetic <> ${synthetic} OR (${phone}.country = 'ZZ' AND NOT ${phone}.synthetic))`;
}

/**
 * text (a QueueReason) or NULL: what stands against ringing this phone for this lead until somebody changes a fact.
 * `lead` and `phone` are joined rows of `leads` and `phones` (phone may be all NULL: the lead has none).
 */
export function blockingReasonSql(lead: string, phone: string, context: RefusalContext): string {
  return `CASE
    WHEN NOT ${stageOpenSql(lead, context)} THEN 'stage_closed'
    WHEN ${phone}.id IS NULL OR ${phone}.state <> 'active' THEN 'no_phone'
    WHEN ${lead}.client_id <> ${context.clientId} OR NOT ${legalSourceCompleteSql(`${lead}.id`, context)} THEN 'legal_source_incomplete'
    WHEN ${leadSuppressedSql(lead, phone, context)} THEN 'suppressed'
    WHEN cardinality(${phone}.zones) = 0 THEN 'zone_unknown'
    WHEN ${packRefusedSql(phone, context)} THEN 'country_not_allowed' END`;
}

/**
 * text (a QueueReason) or NULL: what stands against ringing this number right now and passes by itself. Caps and gap are policy:
 * they do not bind the call that the person asked for. While a promise to the person is open they are rung because of it or not at all.
 * `row` needs the columns lead_id and number_key.
 */
export function momentReasonSql(row: string, context: RefusalContext): string {
  return `CASE
    WHEN ${liveAttemptSql(row, context)} THEN 'number_busy'
    WHEN ${promisedSql(row)} AND NOT ${promiseDueSql(row, context)} THEN 'callback_promised'
    WHEN ${promiseFreesSql(row, context)} THEN NULL
    WHEN ${dialsSince(row, context, DAY)} >= ${context.perDay} OR ${dialsSince(row, context, SEVEN_DAYS)} >= ${context.perSevenDays} THEN 'caps_reached'
    WHEN EXISTS (SELECT FROM attempts gap WHERE ${dialed('gap', row, context, gapSql(context))}) THEN 'cooling' END`;
}

/**
 * text (a QueueReason) or NULL = may be claimed and dialled, hours aside. `row` is a row of `queue_entries` (id, lead_id, phone_id, number_key).
 * A handful of index lookups: meant for the chosen row, not as a filter over the table.
 */
export function refusalOfRow(row: string, context: RefusalContext): string {
  return `COALESCE(
    (SELECT ${blockingReasonSql('rl', 'rp', context)} FROM leads rl LEFT JOIN phones rp ON rp.id = ${row}.phone_id WHERE rl.id = ${row}.lead_id),
    ${momentReasonSql(row, context)})`;
}

/** timestamptz or NULL: when what `refusalOfRow` found may have passed by itself; NULL when only a changed fact heals it (or nothing is refused). */
export function refusedUntilOfRow(row: string, context: RefusalContext): string {
  return `CASE ${refusalOfRow(row, context)}
    WHEN 'stage_closed' THEN (SELECT ${returnsAtSql('ul', context)} FROM leads ul WHERE ul.id = ${row}.lead_id)
    WHEN 'number_busy' THEN ${context.now} + ${BUSY_RECHECK}
    WHEN 'callback_promised' THEN ${promiseOverAtSql(row, context)}
    WHEN 'caps_reached' THEN ${capsFreeAtSql(row, context)}
    WHEN 'cooling' THEN ${capsFreeAtSql(row, context)} END`;
}

/** timestamptz or NULL: when a refused lead comes back. */
export function returnsAtSql(lead: string, { now }: RefusalContext): string {
  return `CASE WHEN ${lead}.merged_into IS NULL AND ${lead}.stage = 'refused' AND ${lead}.return_on > ${utcDay(now)}
    THEN ${lead}.return_on::timestamp AT TIME ZONE 'UTC' END`;
}

/** timestamptz or NULL: when caps and minimum gap of the number let it ring again, nobody else ringing it meanwhile. */
function capsFreeAtSql(row: string, context: RefusalContext): string {
  const nthDial = (window: string, most: string): string =>
    `(SELECT nth.dial_requested_at + ${window} FROM attempts nth WHERE ${dialed('nth', row, context, window)}
      ORDER BY nth.dial_requested_at DESC OFFSET ${most} - 1 LIMIT 1)`;
  return `GREATEST(${nthDial(DAY, context.perDay)}, ${nthDial(SEVEN_DAYS, context.perSevenDays)},
    (SELECT max(last.dial_requested_at) + ${gapSql(context)} FROM attempts last WHERE ${dialed('last', row, context, gapSql(context))}))`;
}

function liveAttemptSql(row: string, { exceptAttemptId }: RefusalContext): string {
  const other = exceptAttemptId === undefined ? '' : ` AND live.id IS DISTINCT FROM ${exceptAttemptId}`;
  return `(EXISTS (SELECT FROM attempts live WHERE live.number_key = ${row}.number_key AND live.state <> 'ended'${other})
    OR EXISTS (SELECT FROM attempts live WHERE live.lead_id = ${row}.lead_id AND live.state <> 'ended'${other}))`;
}

function dialsSince(row: string, context: RefusalContext, window: string): string {
  return `(SELECT count(*) FROM attempts dialed WHERE ${dialed('dialed', row, context, window)})`;
}

function dialed(alias: string, row: string, { now, exceptAttemptId }: RefusalContext, window: string): string {
  const other = exceptAttemptId === undefined ? '' : ` AND ${alias}.id IS DISTINCT FROM ${exceptAttemptId}`;
  return `${alias}.number_key = ${row}.number_key AND ${alias}.direction = 'out' AND ${alias}.dial_requested_at > ${now} - ${window}${other}`;
}

function gapSql({ minimumGapMinutes }: RefusalContext): string {
  return `make_interval(mins => ${minimumGapMinutes})`;
}

/** The date of return and of expiry are days of UTC: one text for every zone, and a day's difference harms nobody. */
function utcDay(now: string): string {
  return `(${now} AT TIME ZONE 'UTC')::date`;
}
