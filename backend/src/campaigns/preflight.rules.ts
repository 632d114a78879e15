import type { CampaignPolicy, Preflight, Purpose, QueueExplanation } from '@warmline/contracts';
import type { LocalizedText } from '@warmline/contracts/call-script';
import type { OrganisationDay } from '../compliance/day.rules.js';

export type PreflightCheck = Preflight['checks'][number];

export interface PreflightFacts {
  readonly clientName: string;
  readonly purpose: Purpose;
  readonly policy: CampaignPolicy;
  readonly lists: readonly { readonly id: string; readonly name: string; readonly complete: boolean }[];
  /** Null: none chosen, or not published. `ends` are the results its ends name. */
  readonly callScript: {
    readonly name: LocalizedText;
    readonly number: number;
    readonly ends: readonly string[];
  } | null;
  /** Codes the operator may choose in this campaign, with what a choice does. */
  readonly dispositions: readonly { readonly code: string; readonly suppress: boolean }[];
  readonly operators: number;
  /** Countries whose public holidays the shipped calendar does not know in full for the weeks to come. */
  readonly countriesWithoutHolidays: readonly string[];
  /** Calling classes of the queue that never open within the horizon, and all of them. */
  readonly classes: { readonly total: number; readonly neverOpen: number };
  readonly queue: QueueExplanation;
}

const PERMANENT = [
  'zone_unknown',
  'legal_source_incomplete',
  'suppressed',
  'no_phone',
  'stage_closed',
  'country_not_allowed',
];

/** Every check in the order of the page. Only `failed` keeps the campaign from starting. */
export function preflightChecks(facts: PreflightFacts): PreflightCheck[] {
  return [
    check('client_and_purpose', 'passed', 'declared', { client: facts.clientName, purpose: facts.purpose }),
    listsCheck(facts),
    legalSourcesCheck(facts),
    callScriptCheck(facts),
    dispositionsCheck(facts),
    facts.operators > 0
      ? check('operators', 'passed', 'assigned', { count: facts.operators })
      : check('operators', 'failed', 'none', {}),
    hoursCheck(facts),
    retriesCheck(facts),
    callableLeadsCheck(facts),
  ];
}

/** The parts of these windows that lie in the day. */
export function windowsWithin(
  { startsAt, endsAt }: OrganisationDay,
  windows: readonly { readonly from: Date; readonly to: Date }[],
): Preflight['zones'][number]['windows'] {
  return windows
    .map(({ from, to }) => ({ from: Math.max(from.getTime(), startsAt), to: Math.min(to.getTime(), endsAt) }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
}

function check(
  name: PreflightCheck['check'],
  outcome: PreflightCheck['outcome'],
  code: string,
  params: PreflightCheck['params'],
): PreflightCheck {
  return { check: name, outcome, code: `${name}.${code}`, params };
}

function listsCheck({ lists }: PreflightFacts): PreflightCheck {
  return lists.length === 0
    ? check('lists', 'failed', 'none', {})
    : check('lists', 'passed', 'chosen', { count: lists.length });
}

function legalSourcesCheck({ lists }: PreflightFacts): PreflightCheck {
  const incomplete = lists.filter(({ complete }) => !complete);
  const params = {
    complete: lists.length - incomplete.length,
    total: lists.length,
    lists: incomplete.map(({ name }) => name),
  };
  if (lists.length === 0) {
    return check('legal_sources', 'failed', 'no_lists', {});
  }
  if (incomplete.length === 0) {
    return check('legal_sources', 'passed', 'complete', params);
  }
  return params.complete > 0
    ? check('legal_sources', 'advice', 'some_incomplete', params)
    : check('legal_sources', 'failed', 'none_complete', params);
}

function callScriptCheck({ callScript, dispositions }: PreflightFacts): PreflightCheck {
  if (callScript === null) {
    return check('call_script', 'failed', 'none', {});
  }
  const chosen = new Set(dispositions.map(({ code }) => code));
  const unknown = [...new Set(callScript.ends)].filter((code) => !chosen.has(code));
  const params = { name: callScript.name, number: callScript.number, results: unknown };
  return unknown.length === 0
    ? check('call_script', 'passed', 'published', params)
    : check('call_script', 'failed', 'results_not_chosen', params);
}

/** Whoever asks not to be called must be heard in every campaign. */
function dispositionsCheck({ dispositions }: PreflightFacts): PreflightCheck {
  const params = { count: dispositions.length };
  return dispositions.some(({ suppress }) => suppress)
    ? check('dispositions', 'passed', 'chosen', params)
    : check('dispositions', 'failed', 'no_opt_out', params);
}

function hoursCheck({ policy, classes, countriesWithoutHolidays }: PreflightFacts): PreflightCheck {
  const isNever = Object.values(policy.hours).every((windows) => windows.length === 0);
  if (isNever || (classes.total > 0 && classes.neverOpen === classes.total)) {
    return check('hours', 'failed', 'never', {});
  }
  if (classes.neverOpen > 0) {
    return check('hours', 'advice', 'some_never', { count: classes.neverOpen });
  }
  return countriesWithoutHolidays.length > 0 && !policy.onHolidays
    ? check('hours', 'advice', 'holidays_unknown', { countries: [...countriesWithoutHolidays] })
    : check('hours', 'passed', 'set', {});
}

function retriesCheck({ policy }: PreflightFacts): PreflightCheck {
  const { perDay, perSevenDays } = policy.caps;
  const params = { perDay, perSevenDays };
  return perDay > perSevenDays
    ? check('retries', 'advice', 'day_above_week', params)
    : check('retries', 'passed', 'set', params);
}

function callableLeadsCheck({ queue }: PreflightFacts): PreflightCheck {
  const never = queue.waiting
    .filter(({ reason }) => PERMANENT.includes(reason))
    .reduce((sum, { count }) => sum + count, 0);
  const finished = queue.waiting.find(({ reason }) => reason === 'finished')?.count ?? 0;
  const params = { now: queue.ready, later: queue.total - queue.ready - never - finished, never, total: queue.total };
  if (params.now + params.later === 0) {
    return check('callable_leads', 'failed', 'none', params);
  }
  return never > 0
    ? check('callable_leads', 'advice', 'some_never', params)
    : check('callable_leads', 'passed', 'all', params);
}
