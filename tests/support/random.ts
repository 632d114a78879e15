/** Seed of this run. `npm test` draws and prints one; jest called by hand uses 1. */
export function testSeed(): number {
  return Number(process.env.WARMLINE_TEST_SEED ?? 1);
}

/** How often a random suite runs now, of the `full` times it has in `npm run test:full`; at least once. */
export function scaled(full: number): number {
  return Math.max(1, Math.round(full * Number(process.env.WARMLINE_TEST_SCALE ?? 0.05)));
}

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(min: number, max: number): number;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Same seed and `stream`, same values: give each suite its own stream, so that a new draw in one leaves the others alone. */
export function seededRandom(stream: string, seed: number = testSeed()): Random {
  const next = mulberry32(mix(`${seed}:${stream}`));
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[integer(0, items.length - 1)];
    if (item === undefined) {
      throw new Error('Nothing to pick from.');
    }
    return item;
  };
  return { next, integer, pick, shuffle: (items) => shuffle(items, integer) };
}

function shuffle<Item>(items: readonly Item[], integer: Random['integer']): Item[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(integer(0, rest.length - 1), 1));
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, passes gjrand, plenty for tests. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
