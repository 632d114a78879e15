/**
 * One try to reach one phone, as a ranked machine: the rank only grows, so late, repeated and reordered provider events
 * cannot take an attempt back. Timestamps join by "the earliest wins", which makes the final record independent of the
 * order in which a call's events arrive (the property the spec checks). Source: telephony.md 4 and 5, domain.md.
 */
import { simulatedPersona } from '../telephony/provider-event.rules.js';
import type { AmdVerdict, Cause, EndedBy, ProviderEvent } from '../telephony/provider-event.rules.js';
import { ATTEMPT_RANK, factsOf, isLive } from './attempt.rules.js';
import type { AttemptFact, AttemptState, AttemptStatus } from './attempt.rules.js';

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
  /** The decision is not legal in this status. */
  | 'forbidden';

export type AttemptStep =
  | { readonly kind: 'changed'; readonly next: AttemptState; readonly facts: readonly AttemptFact[] }
  | { readonly kind: 'ignored'; readonly why: IgnoredWhy };

/** Applies what an engine told. Never throws; applying one event twice, or any set in any order, ends the same. */
export function applyProviderEvent(attempt: AttemptState, event: ProviderEvent): AttemptStep {
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
export function isLeakedCall(attempt: AttemptState, event: ProviderEvent): boolean {
  if (attempt.status !== 'ended' || !isAboutAttempts(event)) return false;
  return attempt.causeSource === 'ours' && event.t !== 'call.ended';
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

/** Joins the event's values into the record without touching the status. */
function enrich(attempt: AttemptState, event: AttemptEvent): AttemptState {
  // Any event of a simulated call names its persona, so that a lost "answered" does not hide who is speaking.
  const known = { ...attempt, callId: event.callId, persona: attempt.persona ?? simulatedPersona(event.raw) };
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
      return attempt.abandonedAt === null ? joinedRoom(known, event) : known;
    case 'call.ended':
      return ended(known, event);
  }
}

function joinedRoom(attempt: AttemptState, event: Extract<AttemptEvent, { t: 'room.joined' }>): AttemptState {
  const isFirst = attempt.connectedAt === null || event.occurredAt < attempt.connectedAt;
  return isFirst ? { ...attempt, connectedAt: event.occurredAt, roomId: event.roomId } : attempt;
}

function ended(attempt: AttemptState, event: Extract<AttemptEvent, { t: 'call.ended' }>): AttemptState {
  if (attempt.causeSource === 'provider') return attempt;
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
    causeSource: 'provider',
    endedBy: event.by ?? null,
    sip: event.sip ?? null,
    q850: event.q850 ?? null,
  };
}

/** The status each event speaks for; a detected machine is an attribute until we decide on it. */
const STATUS_OF_EVENT: Record<AttemptEvent['t'], AttemptStatus | null> = {
  'call.queued': 'queued',
  'call.dialing': 'dialing',
  'call.ringing': 'ringing',
  'call.answered': 'answered',
  'room.joined': 'connected',
  'call.amd': null,
  'call.ended': 'ended',
};

function raise(attempt: AttemptState, event: AttemptEvent): AttemptState {
  const status = STATUS_OF_EVENT[event.t];
  return status === null ? attempt : raiseTo(attempt, status);
}

function raiseTo(attempt: AttemptState, status: AttemptStatus): AttemptState {
  return ATTEMPT_RANK[status] > ATTEMPT_RANK[attempt.status] ? { ...attempt, status } : attempt;
}

/** Applies our own decision at `now`. `forbidden` means somebody was faster; the caller reads the row and goes on. */
export function applyDecision(attempt: AttemptState, decision: AttemptDecision, now: Date): AttemptStep {
  if (!isLegal(attempt, decision)) return ignored('forbidden');
  return step(attempt, decided(attempt, decision, now));
}

function isLegal(attempt: AttemptState, decision: AttemptDecision): boolean {
  const { status } = attempt;
  switch (decision.t) {
    case 'request_dial':
    case 'cancel':
      return status === 'planned';
    case 'dial_accepted':
      // Events may overtake the answer of the dial request; then it only tells the call id.
      return status !== 'planned' && (attempt.callId ?? decision.callId) === decision.callId;
    case 'dial_unknown':
      return status === 'dial_requested';
    case 'dial_rejected':
    case 'fail_to_place':
      return status === 'dial_requested' || status === 'unknown';
    case 'abandon':
    case 'take_for_machine':
      return status === 'answered';
    case 'lose_engine':
      return status !== 'planned' && isLive(status);
  }
}

function decided(attempt: AttemptState, decision: AttemptDecision, now: Date): AttemptState {
  switch (decision.t) {
    case 'request_dial':
      return { ...attempt, status: 'dial_requested', dialRequestedAt: now };
    case 'dial_accepted':
      return raiseTo({ ...attempt, callId: decision.callId }, 'queued');
    case 'dial_unknown':
      return { ...attempt, status: 'unknown' };
    case 'dial_rejected':
      return closed(attempt, { cause: decision.cause, source: 'provider', by: 'network', at: now });
    case 'cancel':
      return closed(attempt, { cause: 'canceled', source: 'ours', by: 'us', at: now });
    case 'abandon':
      return { ...attempt, status: 'abandoned', abandonedAt: now };
    case 'take_for_machine':
      return { ...attempt, status: 'machine' };
    case 'fail_to_place':
      return closed(attempt, { cause: 'failed_to_place', source: 'ours', by: null, at: now });
    case 'lose_engine':
      return closed(attempt, { cause: 'lost_engine', source: 'ours', by: null, at: now });
  }
}

interface Closing {
  readonly cause: Cause;
  readonly source: 'provider' | 'ours';
  readonly by: EndedBy | null;
  readonly at: Date;
}

function closed(attempt: AttemptState, { cause, source, by, at }: Closing): AttemptState {
  return { ...attempt, status: 'ended', endedAt: at, cause, causeSource: source, endedBy: by };
}

function step(before: AttemptState, next: AttemptState): AttemptStep {
  const facts = factsOf(before, next);
  return facts.length === 0 ? ignored('late_or_repeated') : { kind: 'changed', next, facts };
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
