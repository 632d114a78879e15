import { visitCandidates } from './candidates.rules.js';
import { growClusters, type Bond } from './cluster-growth.rules.js';
import { Frequencies } from './frequencies.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { prepare, scorePair, weighPair, type PairScore } from './pair-score.rules.js';

/** A pair of records (places, a < b) with its score. */
export interface ScoredPair {
  readonly a: number;
  readonly b: number;
  readonly score: PairScore;
}

export interface Duplicates {
  /** Cluster of each record: the smallest place in it. */
  readonly leaderOf: readonly number[];
  /** The bonds that made the clusters. */
  readonly merges: readonly ScoredPair[];
  /** Pairs of different clusters for a person to decide, most likely first, one per pair of clusters. */
  readonly reviews: readonly ScoredPair[];
  /** Pairs compared. */
  readonly compared: number;
}

export interface MatchScope {
  readonly frequencies: Frequencies;
  /** Names the pairs to compare; without it every two records that share a block key. */
  readonly pairs?: readonly (readonly [number, number])[];
  /** Two that a person has kept apart; they never stand in one cluster. */
  readonly areKeptApart?: (a: number, b: number) => boolean;
}

/** All duplicates among the records. The answer does not depend on their order. */
export function findDuplicates(
  records: readonly MatchRecord[],
  scope: MatchScope = { frequencies: frequenciesOf(records) },
): Duplicates {
  const { frequencies, areKeptApart = () => false } = scope;
  const prepared = records.map((record) => prepare(record, frequencies));
  const found: ScoredPair[] = [];
  let compared = 0;
  const compare = (a: number, b: number) => {
    compared += 1;
    const score = scorePair(prepared[a]!, prepared[b]!, frequencies);
    if (score.verdict !== 'none' && !areKeptApart(a, b)) {
      found.push({ a, b, score });
    }
  };
  if (scope.pairs === undefined) {
    visitCandidates(records, compare);
  } else {
    scope.pairs.forEach(([a, b]) => compare(Math.min(a, b), Math.max(a, b)));
  }
  const certain = found.filter(({ score }) => score.verdict === 'merge');
  const scores = new Map(certain.map((pair) => [pairKey(pair.a, pair.b), pair]));
  const growth = growClusters(records.length, certain.map(bondOf), {
    innOf: (record) => records[record]!.inn,
    weightOf: (a, b) => weighPair(prepared[a]!, prepared[b]!, frequencies),
    areKeptApart,
    orderOf: orderFrom(records),
  });
  const merges = growth.joined.map((bond) => scores.get(pairKey(bond.a, bond.b))!);
  return { leaderOf: growth.leaderOf, merges, reviews: reviewsOf(found, growth.leaderOf), compared };
}

export function frequenciesOf(records: readonly MatchRecord[]): Frequencies {
  const frequencies = new Frequencies();
  records.forEach((record) => frequencies.add(record));
  return frequencies;
}

function bondOf({ a, b, score }: ScoredPair): Bond {
  return { a, b, strength: score.odds, byInn: score.certain === 'inn' };
}

/** One question per two clusters: the answer to it answers the rest. */
function reviewsOf(found: readonly ScoredPair[], leaderOf: readonly number[]): ScoredPair[] {
  const best = new Map<string, ScoredPair>();
  for (const pair of found) {
    const [one, other] = [leaderOf[pair.a]!, leaderOf[pair.b]!];
    if (one !== other) {
      const key = pairKey(Math.min(one, other), Math.max(one, other));
      const known = best.get(key);
      if (known === undefined || pair.score.odds > known.score.odds) {
        best.set(key, pair);
      }
    }
  }
  return [...best.values()].sort((x, y) => y.score.odds - x.score.odds);
}

function pairKey(a: number, b: number): string {
  return `${a} ${b}`;
}

/** Text of a record by which equal bonds are ordered; made when first asked for. */
function orderFrom(records: readonly MatchRecord[]): (record: number) => string {
  const texts: (string | undefined)[] = [];
  return (record) => (texts[record] ??= JSON.stringify(records[record]!.source));
}
