import { describe, expect, it } from '@jest/globals';
import { sampleBoard } from './board.fixture.js';
import {
  abandonedLeft,
  boardOf,
  countStates,
  lastsMs,
  orderOperators,
  spanTone,
  stepShare,
  talksPerHour,
} from './board.rules.js';

describe('the live board', () => {
  const board = sampleBoard();
  const [petrov, averina, nosova] = board.operators;

  it('narrows to one campaign with its own people and numbers', () => {
    const one = boardOf(board, '5');
    expect(one.funnel.attempts).toBe(52);
    expect(one.operators.map(({ id }) => id)).toEqual(['1', '2']);
    expect(one.callable).toEqual({ ready: 90, total: 100 });
  });

  it('shows everything for a campaign it does not know', () => {
    expect(boardOf(board, '77')).toBe(board);
  });

  it('counts a lost line apart from the state it was lost in', () => {
    expect(countStates(board.operators)).toEqual([
      { state: 'talking', count: 1 },
      { state: 'paused', count: 1 },
      { state: 'fault', count: 1 },
    ]);
  });

  it('puts those who stand longest in one state first', () => {
    expect(orderOperators(board.operators, 'since').map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(orderOperators(board.operators, 'name').map(({ id }) => id)).toEqual(['2', '3', '1']);
  });

  it('keeps those off the line at the end whatever the order', () => {
    const off = sampleBoard().operators.map((each) =>
      each.id === '1' ? { ...each, state: 'offline' as const } : each,
    );
    expect(orderOperators(off, 'since').at(-1)?.id).toBe('1');
  });

  it('marks a pause over half an hour and a lost line, not a talk', () => {
    const nowMs = Date.parse(board.now);
    expect(petrov && spanTone(petrov, nowMs)).toBe('bad');
    expect(averina && spanTone(averina, nowMs)).toBeUndefined();
    expect(nosova && spanTone(nosova, nowMs)).toBe('bad');
  });

  it('reckons how long the leads last by the dials of the last hour', () => {
    expect(lastsMs(board)).toBe(10 * 3_600_000);
    expect(lastsMs(sampleBoard({ minutes: [] }))).toBeNull();
  });

  it('gives talks per hour only when the day is old enough to say', () => {
    expect(talksPerHour(board)).toBe(4);
    expect(talksPerHour(sampleBoard({ dayStartedAt: '2026-03-18T11:12:00.000Z' }))).toBeNull();
  });

  it('says how many abandoned calls are left under three percent', () => {
    expect(abandonedLeft({ numerator: 24, denominator: 1260 })).toBe(13);
    expect(abandonedLeft({ numerator: 50, denominator: 1260 })).toBe(-13);
  });

  it('takes warm and hot as shares of talks with a decision maker', () => {
    expect(stepShare(board.funnel, 'attempts')).toBeNull();
    expect(stepShare(board.funnel, 'hot')).toEqual({ part: 63, whole: 640 });
    expect(stepShare(board.funnel, 'customers')).toEqual({ part: 9, whole: 63 });
  });
});
