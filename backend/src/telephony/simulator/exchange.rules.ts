/**
 * The simulated exchange as a pure machine: one call and what happens to it. The exchange is a stranger to our attempts:
 * it knows numbers, rooms and time, and what it says happened is the truth that a lookup answers.
 */
import { z } from 'zod';
import { AMD_VERDICTS, CAUSES, ENDED_BY } from '../provider-event.rules.js';
import type { CallEvent, Cause, EndedBy } from '../provider-event.rules.js';
import type { CallSnapshot, SnapshotState } from '../snapshot.rules.js';
import { PERSONA_OF } from './behaviour.rules.js';
import type { Behaviour } from './behaviour.rules.js';
import { CODES_OF_CAUSE } from './call-plan.rules.js';
import type { CallPlan } from './call-plan.rules.js';

export type ExchangeState = SnapshotState;

export interface ExchangeCall {
  readonly callId: string;
  readonly attemptId: string | null;
  readonly direction: 'out' | 'in';
  readonly to: string;
  readonly from: string;
  readonly behaviour: Behaviour;
  readonly state: ExchangeState;
  readonly cause: Cause | null;
  readonly placedAt: Date;
  readonly answeredAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: EndedBy | null;
  /** The room it is in, or was in when it ended. */
  readonly room: string | null;
  /** When it first entered a room. */
  readonly joinedAt: Date | null;
}

/** What the exchange is to do at a due instant; the stored form of a plan. */
export const progressSchema = z.discriminatedUnion('t', [
  z.object({ t: z.enum(['call.queued', 'call.dialing', 'call.ringing']) }),
  z.object({ t: z.literal('call.answered'), join: z.string().nullable() }),
  z.object({ t: z.literal('call.amd'), verdict: z.enum(AMD_VERDICTS), detectedAfterMs: z.number().int() }),
  z.object({
    t: z.literal('call.ended'),
    cause: z.enum(CAUSES),
    by: z.enum(ENDED_BY),
    /** Nobody spoke to the far end: void as soon as the call is in a room. */
    onlyAlone: z.boolean(),
  }),
]);
export type Progress = z.infer<typeof progressSchema>;

/** What only a command from outside brings about. */
export type Intervention =
  { readonly t: 'join'; readonly room: string } | { readonly t: 'leave' } | { readonly t: 'hang_up' };

export interface ExchangeStep {
  readonly call: ExchangeCall;
  /** What the exchange tells its customer (us), in order. Empty when nothing happened. */
  readonly told: readonly CallEvent[];
}

/** Turns a plan into due rows. Talk, silence and the hard stop are all known now; whichever comes first ends the call. */
export function scheduleOf(
  plan: CallPlan,
  options: { placedAt: Date; maxDurationMs: number; join: string | null },
): { progress: Progress; dueAt: Date }[] {
  const due = (afterMs: number) => new Date(options.placedAt.getTime() + afterMs);
  const answer = plan.moments.find((moment) => moment.t === 'call.answered');
  const rows = plan.moments.map((moment) => {
    const { afterMs, ...rest } = moment;
    return {
      progress: progressOf(rest, { join: options.join, answerMs: answer?.afterMs ?? 0, afterMs }),
      dueAt: due(afterMs),
    };
  });
  if (answer === undefined || plan.talkPatienceMs === null || plan.silencePatienceMs === null) return rows;
  const end = (cause: Cause, by: EndedBy, onlyAlone: boolean): Progress => ({ t: 'call.ended', cause, by, onlyAlone });
  return [
    ...rows,
    { progress: end('completed', 'customer', true), dueAt: due(answer.afterMs + plan.silencePatienceMs) },
    plan.talkPatienceMs <= options.maxDurationMs
      ? { progress: end('completed', 'customer', false), dueAt: due(answer.afterMs + plan.talkPatienceMs) }
      : { progress: end('max_duration', 'us', false), dueAt: due(answer.afterMs + options.maxDurationMs) },
  ];
}

type Moment = CallPlan['moments'][number] extends infer M ? (M extends unknown ? Omit<M, 'afterMs'> : never) : never;

function progressOf(moment: Moment, at: { join: string | null; answerMs: number; afterMs: number }): Progress {
  switch (moment.t) {
    case 'call.answered':
      return { t: moment.t, join: at.join };
    case 'call.amd':
      return { t: moment.t, verdict: moment.verdict, detectedAfterMs: at.afterMs - at.answerMs };
    case 'call.ended':
      return { t: moment.t, cause: moment.cause, by: moment.by, onlyAlone: false };
    default:
      return { t: moment.t };
  }
}

