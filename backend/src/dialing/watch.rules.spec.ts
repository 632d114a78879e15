import { describe, expect, it } from '@jest/globals';
import { ATTEMPT_STATES } from '@warmline/contracts';
import type { AttemptState } from '@warmline/contracts';
import { isLive, PLANNED_ATTEMPT } from '../calls/attempt.rules.js';
import type { Attempt } from '../calls/attempt.rules.js';
import type { CallSnapshot } from '../telephony/snapshot.rules.js';
import { ASK_AGAIN_MS, isBehind, judge, MAX_CALL_MS, WATCH_AFTER_MS } from './watch.rules.js';

const at = (ms: number) => new Date(Date.UTC(2026, 2, 3, 9) + ms);
const attempt = (state: AttemptState, callId: string | null = 'c1'): Attempt => ({ ...PLANNED_ATTEMPT, state, callId });
const ask = (over: Partial<Parameters<typeof judge>[0]> = {}) => ({
  attempt: attempt('ringing'),
  hangupRequested: false,
  polls: 0,
  now: at(60_000),
  ...over,
});
const snapshot = (over: Partial<CallSnapshot> = {}): CallSnapshot => ({
  provider: 'simulator',
  callId: 'c1',
  attemptId: 'a1',
  direction: 'outgoing',
  state: 'ringing',
  placedAt: at(0),
  answeredAt: null,
  roomId: null,
  joinedAt: null,
  endedAt: null,
  cause: null,
  by: null,
  raw: null,
  ...over,
});

describe('watch over attempts', () => {
  it('watches every attempt that may have a call and no other', () => {
    for (const state of ATTEMPT_STATES) {
      expect(WATCH_AFTER_MS[state] !== null).toBe(isLive(state) && state !== 'planned');
    }
  });
});

describe('judging the engine`s answer', () => {
  it('decides nothing when the engine could not be asked', () => {
    expect(judge(ask({ polls: 1 }), 'unknown')).toEqual({ kind: 'ask_again', afterMs: ASK_AGAIN_MS, polls: 1 });
  });

  it('asks twice before it believes that a dial was not placed', () => {
    const unknown = attempt('unknown', null);
    expect(judge(ask({ attempt: unknown }), 'not_found')).toEqual({ kind: 'ask_again', afterMs: 40_000, polls: 1 });
    expect(judge(ask({ attempt: unknown, polls: 1 }), 'not_found')).toEqual({ kind: 'fail_to_place' });
  });

  it('calls a call that the engine had and has no more lost', () => {
    expect(judge(ask(), 'not_found')).toEqual({ kind: 'lose_engine' });
  });

  it.each([
    ['a ringing call', {}, ask(), null],
    ['an ended call, also when we wanted to hang up', { state: 'ended' }, ask({ hangupRequested: true }), null],
    ['a call we wanted to end', {}, ask({ hangupRequested: true }), 'operator'],
    ['an answered call alone for 5 s', { state: 'answered', answeredAt: at(55_000) }, ask(), 'abandoned'],
    ['an answered call alone for less', { state: 'answered', answeredAt: at(56_000) }, ask(), null],
    ['a conversation', { state: 'answered', answeredAt: at(0), roomId: 'r' }, ask(), null],
    [
      'a conversation on and on',
      { state: 'answered', answeredAt: at(0), roomId: 'r' },
      ask({ now: at(MAX_CALL_MS + 1) }),
      'max_duration',
    ],
  ] as const)('%s: learns and hangs up for the right reason', (_name, over, question, thenHangUp) => {
    expect(judge(question, snapshot(over))).toEqual({ kind: 'learn', snapshot: snapshot(over), thenHangUp });
  });

  it('knows when the engine is ahead of us', () => {
    expect(isBehind(attempt('dialing'), snapshot())).toBe(true);
    expect(isBehind(attempt('ringing'), snapshot())).toBe(false);
    expect(isBehind(attempt('answered'), snapshot({ state: 'answered', roomId: 'r' }))).toBe(true);
    expect(isBehind(attempt('connected'), snapshot({ state: 'answered', roomId: 'r' }))).toBe(false);
    expect(isBehind(attempt('unknown', null), snapshot({ state: 'queued' }))).toBe(true);
  });
});
