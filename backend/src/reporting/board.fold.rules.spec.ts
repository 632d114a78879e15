import { describe, expect, it } from '@jest/globals';
import type { EventType } from '@warmline/contracts';
import {
  about,
  ATTEMPT,
  correct,
  dial,
  fold,
  MIDNIGHT,
  MINUTE,
  MORNING,
  move,
  result,
  SECOND,
  type Told,
  turn,
} from './board.fixture.js';
import { boardAt } from './board.fold.rules.js';
import { funnelOf } from './board.tally.rules.js';

describe('the funnel of the day', () => {
  it('counts an attempt when it is dialled, for the floor, its campaign and its operator', () => {
    const state = fold([dial(MORNING)]);
    expect(state.total.attempts).toBe(1);
    expect(state.perCampaign.get('1')?.attempts).toBe(1);
    expect(state.perOperator.get('7')?.attempts).toBe(1);
  });

  it('counts whom the result says was reached', () => {
    expect(fold([dial(MORNING), result(MORNING + MINUTE, true, true)]).total).toMatchObject({
      reached: 1,
      decisionMakers: 1,
    });
    expect(fold([dial(MORNING), result(MORNING + MINUTE, true, false)]).total).toMatchObject({
      reached: 1,
      decisionMakers: 0,
    });
  });

  it('counts a corrected result as what it is now, by the effect it has in its campaign', () => {
    const told = [dial(MORNING), result(MORNING + MINUTE, true, true)];
    expect(fold([...told, correct(MORNING + 2 * MINUTE, 'secretary')]).total).toMatchObject({
      reached: 1,
      decisionMakers: 0,
    });
    expect(fold([...told, correct(MORNING + 2 * MINUTE, 'busy')]).total).toMatchObject({
      reached: 0,
      decisionMakers: 0,
    });
    const other = { campaignId: '2' };
    const inOther = [dial(MORNING, other), result(MORNING, false, false, other), correct(MORNING, 'interested', other)];
    expect(fold(inOther).perCampaign.get('2')).toMatchObject({ reached: 1, decisionMakers: 0 });
  });

  it('leaves today alone when a result of yesterday is corrected', () => {
    const told = [dial(MIDNIGHT - 60 * MINUTE), result(MIDNIGHT - 59 * MINUTE, true, true)];
    const state = fold([
      ...told,
      dial(MIDNIGHT + 61 * MINUTE, { attemptId: 'a2' }),
      correct(MIDNIGHT + 62 * MINUTE, 'busy'),
    ]);
    expect(funnelOf(state.total)).toEqual({
      attempts: 1,
      reached: 0,
      decisionMakers: 0,
      warm: 0,
      hot: 0,
      customers: 0,
    });
  });

  it('counts a lead once a day for each level it came to', () => {
    const state = fold([
      move(MORNING, ['cold', 'warm']),
      move(MORNING + MINUTE, ['warm', 'cold'], { payload: { reason: 'cooled' } }),
      move(MORNING + 2 * MINUTE, ['cold', 'warm']),
      move(MORNING + 3 * MINUTE, ['warm', 'hot']),
      move(MORNING + 4 * MINUTE, ['hot', 'hot/customer']),
    ]);
    expect(state.total).toMatchObject({ warm: 1, hot: 1, customers: 1 });
    expect(state.perOperator.get('7')).toMatchObject({ warm: 1, hot: 1, customers: 1 });
  });

  it('does not count a lead that cools from hot as one that became warm', () => {
    expect(fold([move(MORNING, ['hot', 'warm'], { payload: { reason: 'cooled' } })]).total).toMatchObject({
      warm: 0,
      hot: 0,
    });
  });

  it('takes a lead back when its result was a mistake, from whom it was counted for', () => {
    const moved = { payload: { reason: 'secretary' }, operatorId: '9' };
    const mistaken = (to: string) => [move(MORNING, ['cold', to]), correct(MORNING + MINUTE, 'secretary')];
    const toWarm = fold([...mistaken('hot'), move(MORNING + MINUTE, ['hot', 'warm'], moved)]);
    expect(toWarm.total).toMatchObject({ warm: 1, hot: 0 });
    expect(toWarm.perOperator.get('7')).toMatchObject({ hot: 0 });
    const toCold = fold([...mistaken('warm'), move(MORNING + MINUTE, ['warm', 'cold'], moved)]);
    expect(toCold.total).toMatchObject({ warm: 0, hot: 0 });
  });

  it('takes nothing back when a lead moves on after a correction', () => {
    const corrected = [move(MORNING, ['cold', 'hot']), correct(MORNING + MINUTE, 'interested')];
    const deal = move(MORNING + 2 * MINUTE, ['hot', 'warm/customer'], { payload: { reason: 'deal' } });
    expect(fold([...corrected, deal]).total).toMatchObject({ hot: 1, customers: 1 });
  });

  it('begins anew at midnight of the organisation, and keeps states and calls', () => {
    const told = [
      turn(MIDNIGHT - MINUTE, 'ready', 'talking'),
      dial(MIDNIGHT - MINUTE),
      move(MIDNIGHT - 1, ['cold', 'hot']),
    ];
    const state = fold([...told, { at: MIDNIGHT, type: 'call.connected', ...about }]);
    expect(state.total).toMatchObject({ attempts: 0, hot: 0, liveAnswers: 0 });
    expect(state.operators.get('7')?.state).toBe('talking');
    expect(state.calls.get(ATTEMPT)?.state).toBe('connected');
    expect(boardAt(fold(told), MIDNIGHT + 1).total.attempts).toBe(0);
    expect(boardAt(fold(told), MIDNIGHT - 1).total.attempts).toBe(1);
  });
});

