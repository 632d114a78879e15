/** Two leads that the comparison would join, places in the records. */
export interface Bond {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
  /** The same valid INN: joined however large the cluster grows and whatever else differs. */
  readonly byInn: boolean;
}

export interface GrowthCheck {
  /** Valid INN, or null. */
  readonly innOf: (record: number) => string | null;
  /** What the two cards say by themselves, in bits; asked only where two clusters would meet. */
  readonly weightOf: (a: number, b: number) => number;
  /** A person said that these two are two. */
  readonly areKeptApart: (a: number, b: number) => boolean;
  /** Settles which of two equal bonds comes first; must depend on the record's content, not on its place. */
  readonly orderOf: (record: number) => string;
}

export interface Growth {
  /** Cluster of each record: the smallest place in it. */
  readonly leaderOf: readonly number[];
  /** Bonds whose clusters may not be joined; a person decides. */
  readonly refused: readonly Bond[];
  /** Bonds that joined two clusters: what a merge is recorded by. */
  readonly joined: readonly Bond[];
}

/** One bad link cannot join everything: beyond this size only an INN joins on. */
export const CLUSTER_MAX = 50;
/** Two members that speak against each other this clearly (bits) keep their clusters apart. */
const AGAINST = -7;
/** Comparisons per union; larger meetings are looked at by their first members. */
const LOOKED_AT = 12;

/** Joins the strongest bonds first and refuses those that would bring together what does not belong together. */
export function growClusters(records: number, bonds: readonly Bond[], check: GrowthCheck): Growth {
  const clusters: (number[] | undefined)[] = Array.from({ length: records }, (_, record) => [record]);
  const leaderOf = Array.from({ length: records }, (_, record) => record);
  const inns: (string | null)[] = Array.from({ length: records }, (_, record) => check.innOf(record));
  const refused: Bond[] = [];
  const joined: Bond[] = [];
  for (const bond of strongestFirst(bonds, check.orderOf)) {
    const [one, other] = [leaderOf[bond.a]!, leaderOf[bond.b]!];
    if (one === other) {
      continue;
    }
    const [small, large] = one < other ? [one, other] : [other, one];
    const [into, from] = [clusters[small]!, clusters[large]!];
    if (!mayJoin(into, from, { bond, check, inns: [inns[small]!, inns[large]!] })) {
      refused.push(bond);
      continue;
    }
    from.forEach((record) => (leaderOf[record] = small));
    into.push(...from);
    clusters[large] = undefined;
    inns[small] = inns[small] ?? inns[large] ?? null;
    joined.push(bond);
  }
  return { leaderOf, refused, joined };
}

function mayJoin(
  into: readonly number[],
  from: readonly number[],
  { bond, check, inns }: { bond: Bond; check: GrowthCheck; inns: readonly [string | null, string | null] },
): boolean {
  const [innA, innB] = inns;
  if (innA !== null && innB !== null && innA !== innB) {
    return false;
  }
  if (into.some((a) => from.some((b) => check.areKeptApart(a, b)))) {
    return false;
  }
  if (bond.byInn) {
    return true;
  }
  if (into.length + from.length > CLUSTER_MAX) {
    return false;
  }
  const first = (members: readonly number[]) =>
    members.length <= LOOKED_AT
      ? members
      : [...members].sort((a, b) => compareText(check.orderOf(a), check.orderOf(b))).slice(0, LOOKED_AT);
  return first(into).every((a) => first(from).every((b) => check.weightOf(a, b) > AGAINST));
}

function strongestFirst(bonds: readonly Bond[], orderOf: (record: number) => string): Bond[] {
  const keyOf = ({ a, b }: Bond) => [orderOf(a), orderOf(b)].sort().join('\n');
  return [...bonds].sort(
    (x, y) => Number(y.byInn) - Number(x.byInn) || y.strength - x.strength || compareText(keyOf(x), keyOf(y)),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
