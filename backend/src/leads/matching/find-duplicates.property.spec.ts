import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findDuplicates } from './find-duplicates.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { company, innOf } from './matching.fixture.js';

const records = fc.array(
  fc
    .record({
      name: fc.constantFrom(
        'ООО «Вектор»',
        'Вектор Строй',
        'Vektor',
        'ИП Орлов',
        'Орлов С. А.',
        'Гермес 5',
        'Гермес 7',
        'Гермес',
      ),
      phone: fc.constantFrom('+74951112233', '+74951112234', '+79161234567', undefined),
      inn: fc.constantFrom(null, null, innOf('781012345'), innOf('781054321')),
      email: fc.constantFrom(null, 'info@vektor.ru', 'orlov@vektor.ru'),
      city: fc.constantFrom(null, 'Омск', 'Тула'),
    })
    .map(({ name, phone, ...rest }) => company(name, { ...rest, ...(phone !== undefined && { phone }) })),
  { minLength: 2, maxLength: 14 },
);

/** Which records stand together, by what they are: equal cards cannot be told apart, nor need they be. */
function groupsOf(all: readonly MatchRecord[]): string[] {
  const { leaderOf } = findDuplicates(all);
  const groups = new Map<number, string[]>();
  all.forEach((record, at) => {
    groups.set(leaderOf[at]!, [...(groups.get(leaderOf[at]!) ?? []), JSON.stringify(record.source)]);
  });
  return [...groups.values()].map((group) => group.sort().join('\n')).sort();
}

describe('duplicates of a file', () => {
  it('are the same whatever the order of its rows', () => {
    fc.assert(
      fc.property(
        records.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(groupsOf(shuffled)).toEqual(groupsOf(all));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never hold two valid INNs in one cluster', () => {
    fc.assert(
      fc.property(records, (all) => {
        const { leaderOf } = findDuplicates(all);
        const inns = new Map<number, Set<string>>();
        all.forEach(({ inn }, at) => {
          if (inn !== null) inns.set(leaderOf[at]!, (inns.get(leaderOf[at]!) ?? new Set()).add(inn));
        });
        expect([...inns.values()].every((found) => found.size === 1)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('ask about no pair of one cluster, and about two clusters once', () => {
    fc.assert(
      fc.property(records, (all) => {
        const { leaderOf, reviews } = findDuplicates(all);
        const asked = reviews.map(({ a, b }) => [leaderOf[a]!, leaderOf[b]!].sort((x, y) => x - y).join(' '));
        expect(asked.every((pair) => pair.split(' ')[0] !== pair.split(' ')[1])).toBe(true);
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: 100 },
    );
  });
});