/** Lets one due row happen at its own instant. */
export function progress(call: ExchangeCall, next: Progress, at: Date): ExchangeStep {
  if (isOver(call)) return { call, told: [] };
  switch (next.t) {
    case 'call.queued':
      return tell({ ...call, state: 'queued' }, { t: next.t }, at);
    case 'call.dialing':
      return tell({ ...call, state: 'dialing' }, { t: next.t }, at);
    case 'call.ringing':
      return tell({ ...call, state: 'ringing' }, { t: next.t }, at);
    case 'call.answered':
      return answer(call, next.join, at);
    case 'call.amd':
      return tell(call, { t: next.t, verdict: next.verdict, detectedAfterMs: next.detectedAfterMs }, at);
    case 'call.ended':
      if (next.onlyAlone && call.room !== null) return { call, told: [] };
      return end(call, { cause: next.cause, by: next.by }, at);
  }
}

/** Lets a command take effect. Commands to a call that is over, or that change nothing, tell nothing. */
export function intervene(call: ExchangeCall, command: Intervention, at: Date): ExchangeStep {
  if (isOver(call)) return { call, told: [] };
  switch (command.t) {
    case 'hang_up':
      return end(call, { cause: call.answeredAt === null ? 'canceled' : 'completed', by: 'us' }, at);
    case 'leave':
      if (call.room === null) return { call, told: [] };
      return tell({ ...call, room: null }, { t: 'room.left', roomId: call.room }, at);
    case 'join':
      return join(call, command.room, at);
  }
}

function join(call: ExchangeCall, room: string, at: Date): ExchangeStep {
  if (call.state === 'ringing' && call.direction === 'in') return answer(call, room, at);
  if (call.state !== 'answered' || call.room === room) return { call, told: [] };
  return tell({ ...call, room, joinedAt: call.joinedAt ?? at }, { t: 'room.joined', roomId: room }, at);
}

function answer(call: ExchangeCall, room: string | null, at: Date): ExchangeStep {
  const step = tell(
    { ...call, state: 'answered', answeredAt: at, room, joinedAt: room === null ? null : at },
    { t: 'call.answered' },
    at,
  );
  if (room === null) return step;
  return { call: step.call, told: [...step.told, eventOf(step.call, { t: 'room.joined', roomId: room }, at)] };
}

function end(call: ExchangeCall, ending: { cause: Cause; by: EndedBy }, at: Date): ExchangeStep {
  const { cause, by } = ending;
  const talkMs = call.answeredAt === null ? undefined : Math.max(0, at.getTime() - call.answeredAt.getTime());
  const ended: ExchangeCall = { ...call, state: 'ended', cause, endedAt: at, endedBy: by };
  const codes = CODES_OF_CAUSE[cause] ?? {};
  return tell(ended, { t: 'call.ended', cause, by, ...codes, ...(talkMs === undefined ? {} : { talkMs }) }, at);
}

function tell(call: ExchangeCall, happening: Happening, at: Date): ExchangeStep {
  return { call, told: [eventOf(call, happening, at)] };
}

type CommonKey = 'provider' | 'dedupeKey' | 'attemptId' | 'seq' | 'occurredAt' | 'receivedAt' | 'raw' | 'callId';
type Happening = CallEvent extends infer E ? (E extends CallEvent ? Omit<E, CommonKey> : never) : never;

/** `receivedAt` is set anew at each delivery. */
export function eventOf(call: ExchangeCall, happening: Happening, at: Date): CallEvent {
  // Milliseconds since placing: grows with the call and needs no counter to survive a restart.
  const seq = Math.max(0, at.getTime() - call.placedAt.getTime());
  const suffix = happening.t === 'room.joined' || happening.t === 'room.left' ? `:${seq}` : '';
  return {
    ...happening,
    provider: 'simulator',
    dedupeKey: `${call.callId}:${happening.t}${suffix}`,
    callId: call.callId,
    ...(call.attemptId === null ? {} : { attemptId: call.attemptId }),
    seq,
    occurredAt: at,
    receivedAt: at,
    raw: noteOf(call),
  };
}

/** Who speaks is known only once somebody picked up. */
function noteOf(call: ExchangeCall): unknown {
  const persona = PERSONA_OF[call.behaviour];
  return call.answeredAt === null || persona === null ? {} : { simulated: { persona } };
}

export function isOver(call: ExchangeCall): boolean {
  return call.endedAt !== null;
}

/** What the exchange answers when it is asked. */
export function snapshotOf(call: ExchangeCall): CallSnapshot {
  return {
    provider: 'simulator',
    callId: call.callId,
    attemptId: call.attemptId,
    direction: call.direction === 'out' ? 'outgoing' : 'incoming',
    state: call.state,
    placedAt: call.placedAt,
    answeredAt: call.answeredAt,
    roomId: call.room,
    joinedAt: call.joinedAt,
    endedAt: call.endedAt,
    cause: call.cause,
    by: call.endedBy,
    raw: noteOf(call),
  };
}
