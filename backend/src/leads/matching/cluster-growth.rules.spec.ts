import { describe, expect, it } from '@jest/globals';
import { CLUSTER_MAX, growClusters, type Bond, type GrowthCheck } from './cluster-growth.rules.js';

const check = (over: Partial<GrowthCheck> = {}): GrowthCheck => ({
  innOf: () => null,
  weightOf: () => 1,
  areKeptApart: () => false,
  orderOf: (record) => String(record),
  ...over,
});
const bond = (a: number, b: number, strength = 10, byInn = false): Bond => ({ a, b, strength, byInn });

describe('clusters', () => {
  it('grow along the bonds', () => {
    expect(growClusters(4, [bond(0, 1), bond(1, 2)], check()).leaderOf).toEqual([0, 0, 0, 3]);
  });

  it('are not joined when that brings two INNs together, and the weaker bond goes to a person', () => {
    const innOf = (record: number) => ['a', null, 'b'][record] ?? null;
    const growth = growClusters(3, [bond(1, 2, 8), bond(0, 1, 12)], check({ innOf }));
    expect(growth.leaderOf).toEqual([0, 0, 2]);
    expect(growth.refused).toEqual([bond(1, 2, 8)]);
  });

  it('are not joined by one bad link when members speak against each other', () => {
    const bonds = [bond(0, 1, 20), bond(2, 3, 20), bond(1, 2, 9)];
    const against = check({ weightOf: (a, b) => (a + b === 3 && a !== 1 && b !== 1 ? -9 : 5) });
    expect(growClusters(4, bonds, against).leaderOf).toEqual([0, 0, 2, 2]);
    expect(growClusters(4, bonds, check()).leaderOf).toEqual([0, 0, 0, 0]);
  });

  it('never bring together what a person has kept apart, not even over a third', () => {
    const apart = check({ areKeptApart: (a, b) => a + b === 2 && a !== b });
    expect(growClusters(3, [bond(0, 1, 9, true), bond(1, 2, 8, true)], apart).leaderOf).toEqual([0, 0, 2]);
  });

  it('stop growing at their greatest size unless an INN joins them', () => {
    const chain = (byInn: boolean) => Array.from({ length: 70 }, (_, at) => bond(at, at + 1, 10, byInn));
    const sizes = (leaders: readonly number[]) =>
      Math.max(...[...new Set(leaders)].map((leader) => leaders.filter((other) => other === leader).length));
    expect(sizes(growClusters(71, chain(false), check()).leaderOf)).toBe(CLUSTER_MAX);
    expect(sizes(growClusters(71, chain(true), check()).leaderOf)).toBe(71);
  });
});
