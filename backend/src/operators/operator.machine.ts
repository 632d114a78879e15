import type { OperatorState, PauseReason } from '@warmline/contracts';
import { setup, transition } from 'xstate';

/**
 * An operator's working state. A pause asked for during a call starts after it; nothing here is a timer:
 * a time-out is an ordinary event sent by a due row.
 */
export interface OperatorContext {
  pauseReason: PauseReason | null;
  /** Asked for during a call: taken up as soon as the operator is free. */
  pauseAfter: PauseReason | null;
}

export type OperatorEvent =
  | { type: 'OPEN' }
  | { type: 'READY' }
  | { type: 'PAUSE'; reason: PauseReason }
  | { type: 'PREVIEW' }
  | { type: 'DIAL' }
  | { type: 'CONNECT' }
  | { type: 'CALL_ENDED' }
  /** The lead is off the screen without a conversation, or the result is saved. */
  | { type: 'FREE' }
  | { type: 'SIGN_OFF' }
  | { type: 'VANISH' };

const FREE = [
  { guard: 'pauseIsAsked', target: 'paused', actions: 'takeUpPause' },
  { target: 'ready', actions: 'clearPause' },
] as const;
const REMEMBER_PAUSE = { actions: 'rememberPause' } as const;

const base = setup({
  types: { context: {} as OperatorContext, events: {} as OperatorEvent },
  guards: { pauseIsAsked: ({ context }) => context.pauseAfter !== null },
  actions: {},
});

const machine = base
  .extend({
    actions: {
      pauseSignedIn: base.assign({ pauseReason: () => 'signed_in' as const, pauseAfter: () => null }),
      pauseNow: base.assign({
        pauseReason: ({ event }) => (event.type === 'PAUSE' ? event.reason : null),
        pauseAfter: () => null,
      }),
      rememberPause: base.assign({ pauseAfter: ({ event }) => (event.type === 'PAUSE' ? event.reason : null) }),
      takeUpPause: base.assign({ pauseReason: ({ context }) => context.pauseAfter, pauseAfter: () => null }),
      clearPause: base.assign({ pauseReason: () => null, pauseAfter: () => null }),
    },
  })
  .createMachine({
    initial: 'offline',
    context: { pauseReason: null, pauseAfter: null },
    states: {
      offline: { on: { OPEN: { target: 'paused', actions: 'pauseSignedIn' } } },
      paused: {
        on: {
          READY: { target: 'ready', actions: 'clearPause' },
          PAUSE: { actions: 'pauseNow' },
          PREVIEW: { target: 'preview', actions: 'clearPause' },
          DIAL: { target: 'dialing', actions: 'clearPause' },
          SIGN_OFF: { target: 'offline', actions: 'clearPause' },
          VANISH: { target: 'offline', actions: 'clearPause' },
        },
      },
      ready: {
        on: {
          PAUSE: { target: 'paused', actions: 'pauseNow' },
          PREVIEW: 'preview',
          DIAL: 'dialing',
          SIGN_OFF: { target: 'offline', actions: 'clearPause' },
          VANISH: { target: 'offline', actions: 'clearPause' },
        },
      },
      preview: {
        on: {
          DIAL: 'dialing',
          PAUSE: { target: 'paused', actions: 'pauseNow' },
          FREE: [...FREE],
          VANISH: { target: 'offline', actions: 'clearPause' },
        },
      },
      reserved: { on: { CONNECT: 'talking', PAUSE: REMEMBER_PAUSE, FREE: [...FREE] } },
      dialing: {
        on: {
          CONNECT: 'talking',
          CALL_ENDED: 'wrap_up',
          PAUSE: REMEMBER_PAUSE,
          FREE: [...FREE],
          VANISH: { target: 'offline', actions: 'clearPause' },
        },
      },
      talking: { on: { CALL_ENDED: 'wrap_up', PAUSE: REMEMBER_PAUSE } },
      wrap_up: {
        on: {
          PAUSE: REMEMBER_PAUSE,
          FREE: [...FREE],
          VANISH: { target: 'offline', actions: 'clearPause' },
        },
      },
    },
  });

export interface OperatorPosition extends OperatorContext {
  state: OperatorState;
}

/** The next position, or null where the event is not allowed in this state. */
export function nextPosition(position: OperatorPosition, event: OperatorEvent): OperatorPosition | null {
  const { state, pauseReason, pauseAfter } = position;
  const snapshot = machine.resolveState({ value: state, context: { pauseReason, pauseAfter } });
  if (!snapshot.can(event)) {
    return null;
  }
  const [next] = transition(machine, snapshot, event);
  return { state: next.value, ...next.context };
}
