import { areNamesCompatible } from '../leads/company-name.rules.js';

/** A row, or the lead it was matched with, as far as joining looks at it. */
export interface ClusterRow {
  readonly row: number;
  readonly nameKey: string;
  /** The row's own, else the matched lead's. */
  readonly inn: string | null;
  /** Lead that existed before and that the row was matched with. */
  readonly leadId: string | null;
}

export interface ClusteredRow {
  readonly row: number;
  /** First row of the same lead; the row itself where it stands alone. */
  readonly leader: number;
  readonly leadId: string | null;
}

/** So many different names behind one number or e-mail are a switchboard, and comparing each with each would cost the square. */
const NAMES_PER_NUMBER_MAX = 60;

/**
 * Which rows of one file are one lead. Same valid INN: always. Same number or own e-mail: when the names are compatible and no INN speaks against it.
 * Two different INNs, or two different existing leads, never come together, by however many steps.
 * `groups` are the rows of each repeated number and e-mail. Rows are taken in file order, so the same file gives the same answer.
 */
export function clusterRows(rows: readonly ClusterRow[], groups: readonly (readonly number[])[]): ClusteredRow[] {
  const clusters = new Clusters(rows);
  const byInn = new Map<string, number>();
  for (const { row, inn } of rows) {
    if (inn !== null) {
      const first = byInn.get(inn);
      if (first === undefined) {
        byInn.set(inn, row);
      } else {
        clusters.join(first, row);
      }
    }
  }
  for (const group of groups) {
    joinGroup(clusters, group);
  }
  return rows.map(({ row }) => clusters.of(row));
}

/** One representative per name: equal names join at once, the rest is compared pair by pair. */
function joinGroup(clusters: Clusters, group: readonly number[]): void {
  const seen = new Map<string, number[]>();
  for (const row of group) {
    const key = clusters.nameOf(row);
    const same = seen.get(key) ?? [];
    if (!same.some((other) => clusters.join(other, row))) {
      same.push(row);
    }
    seen.set(key, same);
  }
  const names = [...seen];
  if (names.length > NAMES_PER_NUMBER_MAX) {
    return;
  }
  names.forEach(([nameA, rowsA], index) => {
    for (const [nameB, rowsB] of names.slice(index + 1)) {
      if (areNamesCompatible(nameA, nameB)) {
        rowsA.forEach((rowA) => rowsB.forEach((rowB) => clusters.join(rowA, rowB)));
      }
    }
  });
}

interface Cluster {
  leader: number;
  inn: string | null;
  leadId: string | null;
}

/** Union-find whose joins may be refused. */
class Clusters {
  private readonly parents = new Map<number, number>();
  private readonly roots = new Map<number, Cluster>();
  private readonly names = new Map<number, string>();

  constructor(rows: readonly ClusterRow[]) {
    for (const { row, inn, leadId, nameKey } of rows) {
      this.parents.set(row, row);
      this.roots.set(row, { leader: row, inn, leadId });
      this.names.set(row, nameKey);
    }
  }

  nameOf(row: number): string {
    return this.names.get(row) ?? '';
  }

  of(row: number): ClusteredRow {
    const cluster = this.roots.get(this.find(row));
    return { row, leader: cluster?.leader ?? row, leadId: cluster?.leadId ?? null };
  }

  /** True when both are one cluster afterwards. */
  join(rowA: number, rowB: number): boolean {
    const [rootA, rootB] = [this.find(rowA), this.find(rowB)];
    if (rootA === rootB) {
      return true;
    }
    const [a, b] = [this.roots.get(rootA), this.roots.get(rootB)];
    if (a === undefined || b === undefined || differ(a.inn, b.inn) || differ(a.leadId, b.leadId)) {
      return false;
    }
    this.parents.set(rootB, rootA);
    this.roots.delete(rootB);
    this.roots.set(rootA, { leader: Math.min(a.leader, b.leader), inn: a.inn ?? b.inn, leadId: a.leadId ?? b.leadId });
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

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a !== b;
}
