/** What an attempt is: its states and their ranks, its record, and the facts that the event log keeps of it. */
import type { AttemptState } from '@warmline/contracts';
import type { AmdVerdict, Cause, EndedBy } from '../telephony/provider-event.rules.js';

/** Rank of each state. Jumps upward are legal (answered without ringing); nothing moves down or sideways. */
export const ATTEMPT_RANK: Record<AttemptState, number> = {
  planned: 0,
  dial_requested: 1,
  /** The dial request got no clear answer. Above dial_requested, below anything the provider tells. */
  unknown: 1.5,
  queued: 2,
  dialing: 3,
  ringing: 4,
  answered: 5,
  /** The customer is in an operator's room. */
  connected: 6,
  /** Our decision: answered by a person and no operator in time. */
  abandoned: 6,
  /** Our decision: a machine answered and no operator is to be troubled. */
  machine: 6,
  ended: 9,
};

/** The part of an attempt that its machine owns. Plain values; instants in the application clock. */
export interface Attempt {
  readonly state: AttemptState;
  /** The engine's id, known from the dial answer or the first event, whichever comes first. */
  readonly callId: string | null;
  readonly dialRequestedAt: Date | null;
  readonly ringingAt: Date | null;
  readonly answeredAt: Date | null;
  readonly connectedAt: Date | null;
  readonly endedAt: Date | null;
  readonly cause: Cause | null;
  /** The end is our own verdict because the provider was silent; its word may still replace it. */
  readonly verdictInvented: boolean;
  readonly endedBy: EndedBy | null;
  /** Parallel attribute, not a state: the verdict may come seconds after the operator began to talk. */
  readonly amd: AmdVerdict | null;
}

export const PLANNED_ATTEMPT: Attempt = {
  state: 'planned',
  callId: null,
  dialRequestedAt: null,
  ringingAt: null,
  answeredAt: null,
  connectedAt: null,
  endedAt: null,
  cause: null,
  verdictInvented: false,
  endedBy: null,
  amd: null,
};

/** Whether the attempt still holds its number and its lead. */
export function isLive(state: AttemptState): boolean {
  return state !== 'ended';
}

/** Past-tense facts, worded as the event log words them: ids and codes only. */
export type AttemptFact =
  | { readonly type: 'call.unknown' | 'call.queued' | 'call.dialing' | 'call.ringing' | 'call.answered' }
  | { readonly type: 'call.dial_requested' | 'call.connected' | 'call.abandoned' }
  | { readonly type: 'call.machine_detected'; readonly verdict: AmdVerdict }
  | { readonly type: 'call.ended'; readonly cause: Cause; readonly by: EndedBy | null; readonly talkMs: number | null }
  | { readonly type: 'call.ending_corrected'; readonly cause: Cause; readonly by: EndedBy | null };

/** Whether any value differs between two records of one attempt. */
export function hasChanged(before: Attempt, next: Attempt): boolean {
  const keys = Object.keys(before) as (keyof Attempt)[];
  return !keys.every((key) => isSame(before[key], next[key]));
}

/** The facts of one step. A late event that only fills a gap (an ended attempt learns when it rang) is none. */
export function factsOf(before: Attempt, next: Attempt): AttemptFact[] {
  const facts: AttemptFact[] = [];
  if (before.amd !== next.amd && next.amd !== null) facts.push({ type: 'call.machine_detected', verdict: next.amd });
  if (before.state !== next.state) facts.push(...factsOfState(next));
  else if (before.verdictInvented && !next.verdictInvented) facts.push(correction(next));
  return facts;
}

function factsOfState(next: Attempt): AttemptFact[] {
  switch (next.state) {
    case 'planned':
    case 'machine':
      return [];
    case 'dial_requested':
      return [{ type: 'call.dial_requested' }];
    case 'unknown':
      return [{ type: 'call.unknown' }];
    case 'queued':
      return [{ type: 'call.queued' }];
    case 'dialing':
      return [{ type: 'call.dialing' }];
    case 'ringing':
      return [{ type: 'call.ringing' }];
    case 'answered':
      return [{ type: 'call.answered' }];
    case 'connected':
      return [{ type: 'call.connected' }];
    case 'abandoned':
      return [{ type: 'call.abandoned' }];
    case 'ended':
      return [{ type: 'call.ended', cause: next.cause ?? 'unknown', by: next.endedBy, talkMs: talkMsOf(next) }];
  }
}

function correction(next: Attempt): AttemptFact {
  return { type: 'call.ending_corrected', cause: next.cause ?? 'unknown', by: next.endedBy };
}

/** From the answer to the end; null while it lasts and where nobody answered. */
export function talkMsOf(attempt: Attempt): number | null {
  if (attempt.answeredAt === null || attempt.endedAt === null) return null;
  return Math.max(0, attempt.endedAt.getTime() - attempt.answeredAt.getTime());
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
