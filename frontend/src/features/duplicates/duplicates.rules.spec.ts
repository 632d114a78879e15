import { describe, expect, it } from '@jest/globals';
import type { DuplicatePair } from '@warmline/contracts';
import { compareLines, inOrder, likelihood, weightText } from './duplicates.rules.js';

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

  it('writes weights with their sign', () => {
    expect([weightText(9.34, String), weightText(-1.2, String)]).toEqual(['+9.3', '−1.2']);
  });
});
