import { describe, expect, it } from '@jest/globals';
import { B2B_MIX, BEHAVIOURS, behaviourOf, scriptedBehaviour } from './behaviour.rules.js';
import type { Behaviour } from './behaviour.rules.js';

const number = (index: number) => `+7812${String(2_000_000 + index)}`;

describe('behaviour by number', () => {
  it.each([
    ['00', 'decision_maker'],
    ['01', 'busy'],
    ['02', 'no_answer'],
    ['03', 'unallocated'],
    ['04', 'machine'],
    ['05', 'congestion'],
    ['06', 'hangs_up_early'],
    ['07', 'declined'],
    ['08', 'secretary'],
    ['09', 'voice_assistant'],
    ['10', 'wrong_person'],
  ])('a number that ends in %s is scripted as %s', (digits, expected) => {
    expect(scriptedBehaviour(`+781220000${digits}`)).toBe(expected);
    expect(behaviourOf({ seed: 1, number: `+781220000${digits}`, tryNo: 3, source: 'digits' })).toBe(expected);
  });

  it('scripts no other number', () => {
    expect(scriptedBehaviour('+78122000011')).toBeNull();
    expect(scriptedBehaviour('')).toBeNull();
  });

  it('has a mix of exactly one hundred percent', () => {
    expect(Object.values(B2B_MIX).reduce((sum, share) => sum + share, 0)).toBe(100);
  });

  it('draws the mix it promises, within one percent over 50 000 numbers', () => {
    const counts = new Map<Behaviour, number>();
    for (let index = 0; index < 50_000; index += 1) {
      const drawn = behaviourOf({ seed: 7, number: number(index), tryNo: 1, source: 'mix' });
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    for (const behaviour of BEHAVIOURS) {
      expect(Math.abs((counts.get(behaviour) ?? 0) / 500 - B2B_MIX[behaviour])).toBeLessThan(1);
    }
  });

  it('repeats itself for the same seed, number and try, and changes with each of them', () => {
    const draw = (seed: number, tryNo: number) =>
      Array.from({ length: 200 }, (_, index) => behaviourOf({ seed, number: number(index), tryNo, source: 'mix' }));
    expect(draw(1, 1)).toEqual(draw(1, 1));
    expect(draw(1, 1)).not.toEqual(draw(2, 1));
    expect(draw(1, 1)).not.toEqual(draw(1, 2));
  });

  it('keeps a number that does not exist nonexistent on every try', () => {
    for (let index = 0; index < 2000; index += 1) {
      const tries = [1, 2, 3].map((tryNo) => behaviourOf({ seed: 3, number: number(index), tryNo, source: 'mix' }));
      expect(new Set(tries.map((behaviour) => behaviour === 'unallocated')).size).toBe(1);
    }
  });
});
