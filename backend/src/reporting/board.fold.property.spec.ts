import { describe, expect, it } from '@jest/globals';
import type { EventType, FeedEvent } from '@warmline/contracts';
import fc from 'fast-check';
import {
  about,
  correct,
  COUNTS,
  dial,
  feed,
  MINUTE,
  MORNING,
  move,
  result,
  type Told,
  turn,
  ZONE,
} from './board.fixture.js';
import { foldBoard } from './board.fold.rules.js';
import { type BoardState, emptyBoard } from './board.state.rules.js';

/* Any history: random facts about a few operators, leads and attempts, over two midnights, in the order of the log. */
const STATES = ['offline', 'paused', 'ready', 'preview', 'dialing', 'talking', 'wrap_up'];
const LEVELS = ['cold', 'warm', 'hot', 'hot/customer', 'cold/refused'];
const small = fc.constantFrom('1', '2', '3');
const step = fc.record({
  afterMs: fc.integer({ min: 0, max: 40 * MINUTE }),
  backMs: fc.constantFrom(0, 0, 0, 500),
  id: small,
});
const kinds = fc.oneof(
  fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...STATES)).map(([from, to]) => turn(0, from, to)),
  fc
    .constantFrom<EventType>('call.ringing', 'call.answered', 'call.connected', 'call.abandoned', 'operator.vanished')
    .map((type): Told => ({ at: 0, type, ...about })),
  fc.constant<Told>({ at: 0, type: 'call.ended', payload: { cause: 'busy' }, ...about }),
  fc
    .constantFrom('human', 'machine')
    .map((verdict): Told => ({ at: 0, type: 'call.machine_detected', payload: { verdict }, ...about })),
  fc.constant(dial(0)),
  fc.tuple(fc.boolean(), fc.boolean()).map(([reached, decisionMaker]) => result(0, reached, decisionMaker)),
  fc.constantFrom('interested', 'secretary', 'busy', 'unheard_of').map((to) => correct(0, to)),
  fc
    .tuple(fc.constantFrom(...LEVELS), fc.constantFrom(...LEVELS), fc.constantFrom('interested', 'cooled', 'secretary'))
    .map(([from, to, reason]) => move(0, [from, to], { payload: { reason } })),
  fc.constantFrom('up', 'down').map((health): Told => ({
    at: 0,
    type: 'provider.state_changed',
    payload: { provider: 'simulator', health },
  })),
  fc.constant<Told>({ at: 0, type: 'script.step_entered', payload: { stepId: 'x', seq: 1 } }),
);
const history = fc.array(fc.tuple(kinds, step), { maxLength: 120 }).map((items) => {
  let at = MORNING;
  return feed(
    items.map(([told, { afterMs, backMs, id }]) => {
      at += afterMs;
      const withAttempt = told.attemptId === undefined ? {} : { attemptId: `a${id}`, leadId: id };
      return {
        ...told,
        ...withAttempt,
        operatorId: told.operatorId === undefined ? null : id,
        campaignId: id,
        at: at - backMs,
      };
    }),
  );
});
const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

function inPortions(events: FeedEvent[], sizes: number[]): BoardState {
  let state = emptyBoard(ZONE, MORNING, 0);
  for (let done = 0, turnNumber = 0; done < events.length; turnNumber += 1) {
    const size = sizes[turnNumber % sizes.length] ?? 1;
    // Portions overlap: what was folded already is passed over.
    state = foldBoard(state, events.slice(Math.max(0, done - 2), done + size), COUNTS);
    done += size;
  }
  return state;
}

describe('any history', () => {
  it('gives the same board at once and in any portions', () => {
    fc.assert(
      fc.property(history, cuts, (events, sizes) => {
        expect(inPortions(events, sizes)).toEqual(foldBoard(emptyBoard(ZONE, MORNING, 0), events, COUNTS));
      }),
    );
  });

  it('never counts more inside than outside, and never below nothing', () => {
    fc.assert(
      fc.property(history, (events) => {
        const { total, perCampaign, perOperator } = foldBoard(emptyBoard(ZONE, MORNING, 0), events, COUNTS);
        for (const tally of [total, ...perCampaign.values(), ...perOperator.values()]) {
          expect(Math.min(...Object.values({ ...tally }))).toBeGreaterThanOrEqual(0);
          expect(tally.abandoned).toBeLessThanOrEqual(tally.liveAnswers);
          expect(tally.reached).toBeLessThanOrEqual(tally.attempts);
        }
        const perOperatorHot = [...perOperator.values()].reduce((sum, { hot }) => sum + hot, 0);
        expect(perOperatorHot).toBe(total.hot);
      }),
    );
  });

  it('leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(history, history, (before, after) => {
        const state = foldBoard(emptyBoard(ZONE, MORNING, 0), before, COUNTS);
        const copy = structuredClone(state);
        foldBoard(
          state,
          after.map((event) => ({ ...event, position: event.position + before.length })),
          COUNTS,
        );
        expect(state).toEqual(copy);
      }),
    );
  });
});