describe('live answers and lost calls', () => {
  const call = (type: EventType, payload = {}): Told => ({ at: MORNING + SECOND, type, payload, ...about });

  it('count a call that reached an operator and one that reached nobody', () => {
    expect(fold([dial(MORNING), call('call.connected')]).total).toMatchObject({ liveAnswers: 1, abandoned: 0 });
    expect(fold([dial(MORNING), call('call.answered'), call('call.abandoned')]).total).toMatchObject({
      liveAnswers: 1,
      abandoned: 1,
    });
  });

  it('do not count a machine, also when that turns out after the operator was put through', () => {
    const told = [dial(MORNING), call('call.connected'), call('call.machine_detected', { verdict: 'machine' })];
    expect(fold(told).total).toMatchObject({ attempts: 1, liveAnswers: 0, abandoned: 0 });
  });

  it('count what the detector takes for a human', () => {
    const told = [dial(MORNING), call('call.machine_detected', { verdict: 'human' }), call('call.connected')];
    expect(fold(told).total.liveAnswers).toBe(1);
  });
});

describe('operators on the board', () => {
  it('stand in a state since it began, whatever else changes', () => {
    const state = fold([
      turn(MORNING, 'paused', 'ready'),
      turn(MORNING + MINUTE, 'ready', 'talking'),
      turn(MORNING + 2 * MINUTE, 'talking', 'talking'),
    ]);
    expect(state.operators.get('7')).toMatchObject({ state: 'talking', since: MORNING + MINUTE, campaignId: '1' });
  });

  it('begin a new pause when its reason changes', () => {
    const pause = (at: number, reason: string) => turn(at, 'paused', 'paused', { payload: { reason } });
    const state = fold([pause(MORNING, 'break'), pause(MORNING + MINUTE, 'lunch')]);
    expect(state.operators.get('7')).toMatchObject({ pauseReason: 'lunch', since: MORNING + MINUTE });
  });

  it('have their time at work counted from midnight on', () => {
    const state = fold(
      [
        turn(MIDNIGHT - 10 * MINUTE, 'ready', 'talking'),
        turn(MIDNIGHT + 5 * MINUTE, 'talking', 'ready'),
        turn(MIDNIGHT + 15 * MINUTE, 'ready', 'offline'),
        turn(MIDNIGHT + 25 * MINUTE, 'offline', 'paused'),
      ],
      MORNING,
    );
    expect(state.operators.get('7')).toMatchObject({ busyMs: 5 * MINUTE, onLineMs: 15 * MINUTE });
  });

  it('wait from ready to the next call, pauses in between not counted', () => {
    const state = fold([
      turn(MORNING, 'paused', 'ready'),
      turn(MORNING + 7 * SECOND, 'ready', 'preview'),
      turn(MORNING + MINUTE, 'wrap_up', 'ready'),
      turn(MORNING + 2 * MINUTE, 'ready', 'paused', { payload: { reason: 'lunch' } }),
      turn(MORNING + 3 * MINUTE, 'paused', 'preview'),
    ]);
    expect([...state.waits]).toEqual([[7, 1]]);
  });

  it('are lost from when their line fell silent until they sign off', () => {
    const vanished: Told = { at: MORNING + MINUTE, type: 'operator.vanished', operatorId: '7' };
    const lost = [turn(MORNING, 'ready', 'talking'), vanished, turn(MORNING + 2 * MINUTE, 'talking', 'wrap_up')];
    expect(fold(lost).operators.get('7')?.vanishedAt).toBe(MORNING + MINUTE);
    expect(fold([...lost, turn(MORNING + 3 * MINUTE, 'wrap_up', 'offline')]).operators.get('7')?.vanishedAt).toBeNull();
  });
});

describe('calls in progress', () => {
  it('are shown from the dial to the end, in their latest state', () => {
    const ringing: Told = { at: MORNING + SECOND, type: 'call.ringing', ...about };
    const ended: Told = { at: MORNING + MINUTE, type: 'call.ended', payload: { cause: 'busy' }, ...about };
    const shown = { operatorId: '7', campaignId: '1', state: 'ringing', since: MORNING + SECOND };
    expect(fold([dial(MORNING), ringing]).calls.get(ATTEMPT)).toEqual(shown);
    expect(fold([dial(MORNING), ringing, ended]).calls.size).toBe(0);
  });
});

describe('the minutes of the last hour', () => {
  it('count dials and the talks with a decision maker that began in them, over midnight too', () => {
    const connected: Told = { at: MIDNIGHT - 30 * SECOND, type: 'call.connected', ...about };
    const state = fold([dial(MIDNIGHT - 90 * SECOND), connected, result(MIDNIGHT + MINUTE, true, true)]);
    expect(state.minutes.get(MIDNIGHT - 2 * MINUTE)).toEqual({ attempts: 1, decisionMakers: 0 });
    expect(state.minutes.get(MIDNIGHT - MINUTE)).toEqual({ attempts: 0, decisionMakers: 1 });
    expect(state.total.decisionMakers).toBe(0);
  });

  it('are forgotten after the hour', () => {
    const state = fold([dial(MORNING), dial(MORNING + 62 * MINUTE, { attemptId: 'a2' })]);
    expect([...state.minutes.keys()]).toEqual([MORNING + 62 * MINUTE]);
  });
});
