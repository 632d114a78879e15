import type { Agreement } from './agreement.rules.js';
import { worthOf } from './contact-comparison.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { editDistance } from './letters.rules.js';
import type { MatchRecord } from './match-record.rules.js';

/** A file may hold one city alone: its share there says nothing of the world, hence a bound on what a city is worth. */
const CITY = { agrees: 0.9, worthMax: 5, slip: 0.5, differs: -3 };
const REGION = { agrees: 0.9, worthMax: 3, differs: -1.5 };
const ADDRESS = { worthMax: 12, same: 0.99, close: 0.75, partly: 0.45, different: -1.5 };
const SLIP = 2;
const WORD_WORTH_MAX = 9;

export function compareCities(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.city === null || b.city === null) {
    return null;
  }
  const both = { field: 'city', a: a.source.city ?? '', b: b.source.city ?? '' } as const;
  if (a.city === b.city) {
    return { ...both, kind: 'same', weight: worthOf(CITY.agrees, frequencies.share('city', a.city), CITY.worthMax) };
  }
  const slips = a.city.length > 5 ? editDistance(a.city, b.city, a.city.length > 8 ? 2 : 1) : 3;
  const [short, long] = a.city.length < b.city.length ? [a.city, b.city] : [b.city, a.city];
  return slips <= (a.city.length > 8 ? 2 : 1) || ` ${long} `.includes(` ${short} `)
    ? {
        ...both,
        kind: 'close',
        weight: worthOf(CITY.agrees, frequencies.share('city', a.city), CITY.worthMax) - CITY.slip,
      }
    : { ...both, kind: 'different', weight: CITY.differs };
}

/** Counts only where the cities have not spoken. */
export function compareRegions(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.region === null || b.region === null || (a.city !== null && b.city !== null)) {
    return null;
  }
  const both = { field: 'region', a: a.source.region ?? '', b: b.source.region ?? '' } as const;
  return a.region === b.region
    ? { ...both, kind: 'same', weight: worthOf(REGION.agrees, frequencies.share('region', a.region), REGION.worthMax) }
    : { ...both, kind: 'different', weight: REGION.differs };
}

/** Words and numbers of the address by how rare they are; house numbers count like words. */
export function compareAddresses(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.address.length === 0 || b.address.length === 0) {
    return null;
  }
  const worth = (word: string) => worthOf(0.9, frequencies.share('address', word), WORD_WORTH_MAX) + 0.1;
  const total = Math.min(sum(a.address, worth), sum(b.address, worth));
  const shared = sharedWorth(a.address, b.address, worth);
  const likeness = shared / total;
  const both = { field: 'address', a: a.source.address ?? '', b: b.source.address ?? '' } as const;
  if (likeness >= ADDRESS.close) {
    const kind = likeness >= ADDRESS.same ? 'same' : 'close';
    return { ...both, kind, weight: Math.min(ADDRESS.worthMax, shared) };
  }
  return likeness >= ADDRESS.partly
    ? { ...both, kind: 'partly', weight: Math.min(ADDRESS.worthMax / 2, shared * likeness) }
    : { ...both, kind: 'different', weight: ADDRESS.different + Math.min(1.5, shared / 4) };
}

function sharedWorth(a: readonly string[], b: readonly string[], worth: (word: string) => number): number {
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    let at = left.indexOf(word);
    let loss = 0;
    if (at < 0 && word.length > 3 && !/\d/.test(word)) {
      at = left.findIndex(
        (other) => other.length > 3 && editDistance(word, other, word.length > 7 ? 2 : 1) <= (word.length > 7 ? 2 : 1),
      );
      loss = SLIP;
    }
    if (at >= 0) {
      shared += Math.max(0.3, Math.min(worth(word), worth(left[at]!)) - loss);
      left.splice(at, 1);
    }
  }
  return shared;
}

function sum(words: readonly string[], worth: (word: string) => number): number {
  return words.reduce((all, word) => all + worth(word), 0);
}
