import type { BranchChoice, JoinReason } from '@warmline/contracts';
import { mayBeOne, mayBeOnePerson, personOf } from './person-compatibility.rules.js';
import { arePlacesDifferent, BodiesOfInn, type InnBody } from './same-inn.rules.js';

/** A row, or the lead it was matched with, as far as joining looks at it. */
export interface ClusterRow extends InnBody {
  readonly row: number;
  /** The row's own, else the matched lead's. */
  readonly inn: string | null;
  /** Lead that existed before and that the row was matched with. */
  readonly leadId: string | null;
}

/** The rows of a repeated number or e-mail. */
export interface RowGroup {
  readonly reason: Exclude<JoinReason, 'same_inn'>;
  readonly rows: readonly number[];
}

export interface ClusteredRow {
  readonly row: number;
  /** First row of the same lead; the row itself where it stands alone. */
  readonly leader: number;
  readonly leadId: string | null;
  /** Why it joined; null for the leader. */
  readonly reason: JoinReason | null;
}

/** So many different names behind one number or e-mail are a switchboard, and comparing each with each would cost the square. */
const NAMES_PER_NUMBER_MAX = 60;
/** As many different people as one cluster remembers: each newcomer is compared with all of them. */
const PEOPLE_PER_CLUSTER_MAX = 20;

/**
 * Which rows of one file are one lead. Same valid INN: as the marketer chose. Same number or own e-mail: when the names are compatible and no INN
 * speaks against it. Two different INNs, two different existing leads, or two people never come together, by however many steps.
 * Rows are taken in file order, so the same file gives the same answer.
 */
export function clusterRows(
  rows: readonly ClusterRow[],
  groups: readonly RowGroup[],
  choice: BranchChoice = 'by_name',
): ClusteredRow[] {
  const clusters = new Clusters(rows);
  joinByInn(rows, clusters, choice);
  for (const group of groups) {
    joinGroup(clusters, group, choice);
  }
  return rows.map(({ row }) => clusters.of(row));
}

function joinByInn(rows: readonly ClusterRow[], clusters: Clusters, choice: BranchChoice): void {
  const byInn = new Map<string, BodiesOfInn<number>>();
  for (const row of rows) {
    if (row.inn !== null) {
      const bodies = byInn.get(row.inn) ?? new BodiesOfInn<number>(choice);
      byInn.set(row.inn, bodies);
      const same = bodies.find(row);
      if (same === undefined || !clusters.join(same, row.row, 'same_inn')) {
        bodies.add(row, row.row);
      }
    }
  }
}

/** One representative per name: equal names join at once, the rest is compared pair by pair. */
function joinGroup(clusters: Clusters, { rows, reason }: RowGroup, choice: BranchChoice): void {
  const seen = new Map<string, number[]>();
  for (const row of rows) {
    const key = clusters.bodyOf(row)?.nameKey ?? '';
    const same = seen.get(key) ?? [];
    if (!same.some((other) => clusters.join(other, row, reason))) {
      same.push(row);
    }
    seen.set(key, same);
  }
  if (choice === 'by_name') {
    joinByNumberAndInn(clusters, rows, reason);
  }
  const names = [...seen.values()];
  if (names.length > NAMES_PER_NUMBER_MAX) {
    return;
  }
  names.forEach((rowsA, index) => {
    for (const rowsB of names.slice(index + 1)) {
      if (clusters.areCompatible(rowsA[0], rowsB[0])) {
        rowsA.forEach((rowA) => rowsB.forEach((rowB) => clusters.join(rowA, rowB, reason)));
      }
    }
  });
}

/** A number and an INN in common are one lead whatever the names, unless both say where they are and it is not the same place. */
function joinByNumberAndInn(clusters: Clusters, rows: readonly number[], reason: RowGroup['reason']): void {
  const firsts = new Map<string, ClusterRow>();
  for (const number of rows) {
    const row = clusters.bodyOf(number);
    if (row?.inn) {
      const first = firsts.get(row.inn);
      if (first === undefined) {
        firsts.set(row.inn, row);
      } else if (!arePlacesDifferent(first, row)) {
        clusters.join(first.row, number, reason, true);
      }
    }
  }
}

interface Cluster {
  leader: number;
  inn: string | null;
  leadId: string | null;
  people: readonly string[];
}

/** Union-find whose joins may be refused. */
class Clusters {
  private readonly parents = new Map<number, number>();
  private readonly roots = new Map<number, Cluster>();
  private readonly bodies = new Map<number, ClusterRow>();
  private readonly reasons = new Map<number, JoinReason>();

  constructor(rows: readonly ClusterRow[]) {
    for (const body of rows) {
      const { row, inn, leadId } = body;
      const person = personOf(body);
      this.parents.set(row, row);
      this.roots.set(row, { leader: row, inn, leadId, people: person === undefined ? [] : [person] });
      this.bodies.set(row, body);
    }
  }

  bodyOf(row: number): ClusterRow | undefined {
    return this.bodies.get(row);
  }

  areCompatible(rowA: number | undefined, rowB: number | undefined): boolean {
    const [a, b] = [this.bodies.get(rowA ?? -1), this.bodies.get(rowB ?? -1)];
    return a !== undefined && b !== undefined && mayBeOne(a, b);
  }

  of(row: number): ClusteredRow {
    const cluster = this.roots.get(this.find(row));
    const leader = cluster?.leader ?? row;
    return { row, leader, leadId: cluster?.leadId ?? null, reason: this.reasons.get(row) ?? null };
  }

  /**
   * True when both are one cluster afterwards. Two of one INN were told apart by it before: another ground joins them only where it is `decided`.
   */
  join(rowA: number, rowB: number, reason: JoinReason, decided = reason === 'same_inn'): boolean {
    const [rootA, rootB] = [this.find(rowA), this.find(rowB)];
    if (rootA === rootB) {
      return true;
    }
    const [a, b] = [this.roots.get(rootA), this.roots.get(rootB)];
    if (a === undefined || b === undefined || areApart(a, b, decided)) {
      return false;
    }
    this.parents.set(rootB, rootA);
    this.roots.delete(rootB);
    this.reasons.set(Math.max(a.leader, b.leader), reason);
    this.roots.set(rootA, {
      leader: Math.min(a.leader, b.leader),
      inn: a.inn ?? b.inn,
      leadId: a.leadId ?? b.leadId,
      people: [...new Set([...a.people, ...b.people])],
    });
    return true;
  }

  private find(row: number): number {
    let root = row;
    for (
      let parent = this.parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.parents.get(root)
    ) {
      root = parent;
    }
    this.parents.set(row, root);
    return root;
  }
}

function areApart(a: Cluster, b: Cluster, decided: boolean): boolean {
  const isToldApart = !decided && a.inn !== null && a.inn === b.inn;
  return (
    isToldApart || differ(a.inn, b.inn) || differ(a.leadId, b.leadId) || (!decided && areOthers(a.people, b.people))
  );
}

function areOthers(a: readonly string[], b: readonly string[]): boolean {
  return (
    a.length + b.length > PEOPLE_PER_CLUSTER_MAX ||
    a.some((one) => b.some((two) => one !== two && !mayBeOnePerson(one, two)))
  );
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}
