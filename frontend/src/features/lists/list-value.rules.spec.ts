import { describe, expect, it } from '@jest/globals';
import { listIdSchema, type ListValue } from '@warmline/contracts';
import { betterOf, FIGURES, type Figure } from './list-value.rules.js';

const value = (changes: Partial<ListValue> = {}): ListValue => ({
  listId: listIdSchema.parse('1'),
  listName: 'A',
  price: { minor: 1_000_000, currency: 'RUB' },
  rows: { read: 100, valid: 90, added: 60, duplicates: 30, repeated: 0 },
  leads: 80,
  numbers: 100,
  collectedOn: null,
  createdAt: '2026-03-01T00:00:00.000Z',
  calls: { numbersDialled: 50, numbersBad: 5, leadsCalled: 40, reached: 20, decisionMakers: 10, warm: 4, hot: 0 },
  decay: [],
  overlaps: [],
  ...changes,
});
const figure = (id: string, of: ListValue): Figure =>
  FIGURES.find((line) => line.id === id)?.of(of, { callable: 8, blocked: [] }) ?? null;

describe('the figures of a list', () => {
  it('are shares of what they are of', () => {
    expect(figure('valid', value())).toEqual({ kind: 'share', part: 90, whole: 100 });
    expect(figure('callable', value())).toEqual({ kind: 'share', part: 8, whole: 80 });
    expect(figure('badNumbers', value())).toEqual({ kind: 'share', part: 5, whole: 50 });
  });

  it('cost the price for each of what came of it', () => {
    expect(figure('costPerContact', value())).toEqual({ kind: 'money', minor: 50_000, currency: 'RUB' });
    expect(figure('costPerWarm', value())).toEqual({ kind: 'money', minor: 250_000, currency: 'RUB' });
  });

  it('say nothing without a price, a hot lead or a file', () => {
    expect(figure('costPerHot', value())).toBeNull();
    expect(figure('costPerWarm', value({ price: null }))).toEqual({ kind: 'no_price' });
    expect(figure('valid', value({ rows: { read: 0, valid: 0, added: 0, duplicates: 0, repeated: 0 } }))).toBeNull();
  });
});

describe('the better of two', () => {
  const share = (part: number, whole = 100): Figure => ({ kind: 'share', part, whole });
  const money = (minor: number, currency = 'RUB'): Figure => ({ kind: 'money', minor, currency });

  it.each<[string, Parameters<typeof betterOf>, 0 | 1 | null]>([
    ['more reached', ['more', [share(60), share(20)]], 0],
    ['fewer bad', ['less', [share(60), share(20)]], 1],
    ['what may be chance', ['more', [share(9), share(8)]], null],
    ['alike', ['more', [share(8), share(8)]], null],
    ['nothing to compare with', ['more', [share(8), null]], null],
    ['no better or worse', [null, [share(60), share(20)]], null],
    ['other money', ['less', [money(5), money(4, 'USD')]], null],
    ['cheaper', ['less', [money(5), money(4)]], 1],
  ])('%s', (_, args, expected) => {
    expect(betterOf(...args)).toBe(expected);
  });
});
