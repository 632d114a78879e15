import { describe, expect, it } from '@jest/globals';
import { type KeptFigures, restMs, shownNow, shownWithoutCounting } from './list-count.rules.js';

const LIVE_MAX = 100;
const at = new Date('2026-03-02T12:04:00Z');
const figures = { total: 90, cold: 80, warm: 7, hot: 3, zoneUnknown: 1 };
const nothing = { total: 0, cold: 0, warm: 0, hot: 0, zoneUnknown: 0 };
const exact = { countedAt: null, isFirstCount: false };

describe('what is shown of a list', () => {
  const large = { ...figures, total: 101, cold: 91 };
  it.each<[string, Partial<KeptFigures>, ReturnType<typeof shownWithoutCounting>]>([
    ['is what is kept while nothing has changed', {}, { ...figures, ...exact }],
    ['is what is kept of a large one, too', { figures: large }, { ...large, ...exact }],
    ['is counted now when a small one has changed', { isMarked: true, newMembers: 10 }, undefined],
    [
      'is counted now when a small one was never counted',
      { figures: null, isMarked: true, newMembers: 100 },
      undefined,
    ],
    [
      'is as of the last count when a large one has changed',
      { figures: large, isMarked: true },
      { ...large, countedAt: at.toISOString(), isFirstCount: false },
    ],
    [
      'is as of the last count when a small one has grown large',
      { isMarked: true, newMembers: 11 },
      { ...figures, countedAt: at.toISOString(), isFirstCount: false },
    ],
    [
      'is how many were put in when a large one was never counted',
      { figures: null, countedAt: null, isMarked: true, newMembers: 101 },
      { ...nothing, total: 101, countedAt: null, isFirstCount: true },
    ],
    ['is nought when nobody was ever put in', { figures: null, countedAt: null }, { ...nothing, ...exact }],
  ])('%s', (_name, given, expected) => {
    const kept = { figures, countedAt: at, isMarked: false, newMembers: 0, ...given };
    expect(shownWithoutCounting(kept, LIVE_MAX)).toEqual(expected);
  });

  it('is nought when counting found nobody', () => {
    expect([shownNow(undefined), shownNow(figures)]).toEqual([
      { ...nothing, ...exact },
      { ...figures, ...exact },
    ]);
  });
});

describe('a list is left alone after a count', () => {
  it.each([
    ['for twenty times as long as it took, when it is large', 1_000, false, 20_000],
    ['hardly at all, when it is large and was quick', 2, false, 40],
    ['for ten seconds at least, when it is small', 2, true, 10_000],
  ])('%s', (_name, tookMs, small, expected) => expect(restMs(tookMs, small)).toBe(expected));
});
