/**
 * One try to reach one phone, as a ranked machine: the rank only grows, so late, repeated and reordered provider events
 * cannot take an attempt back. Timestamps join by "the earliest wins", which makes the final record independent of the
 * order in which a call's events arrive (the property the spec checks). Source: telephony.md 4 and 5, domain.md.
 */
import type { AttemptState } from '@warmline/contracts';
import type { AmdVerdict, Cause, EndedBy, ProviderEvent } from '../telephony/provider-event.rules.js';
import { ATTEMPT_RANK, factsOf, hasChanged, isLive } from './attempt.rules.js';
import type { Attempt, AttemptFact } from './attempt.rules.js';

/** What we decide ourselves, under the attempt's row lock. */
export type AttemptDecision =
  | { readonly t: 'request_dial' }
  | { readonly t: 'dial_accepted'; readonly callId: string }
  | { readonly t: 'dial_rejected'; readonly cause: Cause }
  | { readonly t: 'dial_unknown' }
  /** Dropped before anything was dialled (the operator skipped the lead, the lease ran out). */
  | { readonly t: 'cancel' }
  | { readonly t: 'abandon' }
  | { readonly t: 'take_for_machine' }
  | { readonly t: 'fail_to_place' }
  | { readonly t: 'lose_engine' };

export type IgnoredWhy =
  /** Nothing in it that the attempt does not know already, or its rank is behind. */
  | 'late_or_repeated'
  /** It speaks of another call leg than the one this attempt owns: a second dial, to be hung up. */
  | 'other_call'
  /** Not about the life of an attempt (incoming call, provider state, leaving a room). */
  | 'not_about_attempts'
  /** The decision is not legal in this state. */
  | 'forbidden';

export type AttemptStep =
  | { readonly kind: 'changed'; readonly next: Attempt; readonly facts: readonly AttemptFact[] }
  | { readonly kind: 'ignored'; readonly why: IgnoredWhy };

/** Applies what an engine told. Never throws; applying one event twice, or any set in any order, ends the same. */
export function applyProviderEvent(attempt: Attempt, event: ProviderEvent): AttemptStep {
  if (!isAboutAttempts(event)) return ignored('not_about_attempts');
  if (attempt.callId !== null && attempt.callId !== event.callId) return ignored('other_call');
  const enriched = enrich(attempt, event);
  const raised = raise(enriched, event);
  return step(attempt, raised);
}

/**
 * A live call whose attempt we had already closed on our own authority: the lead may be back in the queue and the
 * operator gone, so the call must be hung up and never shown to anybody.
 */
export function isLeakedCall(attempt: Attempt, event: ProviderEvent): boolean {
  if (attempt.state !== 'ended' || !isAboutAttempts(event)) return false;
  return attempt.verdictInvented && event.t !== 'call.ended';
}

type AttemptEvent = Exclude<
  ProviderEvent,
  { t: 'call.incoming' } | { t: 'room.left' } | { t: 'provider.up' } | { t: 'provider.down' }
>;

function isAboutAttempts(event: ProviderEvent): event is AttemptEvent {
  switch (event.t) {
    case 'call.incoming':
    case 'room.left':
    case 'provider.up':
    case 'provider.down':
      return false;
    default:
      return true;
  }
}

/** Joins the event's values into the record without touching the state. */
function enrich(attempt: Attempt, event: AttemptEvent): Attempt {
  const known = { ...attempt, callId: event.callId };
  switch (event.t) {
    case 'call.queued':
    case 'call.dialing':
      return known;
    case 'call.ringing':
      return { ...known, ringingAt: earliest(attempt.ringingAt, event.occurredAt) };
    case 'call.answered':
      return { ...known, answeredAt: earliest(attempt.answeredAt, event.occurredAt) };
    case 'call.amd':
      return { ...known, amd: clearerVerdict(attempt.amd, event.verdict) };
    case 'room.joined':
      // An abandoned call stays abandoned, also in the record, when the operator comes too late.
      return attempt.state === 'abandoned'
        ? known
        : { ...known, connectedAt: earliest(known.connectedAt, event.occurredAt) };
    case 'call.ended':
      return ended(known, event);
  }
}

