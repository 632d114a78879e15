/** What an attempt is: its statuses and their ranks, its record, and the facts that the event log keeps of it. */
import type { AmdVerdict, Cause, EndedBy, Persona } from '../telephony/provider-event.rules.js';

/** Rank of each status. Jumps upward are legal (answered without ringing); nothing moves down or sideways. */
export const ATTEMPT_RANK = {
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
} as const;

export type AttemptStatus = keyof typeof ATTEMPT_RANK;
export const ATTEMPT_STATUSES = Object.keys(ATTEMPT_RANK) as AttemptStatus[];

/** The part of an attempt that this machine owns. Plain values; instants in the application clock. */
export interface AttemptState {
  readonly status: AttemptStatus;
  /** The engine's id, known from the dial answer or the first event, whichever comes first. */
  readonly callId: string | null;
  readonly dialRequestedAt: Date | null;
  readonly ringingAt: Date | null;
  readonly answeredAt: Date | null;
  readonly connectedAt: Date | null;
  readonly abandonedAt: Date | null;
  readonly endedAt: Date | null;
  readonly cause: Cause | null;
  /** `ours`: a verdict we invented because the provider was silent; its own word may still replace it. */
  readonly causeSource: 'provider' | 'ours' | null;
  readonly endedBy: EndedBy | null;
  readonly sip: number | null;
  readonly q850: number | null;
  readonly roomId: string | null;
  /** Parallel attribute, not a status: the verdict may come seconds after the operator began to talk. */
  readonly amd: AmdVerdict | null;
  /** Who a simulated operator hears; null on real calls. */
  readonly persona: Persona | null;
}

export const PLANNED_ATTEMPT: AttemptState = {
  status: 'planned',
  callId: null,
  dialRequestedAt: null,
  ringingAt: null,
  answeredAt: null,
  connectedAt: null,
  abandonedAt: null,
  endedAt: null,
  cause: null,
  causeSource: null,
  endedBy: null,
  sip: null,
  q850: null,
  roomId: null,
  amd: null,
  persona: null,
};

/** Whether the attempt still holds its number, lead and operator. */
export function isLive(status: AttemptStatus): boolean {
  return status !== 'ended';
}

/** Past-tense facts for the event log: ids and codes only. */
export type AttemptFact =
  | { readonly t: 'call.dial_requested' | 'call.dial_unknown' | 'call.queued' | 'call.dialing' | 'call.ringing' }
  | { readonly t: 'call.answered'; readonly persona: Persona | null }
  | { readonly t: 'call.connected'; readonly roomId: string | null; readonly persona: Persona | null }
  | { readonly t: 'call.abandoned' | 'call.taken_for_machine' }
  | { readonly t: 'call.machine_detected'; readonly verdict: AmdVerdict }
  | { readonly t: 'call.ended' | 'call.ending_corrected'; readonly cause: Cause; readonly by: EndedBy | null }
  /** A late event filled a gap of a record whose status it could not change any more. */
  | { readonly t: 'call.enriched' };

/** Names what changed between two records of one attempt; empty when nothing did. */
export function factsOf(before: AttemptState, next: AttemptState): AttemptFact[] {
  const keys = Object.keys(before) as (keyof AttemptState)[];
  if (keys.every((key) => isSame(before[key], next[key]))) return [];
  const facts: AttemptFact[] = [];
  if (before.amd !== next.amd && next.amd !== null) facts.push({ t: 'call.machine_detected', verdict: next.amd });
  if (before.status !== next.status) facts.push(...factsOfStatus(next));
  else if (before.causeSource === 'ours' && next.causeSource === 'provider') facts.push(endingCorrected(next));
  else if (facts.length === 0) facts.push({ t: 'call.enriched' });
  return facts;
}

function factsOfStatus(next: AttemptState): AttemptFact[] {
  switch (next.status) {
    case 'planned':
      return [];
    case 'dial_requested':
      return [{ t: 'call.dial_requested' }];
    case 'unknown':
      return [{ t: 'call.dial_unknown' }];
    case 'queued':
      return [{ t: 'call.queued' }];
    case 'dialing':
      return [{ t: 'call.dialing' }];
    case 'ringing':
      return [{ t: 'call.ringing' }];
    case 'answered':
      return [{ t: 'call.answered', persona: next.persona }];
    case 'connected':
      return [{ t: 'call.connected', roomId: next.roomId, persona: next.persona }];
    case 'abandoned':
      return [{ t: 'call.abandoned' }];
    case 'machine':
      return [{ t: 'call.taken_for_machine' }];
    case 'ended':
      return [{ t: 'call.ended', cause: next.cause ?? 'unknown', by: next.endedBy }];
  }
}

function endingCorrected(next: AttemptState): AttemptFact {
  return { t: 'call.ending_corrected', cause: next.cause ?? 'unknown', by: next.endedBy };
}

function isSame(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
