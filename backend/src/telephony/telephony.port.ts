/**
 * The one door to telephone engines. Everything above speaks in attempts, rooms and causes; an engine only translates.
 * Who hung up, every timer and the decision to abandon a call live in our core, so they are the same for all engines.
 *
 * Units: durations in milliseconds, instants as Date in the application clock. Numbers are E.164 with the plus sign.
 */
import type { Cause, EngineKind, ProviderEvent } from './provider-event.rules.js';
import type { CallSnapshot } from './snapshot.rules.js';

/** UUIDv7 of the attempt row: known to us before anything rings, so it correlates also when an answer was lost. */
export type AttemptUid = string;
/** The engine's own name for a call leg. Opaque; unique within one engine. */
export type CallId = string;
/** A place where an operator and a customer hear each other; named by us, one per operator and sign-in. */
export type RoomId = string;

export type AmdMode = 'off' | 'sync' | 'async';

/** What an engine can do; the dialing loop reads it and never asks for more. */
export interface Caps {
  /** A second dial with one attemptId is refused or answered with the first call, never rung twice. */
  readonly idempotentDial: boolean;
  readonly amd: readonly AmdMode[];
  /** The engine accepts more calls than it can place and keeps them waiting on its side. */
  readonly queuesDials: boolean;
  /** Calls per second the engine takes; null where it sets no limit. */
  readonly maxCps: number | null;
  readonly events: 'webhook' | 'socket';
  /** How the operator's browser hears the call; `none`: a simulated call has no sound. */
  readonly browserAudio: 'twilio_voice' | 'sip_websocket' | 'none';
}

export interface DialCommand {
  readonly attemptId: AttemptUid;
  readonly to: string;
  readonly from: string;
  /** The row was made by the demo, training or a simulation: every engine but the simulator refuses it. */
  readonly synthetic: boolean;
  /** Which try this is for the number, from 1; the simulator draws another behaviour for each. */
  readonly tryNo: number;
  /** The engine gives up ringing after this; our own watchdog adds 10 s before it asks. */
  readonly ringTimeoutMs: number;
  /** Hard stop of the conversation, counted from the answer. */
  readonly maxDurationMs: number;
  readonly amd: AmdMode;
  /** `wait`: the call stays alone until `join`. `{ join }`: it enters the operator's room the moment it is answered. */
  readonly onAnswer: 'wait' | { readonly join: RoomId };
}

/**
 * `accepted`: the engine has the call. `rejected`: certainly nothing rang; `retryable` means the line, not the number,
 * was at fault. `unknown`: the request may or may not have been taken (time-out, 5xx, broken connection): never dial
 * again, the reconciler finds out.
 */
export type DialResult =
  | { readonly result: 'accepted'; readonly callId: CallId; readonly queueMs?: number }
  | { readonly result: 'rejected'; readonly cause: Cause; readonly retryable: boolean }
  | { readonly result: 'unknown' };

/**
 * By the engine's id, else by ours. An engine that cannot search by our id keeps its own note of what it was asked to
 * dial and compares calls placed since `since`.
 */
export type LookupKey = { readonly callId: CallId } | { readonly attemptId: AttemptUid; readonly since: Date };

export type HangupReason = 'operator' | 'orphan' | 'abandoned' | 'max_duration' | 'suppressed' | 'shutdown';

/** Stores the event in the inbox. Resolves once it is durable; a rejection means the engine must deliver it again. */
export type ProviderEventSink = (event: ProviderEvent) => Promise<void>;

export interface TelephonyPort {
  readonly kind: EngineKind;
  readonly caps: Caps;

  /** Connects and begins to deliver events. Events of calls placed before a restart are delivered too where known. */
  start(sink: ProviderEventSink): Promise<void>;
  /** Stops delivering; live calls go on. */
  stop(): Promise<void>;
  /** Dialing stops at once when this is not `up`. */
  health(): 'up' | 'degraded' | 'down';

  /** Places one call. Never rejects for I/O: trouble is `unknown`. Events may arrive before this returns. */
  dial(command: DialCommand): Promise<DialResult>;
  /** Ends a call. A call that is not there any more counts as success. Rejects only when the engine is unreachable. */
  hangup(callId: CallId, reason: HangupReason): Promise<void>;

  /** `not_found`: the engine is sure that it has no such call. `unknown`: it could not be asked. */
  lookup(key: LookupKey): Promise<CallSnapshot | 'not_found' | 'unknown'>;
  /** Every call that has not ended. Rejects when the engine cannot be asked, so that silence is not read as "none". */
  listLive(): Promise<readonly CallSnapshot[]>;

  /** Puts an answered (or incoming) call into a room; an incoming call is thereby answered. Repeating changes nothing. */
  join(callId: CallId, roomId: RoomId): Promise<void>;
  /** Takes the call out of its room without ending it. */
  leave(callId: CallId): Promise<void>;
  /** The other side does not hear the operator. */
  mute(callId: CallId, on: boolean): Promise<void>;
  /** The customer hears waiting music, the operator nothing. */
  hold(callId: CallId, on: boolean): Promise<void>;
  /** Digits 0-9, *, # and w (half a second of silence), at most 32. */
  sendDtmf(callId: CallId, digits: string): Promise<void>;
}

/** Nest token of the engine chosen by TELEPHONY. */
export const TELEPHONY_PORT = Symbol('TelephonyPort');