function ended(attempt: Attempt, event: Extract<AttemptEvent, { t: 'call.ended' }>): Attempt {
  if (attempt.cause !== null && !attempt.verdictInvented) return attempt;
  // A lost "answered" must not turn a conversation into a call nobody took: the talk time tells when it began.
  const answeredAt =
    event.talkMs === undefined
      ? attempt.answeredAt
      : earliest(attempt.answeredAt, new Date(event.occurredAt.getTime() - event.talkMs));
  return {
    ...attempt,
    answeredAt,
    endedAt: event.occurredAt,
    cause: event.cause,
    verdictInvented: false,
    endedBy: event.by ?? null,
  };
}

/** The state each event speaks for; a detected machine is an attribute until we decide on it. */
const STATE_OF_EVENT: Record<AttemptEvent['t'], AttemptState | null> = {
  'call.queued': 'queued',
  'call.dialing': 'dialing',
  'call.ringing': 'ringing',
  'call.answered': 'answered',
  'room.joined': 'connected',
  'call.amd': null,
  'call.ended': 'ended',
};

function raise(attempt: Attempt, event: AttemptEvent): Attempt {
  const state = STATE_OF_EVENT[event.t];
  return state === null ? attempt : raiseTo(attempt, state);
}

function raiseTo(attempt: Attempt, state: AttemptState): Attempt {
  return ATTEMPT_RANK[state] > ATTEMPT_RANK[attempt.state] ? { ...attempt, state } : attempt;
}

/** Applies our own decision at `now`. `forbidden` means somebody was faster; the caller reads the row and goes on. */
export function applyDecision(attempt: Attempt, decision: AttemptDecision, now: Date): AttemptStep {
  if (!isLegal(attempt, decision)) return ignored('forbidden');
  return step(attempt, decided(attempt, decision, now));
}

function isLegal(attempt: Attempt, decision: AttemptDecision): boolean {
  const { state } = attempt;
  switch (decision.t) {
    case 'request_dial':
    case 'cancel':
      return state === 'planned';
    case 'dial_accepted':
      // Events may overtake the answer of the dial request; then it only tells the call id.
      return state !== 'planned' && (attempt.callId ?? decision.callId) === decision.callId;
    case 'dial_unknown':
      return state === 'dial_requested';
    case 'dial_rejected':
    case 'fail_to_place':
      return state === 'dial_requested' || state === 'unknown';
    case 'abandon':
    case 'take_for_machine':
      return state === 'answered';
    case 'lose_engine':
      return state !== 'planned' && isLive(state);
  }
}

function decided(attempt: Attempt, decision: AttemptDecision, now: Date): Attempt {
  switch (decision.t) {
    case 'request_dial':
      return { ...attempt, state: 'dial_requested', dialRequestedAt: now };
    case 'dial_accepted':
      return raiseTo({ ...attempt, callId: decision.callId }, 'queued');
    case 'dial_unknown':
      return { ...attempt, state: 'unknown' };
    case 'dial_rejected':
      return closed(attempt, { cause: decision.cause, invented: false, by: 'network', at: now });
    case 'cancel':
      return closed(attempt, { cause: 'canceled', invented: false, by: 'us', at: now });
    case 'abandon':
      return { ...attempt, state: 'abandoned' };
    case 'take_for_machine':
      return { ...attempt, state: 'machine' };
    case 'fail_to_place':
      return closed(attempt, { cause: 'failed_to_place', invented: true, by: null, at: now });
    case 'lose_engine':
      return closed(attempt, { cause: 'lost_engine', invented: true, by: null, at: now });
  }
}

interface Closing {
  readonly cause: Cause;
  readonly invented: boolean;
  readonly by: EndedBy | null;
  readonly at: Date;
}

function closed(attempt: Attempt, { cause, invented, by, at }: Closing): Attempt {
  return { ...attempt, state: 'ended', endedAt: at, cause, verdictInvented: invented, endedBy: by };
}

function step(before: Attempt, next: Attempt): AttemptStep {
  if (!hasChanged(before, next)) return ignored('late_or_repeated');
  return { kind: 'changed', next, facts: factsOf(before, next) };
}

function ignored(why: IgnoredWhy): AttemptStep {
  return { kind: 'ignored', why };
}

/** Engines may send a first guess and a better one later; the order of their arrival must not matter. */
const VERDICT_RANK: Record<AmdVerdict, number> = { unknown: 0, human: 1, machine: 2, fax: 3, machine_beep: 4 };

function clearerVerdict(known: AmdVerdict | null, told: AmdVerdict): AmdVerdict {
  return known !== null && VERDICT_RANK[known] >= VERDICT_RANK[told] ? known : told;
}

function earliest(known: Date | null, told: Date): Date {
  return known === null || told < known ? told : known;
}
