import { describe, expect, it } from '@jest/globals';
import type { DuplicatePair, MatchReason } from '@warmline/contracts';
import en from './duplicates.en.json' with { type: 'json' };
import ru from './duplicates.ru.json' with { type: 'json' };
import { compareLines, inOrder, isMergeProposed, likelihood, sortedReasons } from './duplicates.rules.js';

const pair = (id: string): DuplicatePair => ({ id }) as DuplicatePair;

describe('the queue of duplicates', () => {
  it('never says that it is certain', () => {
    expect([likelihood(40), likelihood(0), likelihood(-40), likelihood(2)]).toEqual([99, 50, 1, 80]);
  });

  it('leaves out what is decided and puts off what was put off', () => {
    const shown = inOrder(['1', '2', '3', '4'].map(pair), new Set(['2']), ['1', '3']);
    expect(shown.map(({ id }) => id)).toEqual(['4', '1', '3']);
  });

  it('marks a difference only where both sides speak', () => {
    expect(compareLines(['Омск'], ['г. Омск'])).toBe('differs');
    expect(compareLines(['+7 1', '+7 2'], ['+7-2'])).toBe('same');
    expect(compareLines([], ['Омск'])).toBe('one_side');
  });

  it('proposes to merge from 90 % on', () => {
    expect([2, 3, 3.3, 9].map(isMergeProposed)).toEqual([false, false, true, true]);
  });

  it('parts what speaks for from what speaks against, and never has a difference speak for', () => {
    const reason = (field: MatchReason['field'], kind: MatchReason['kind'], weight: number): MatchReason => ({
      field,
      kind,
      weight,
      a: 'a',
      b: 'b',
    });
    const { speakFor, speakAgainst } = sortedReasons([
      reason('name', 'different', 15),
      reason('address', 'same', 7),
      reason('address', 'same', 5),
      reason('phone', 'different', -1.2),
      reason('fact', 'same', 0.1),
    ]);
    expect(speakFor.map(({ field }) => field)).toEqual(['address']);
    expect(speakAgainst.map(({ field }) => field)).toEqual(['phone']);
  });

  it('has the same sentences in both languages', () => {
    const keysOf = (words: Record<string, Record<string, string>>) =>
      Object.entries(words).flatMap(([field, kinds]) => Object.keys(kinds).map((kind) => `${field} ${kind}`));
    expect(keysOf(ru.reason)).toEqual(keysOf(en.reason));
  });
});
