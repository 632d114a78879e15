import { describe, expect, it } from '@jest/globals';
import type { OperatorState } from '@warmline/contracts';
import { nextPosition, type OperatorEvent } from './operator.machine.js';

const EVENTS: Record<string, OperatorEvent> = {
  OPEN: { type: 'OPEN' },
  READY: { type: 'READY' },
  PAUSE: { type: 'PAUSE', reason: 'lunch' },
  PREVIEW: { type: 'PREVIEW' },
  DIAL: { type: 'DIAL' },
  CONNECT: { type: 'CONNECT' },
  CALL_ENDED: { type: 'CALL_ENDED' },
  FREE: { type: 'FREE' },
  SIGN_OFF: { type: 'SIGN_OFF' },
  VANISH: { type: 'VANISH' },
};

/** from -> event -> to; what is not named is refused. */
const MATRIX: Record<OperatorState, Record<string, OperatorState>> = {
  offline: { OPEN: 'paused' },
  paused: {
    READY: 'ready',
    PAUSE: 'paused',
    PREVIEW: 'preview',
    DIAL: 'dialing',
    SIGN_OFF: 'offline',
    VANISH: 'offline',
  },
  ready: { PAUSE: 'paused', PREVIEW: 'preview', DIAL: 'dialing', SIGN_OFF: 'offline', VANISH: 'offline' },
  preview: { DIAL: 'dialing', PAUSE: 'paused', FREE: 'ready', VANISH: 'offline' },
  reserved: { CONNECT: 'talking', PAUSE: 'reserved', FREE: 'ready' },
  dialing: { CONNECT: 'talking', CALL_ENDED: 'wrap_up', PAUSE: 'dialing', FREE: 'ready', VANISH: 'offline' },
  talking: { CALL_ENDED: 'wrap_up', PAUSE: 'talking' },
  wrap_up: { PAUSE: 'wrap_up', FREE: 'ready', VANISH: 'offline' },
};

describe('operator machine', () => {
  for (const [from, moves] of Object.entries(MATRIX) as [OperatorState, Record<string, OperatorState>][]) {
    for (const [name, event] of Object.entries(EVENTS)) {
      const to = moves[name];
      it(`${to === undefined ? 'refuses' : 'allows'} ${name} in ${from}`, () => {
        const pauseReason = from === 'paused' ? 'break' : null;
        expect(nextPosition({ state: from, pauseReason, pauseAfter: null }, event)?.state).toBe(to);
      });
    }
  }

  it('starts a pause asked for during a call only after it', () => {
    const asked = nextPosition(
      { state: 'talking', pauseReason: null, pauseAfter: null },
      { type: 'PAUSE', reason: 'lunch' },
    );
    expect(asked).toEqual({ state: 'talking', pauseReason: null, pauseAfter: 'lunch' });
    const ended = nextPosition(asked!, { type: 'CALL_ENDED' });
    expect(nextPosition(ended!, { type: 'FREE' })).toEqual({ state: 'paused', pauseReason: 'lunch', pauseAfter: null });
  });

  it('leaves no pause reason behind when work begins', () => {
    const paused = { state: 'paused' as const, pauseReason: 'break' as const, pauseAfter: null };
    expect(nextPosition(paused, { type: 'READY' })).toEqual({ state: 'ready', pauseReason: null, pauseAfter: null });
  });
});
