import type { CampaignPolicy, DispositionEffect, RetryRule } from '@warmline/contracts';
import { DAY_MS, localTimeAt, MINUTE_MS, nextInstantOf } from '../compliance/local-time.rules.js';

export interface RetryFacts {
  readonly policy: Pick<CampaignPolicy, 'retries' | 'caps'>;
  readonly code: string;
  readonly effect: DispositionEffect;
  /** Of this entry, the result now given included. */
  readonly triesByCode: Readonly<Record<string, number>>;
  readonly tries: number;
  readonly now: Date;
  /** Possible zones of the number; the first tells the part of the day. */
  readonly zones: readonly string[];
  /** Active numbers of the lead other than the one just tried. */
  readonly otherPhones: number;
  readonly callback: { readonly dueAt: Date } | null;
  /** An open promise that this try did not keep is tried again then, whatever the rule of the result says. */
  readonly promiseRetryAt?: Date | null;
}

/** What becomes of the lead's place in the campaign. */
export type QueueDecision =
  | { readonly kind: 'retry'; readonly notBefore: Date }
  | { readonly kind: 'next_phone'; readonly notBefore: Date }
  | { readonly kind: 'callback'; readonly dueAt: Date }
  | { readonly kind: 'finished'; readonly reason: string };

/** Every try is used up; a new number or a supervisor may bring the lead back. */
export const TRIES_USED_UP = 'tries_used_up';
/** Each number proved wrong: the lead needs a new one. */
export const NEEDS_NEW_NUMBER = 'needs_new_number';

/** Results without a rule of their own, and those that have used theirs up. */
const DEFAULT_RULE: RetryRule = { delayMinutes: 24 * 60, times: 2, otherDayPart: true };
/** Minutes of the day at which morning, midday and the later part begin. */
const DAY_PARTS = [0, 12 * 60, 15 * 60] as const;

/** After a result: when to try again, on which number, or why not. A promise to call back goes before everything but an end for good. */
export function afterResult(facts: RetryFacts): QueueDecision {
  const decision = decide(facts);
  const rings = decision.kind === 'retry' || decision.kind === 'next_phone';
  return rings && facts.effect.notSameDay === true
    ? { ...decision, notBefore: later(decision.notBefore, nextDayOf(facts)) }
    : decision;
}

function decide(facts: RetryFacts): QueueDecision {
  const { effect, callback, code, promiseRetryAt = null } = facts;
  if (effect.suppress || effect.stage === 'closed') {
    return { kind: 'finished', reason: code };
  }
  if (callback !== null) {
    return { kind: 'callback', dueAt: callback.dueAt };
  }
  if (promiseRetryAt !== null && effect.queue !== 'finish') {
    return { kind: 'retry', notBefore: promiseRetryAt };
  }
  switch (effect.queue) {
    case 'finish':
      return { kind: 'finished', reason: code };
    case 'next_phone':
      return nextPhone(facts);
    case 'retry':
    case 'callback':
      return retry(facts);
  }
}

function nextPhone(facts: RetryFacts): QueueDecision {
  if (facts.otherPhones === 0) {
    return facts.effect.phone === 'retire' ? { kind: 'finished', reason: NEEDS_NEW_NUMBER } : retry(facts);
  }
  return isSpent(facts) ? { kind: 'finished', reason: TRIES_USED_UP } : { kind: 'next_phone', notBefore: facts.now };
}

function retry(facts: RetryFacts): QueueDecision {
  const rule = ruleFor(facts);
  if (isSpent(facts) || (rule === null && facts.otherPhones === 0)) {
    return { kind: 'finished', reason: TRIES_USED_UP };
  }
  if (rule === null) {
    return { kind: 'next_phone', notBefore: facts.now };
  }
  return { kind: 'retry', notBefore: retryAt(rule, facts) };
}

function isSpent({ tries, policy }: RetryFacts): boolean {
  return tries >= policy.caps.triesPerLead;
}

/** The rule of this result while it lasts, then the default one; null when both are used up. */
function ruleFor({ policy, code, triesByCode }: RetryFacts): RetryRule | null {
  const given = triesByCode[code] ?? 1;
  const own = policy.retries[code];
  const rest = policy.retries['default'] ?? DEFAULT_RULE;
  if (own !== undefined && given <= own.times) {
    return own;
  }
  return given <= (own?.times ?? 0) + rest.times ? rest : null;
}

/** Not before the delay, and where the rule asks for it not in the part of the day that just failed. Hours are the class's business. */
function retryAt({ delayMinutes, otherDayPart }: RetryRule, { now, zones }: RetryFacts): Date {
  const earliest = new Date(now.getTime() + delayMinutes * MINUTE_MS);
  const zone = zones[0];
  if (!otherDayPart || zone === undefined) {
    return earliest;
  }
  const tried = dayPart(now, zone);
  return dayPart(earliest, zone) === tried ? nextPartAfter(earliest, zone) : earliest;
}

/** The day is over in every zone the number may be in; where none is known, a whole day later. */
function nextDayOf({ now, zones }: RetryFacts): Date {
  const midnights = zones.map((zone) => nextInstantOf(0, now, zone));
  return midnights.length === 0 ? new Date(now.getTime() + DAY_MS) : midnights.reduce(later);
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function dayPart(at: Date, zone: string): number {
  const { minuteOfDay } = localTimeAt(at, zone);
  return DAY_PARTS.filter((from) => from <= minuteOfDay).length;
}

function nextPartAfter(at: Date, zone: string): Date {
  const { minuteOfDay } = localTimeAt(at, zone);
  return nextInstantOf(DAY_PARTS.find((from) => from > minuteOfDay) ?? DAY_PARTS[0], at, zone);
}
