import { blockKeys } from './block-keys.rules.js';
import type { MatchRecord } from './match-record.rules.js';

/** More leads than this behind one key are split by its finer half, and what is still larger is walked by a window. */
const BLOCK_MAX = 120;
const WINDOW = 10;

/** A number for a text, 0 to 2^52: keys are many, and two that meet by chance only cost a comparison. */
export function hashKey(text: string): number {
  let [high, low] = [0x9e3779b9, 0x85ebca6b];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ (code + at), 0x5bd1e995);
    low ^= high >>> 13;
  }
  return (high >>> 12) * 0x1_0000_0000 + (low >>> 0);
}

/**
 * Pairs worth comparing, each once, as `visit(a, b)` with a < b (places in `records`). Grows with the number of records, not its square: a
 * block of `BLOCK_MAX` is compared wholly, a larger one in parts.
 */
export function visitCandidates(records: readonly MatchRecord[], visit: (a: number, b: number) => void): void {
  const blocks = collectBlocks(records);
  const blocksOf: number[][] = records.map(() => []);
  blocks.forEach((block, at) => block.forEach((record) => blocksOf[record]!.push(at)));
  const seen = new Int32Array(records.length).fill(-1);
  blocksOf.forEach((own, a) => {
    for (const b of own.flatMap((block) => blocks[block]!)) {
      if (b > a && seen[b] !== a) {
        seen[b] = a;
        visit(a, b);
      }
    }
  });
}

function collectBlocks(records: readonly MatchRecord[]): number[][] {
  const byKey = new Map<number, number[]>();
  const finerOf: Map<number, string>[] = [];
  records.forEach((record, index) => {
    const finer = new Map<number, string>();
    for (const key of blockKeys(record)) {
      const hash = hashKey(key.key);
      finer.set(hash, key.finer);
      const block = byKey.get(hash);
      if (block === undefined) {
        byKey.set(hash, [index]);
      } else {
        block.push(index);
      }
    }
    finerOf.push(finer);
  });
  const order = (index: number) => records[index]!.words.join('');
  return [...byKey].flatMap(([hash, block]) => {
    if (block.length < 2) return [];
    return block.length <= BLOCK_MAX ? [block] : split(block, (index) => finerOf[index]!.get(hash) ?? '', order);
  });
}

function split(
  block: readonly number[],
  finer: (index: number) => string,
  order: (index: number) => string,
): number[][] {
  const parts = new Map<string, number[]>();
  for (const index of block) {
    const part = parts.get(finer(index));
    if (part === undefined) {
      parts.set(finer(index), [index]);
    } else {
      part.push(index);
    }
  }
  return [...parts.values()].flatMap((part) => {
    if (part.length < 2) return [];
    return part.length <= BLOCK_MAX ? [part] : windows(part, order);
  });
}

/** Neighbours by name, in windows that overlap by half. */
function windows(part: readonly number[], order: (index: number) => string): number[][] {
  const sorted = part
    .map((index) => ({ index, name: order(index) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.index - b.index))
    .map(({ index }) => index);
  const found: number[][] = [];
  for (let start = 0; start < sorted.length; start += WINDOW) {
    found.push(sorted.slice(start, start + 2 * WINDOW));
  }
  return found;
}
