/** What an engine answers when it is asked about a call, and how that becomes events. */
import type { CallEvent, Cause, EndedBy, EngineKind } from './provider-event.rules.js';

export type SnapshotState = 'queued' | 'dialing' | 'ringing' | 'answered' | 'ended';

/** The engine's own view of one call at the moment of asking; the truth that wins over missing events. */
export interface CallSnapshot {
  readonly provider: EngineKind;
  readonly callId: string;
  /** Null for calls we did not place (incoming) or whose correlation the engine has lost. */
  readonly attemptId: string | null;
  readonly direction: 'outgoing' | 'incoming';
  readonly state: SnapshotState;
  readonly placedAt: Date;
  readonly answeredAt: Date | null;
  /** The room the call is, or last was, in. */
  readonly roomId: string | null;
  readonly joinedAt: Date | null;
  readonly endedAt: Date | null;
  readonly cause: Cause | null;
  readonly by: EndedBy | null;
  /** Passed on as `raw` of the events made from this snapshot; the simulator puts its persona note here. */
  readonly raw: unknown;
}

const LIVE_EVENT_OF = {
  queued: 'call.queued',
  dialing: 'call.dialing',
  ringing: 'call.ringing',
  answered: 'call.answered',
} as const;

/**
 * Turns what a lookup or a sweep saw into the events we must have missed, oldest first. They pass through the inbox
 * like any other; the dedupe key names call and state, so asking a hundred times adds one row per state.
 */
export function eventsFromSnapshot(snapshot: CallSnapshot, receivedAt: Date): CallEvent[] {
  const base = (name: string, occurredAt: Date) => ({
    provider: snapshot.provider,
    dedupeKey: `lookup:${snapshot.callId}:${name}`,
    callId: snapshot.callId,
    ...(snapshot.attemptId === null ? {} : { attemptId: snapshot.attemptId }),
    occurredAt,
    receivedAt,
    raw: snapshot.raw,
  });
  const events: CallEvent[] = [];
  if (snapshot.state !== 'ended' && snapshot.state !== 'answered') {
    events.push({ ...base(snapshot.state, snapshot.placedAt), t: LIVE_EVENT_OF[snapshot.state] });
  }
  if (snapshot.answeredAt !== null) events.push({ ...base('answered', snapshot.answeredAt), t: 'call.answered' });
  if (snapshot.roomId !== null && snapshot.joinedAt !== null) {
    events.push({ ...base(`room:${snapshot.roomId}`, snapshot.joinedAt), t: 'room.joined', roomId: snapshot.roomId });
  }
  if (snapshot.state === 'ended') events.push(endedEvent(snapshot, base('ended', snapshot.endedAt ?? receivedAt)));
  return events;
}

type EventBase = Omit<Extract<CallEvent, { t: 'call.queued' }>, 't'>;

function endedEvent(snapshot: CallSnapshot, base: EventBase): CallEvent {
  const talkMs =
    snapshot.answeredAt === null ? undefined : Math.max(0, base.occurredAt.getTime() - snapshot.answeredAt.getTime());
  return {
    ...base,
    t: 'call.ended',
    cause: snapshot.cause ?? 'unknown',
    ...(snapshot.by === null ? {} : { by: snapshot.by }),
    ...(talkMs === undefined ? {} : { talkMs }),
  };
}
