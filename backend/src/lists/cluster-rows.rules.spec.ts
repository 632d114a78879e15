import { describe, expect, it } from '@jest/globals';
import { clusterRows, type ClusterRow } from './cluster-rows.rules.js';

function row(number: number, nameKey: string, inn: string | null = null, leadId: string | null = null): ClusterRow {
  return { row: number, nameKey, inn, leadId };
}

function leaders(rows: readonly ClusterRow[], groups: readonly (readonly number[])[]): number[] {
  return clusterRows(rows, groups).map((clustered) => clustered.leader);
}

describe('rows of one file', () => {
  it('are one lead with the same INN, whatever number and name', () => {
    expect(leaders([row(1, 'рога', 'A'), row(2, 'копыта', 'A')], [])).toEqual([1, 1]);
  });

  it('are one lead with the same number, a compatible name and no INN against it', () => {
    expect(leaders([row(1, 'рога'), row(2, 'рога'), row(3, 'рога север', 'A')], [[1, 2, 3]])).toEqual([1, 1, 1]);
  });

  it('stay apart with the same number and another name or INN', () => {
    expect(leaders([row(1, 'рога'), row(2, 'копыта')], [[1, 2]])).toEqual([1, 2]);
    expect(leaders([row(1, 'рога', 'A'), row(2, 'рога', 'B')], [[1, 2]])).toEqual([1, 2]);
  });

  it('are not brought together by a row between two INNs', () => {
    const rows = [row(1, 'рога', 'A'), row(2, 'рога'), row(3, 'рога', 'B')];
    expect(leaders(rows, [[1, 2, 3]])).toEqual([1, 1, 3]);
    expect(
      leaders(rows, [
        [2, 3],
        [1, 2],
      ]),
    ).toEqual([1, 2, 2]);
  });

  it('join over several numbers', () => {
    expect(
      leaders(
        [row(1, 'рога'), row(2, 'рога'), row(3, 'рога')],
        [
          [1, 2],
          [2, 3],
        ],
      ),
    ).toEqual([1, 1, 1]);
  });

  it('hand the lead of one to the others and never join two leads', () => {
    const clustered = clusterRows([row(1, 'рога'), row(2, 'рога', null, '7'), row(3, 'рога', null, '8')], [[1, 2, 3]]);
    expect(clustered.map(({ leader, leadId }) => [leader, leadId])).toEqual([
      [1, '7'],
      [1, '7'],
      [3, '8'],
    ]);
  });

  it('of a switchboard with very many names are not compared with each other', () => {
    const many = Array.from({ length: 5000 }, (_, index) => row(index, `фирма ${index} север`));
    const started = performance.now();
    expect(new Set(leaders(many, [many.map(({ row: number }) => number)])).size).toBe(5000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
