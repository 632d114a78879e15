import { round } from './measuring.mjs';

/**
 * All figures count pairs of rows over clusters, that is, after transitive closure.
 * `autoPrecision`, `autoRecall`, `f1`: of what is merged without asking. `reviewRecall`: after a person who knows the truth has gone through
 * the queue, most likely pair first; a pair already settled by earlier answers is not shown, as in the product. `reviewedPerFound`: pairs
 * shown per true pair that the automatic merges had not found.
 */
export function measureDuplicates({ leaderOf, reviews }, truth) {
  const truthPairs = pairsOf(countBy(truth));
  const auto = tally(leaderOf, truth);
  const clusters = new Clusters(leaderOf);
  let shown = 0;
  for (const { a, b } of reviews) {
    if (clusters.of(a) === clusters.of(b)) continue;
    shown += 1;
    if (truth[a] === truth[b]) clusters.join(a, b);
  }
  const reviewed = tally(clusters.all(), truth);
  const found = reviewed.right - auto.right;
  const [precision, recall] = [auto.merged === 0 ? 1 : auto.right / auto.merged, auto.right / truthPairs];
  return {
    truthPairs,
    autoPrecision: round(precision, 4),
    autoRecall: round(recall, 4),
    reviewRecall: round(reviewed.right / truthPairs, 4),
    reviewedPerFound: found === 0 ? null : round(shown / found, 4),
    f1: round((2 * precision * recall) / (precision + recall || 1), 4),
  };
}

function tally(clusterOf, truth) {
  return {
    merged: pairsOf(countBy(clusterOf)),
    right: pairsOf(countBy(clusterOf.map((cluster, row) => `${cluster} ${truth[row]}`))),
  };
}

function countBy(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function pairsOf(counts) {
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

class Clusters {
  #leaders;
  #members = new Map();

  constructor(leaderOf) {
    this.#leaders = [...leaderOf];
    leaderOf.forEach((leader, row) => this.#members.set(leader, [...(this.#members.get(leader) ?? []), row]));
  }

  of(row) {
    return this.#leaders[row];
  }

  join(a, b) {
    const [into, from] = [this.of(a), this.of(b)];
    for (const row of this.#members.get(from)) this.#leaders[row] = into;
    this.#members.get(into).push(...this.#members.get(from));
    this.#members.delete(from);
  }

  all() {
    return this.#leaders;
  }
}
