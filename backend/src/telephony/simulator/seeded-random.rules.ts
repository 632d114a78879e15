/** A generator of numbers in [0, 1). Pure in the sense that one key always gives the same sequence. */
export type Random = () => number;

/**
 * Seeded generator: FNV-1a over the key, then mulberry32. Not for secrets; for runs that can be repeated. The key names
 * what is drawn (`seed|number|try`), so that adding one draw somewhere does not change all others.
 */
export function seededRandom(key: string): Random {
  let state = hash(key);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `min` to `max`, both included. */
export function between(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  return value;
}
