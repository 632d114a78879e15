import type { Agreement } from './agreement.rules.js';
import { worthOf } from './contact-comparison.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { editDistance } from './letters.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { houseLikeness, type StreetAddress } from './street-address.rules.js';

/** A file may hold one city alone: its share there says nothing of the world, hence a bound on what a city is worth. */
const CITY = { agrees: 0.9, worthMax: 5, slip: 0.5, differs: -3 };
const REGION = { agrees: 0.9, worthMax: 3, differs: -1.5 };
/** A house holds many companies; the same office is one door. People move, companies hang a sign at the door. */
const ADDRESS = {
  houseMax: 7,
  officeMax: 10,
  otherOffice: 2,
  otherBuilding: 3,
  streetOnly: 0.5,
  otherHouse: { company: -4, person: -1 },
  otherStreet: { company: -4, person: -1.5 },
  unclear: -1,
};
const SAME_STREET = 0.7;
const SLIP = 2;
const WORD_WORTH_MAX = 9;

export function compareCities(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.city === null || b.city === null) {
    return null;
  }
  const both = { field: 'city', a: a.source.city ?? '', b: b.source.city ?? '' } as const;
  const worth = () => worthOf(CITY.agrees, frequencies.shareHere('city', a.city!), CITY.worthMax);
  if (a.city === b.city) {
    return { ...both, kind: 'same', weight: worth() };
  }
  const slips = a.city.length > 5 ? editDistance(a.city, b.city, a.city.length > 8 ? 2 : 1) : 3;
  const [short, long] = a.city.length < b.city.length ? [a.city, b.city] : [b.city, a.city];
  return slips <= (a.city.length > 8 ? 2 : 1) || ` ${long} `.includes(` ${short} `)
    ? { ...both, kind: 'close', weight: Math.max(0, worth() - CITY.slip) }
    : { ...both, kind: 'different', weight: CITY.differs };
}

/** Counts only where the cities have not spoken. */
export function compareRegions(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  if (a.region === null || b.region === null || (a.city !== null && b.city !== null)) {
    return null;
  }
  const both = { field: 'region', a: a.source.region ?? '', b: b.source.region ?? '' } as const;
  return a.region === b.region
    ? {
        ...both,
        kind: 'same',
        weight: worthOf(REGION.agrees, frequencies.shareHere('region', a.region), REGION.worthMax),
      }
    : { ...both, kind: 'different', weight: REGION.differs };
}

/** `same`: street and house; `close`: the house, but another office or building; `partly`: the street, no house known; else `different`. */
export function compareAddresses(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement | null {
  const [one, other] = [a.address, b.address];
  if (one.street.length === 0 || other.street.length === 0) {
    return null;
  }
  const both = { field: 'address', a: a.source.address ?? '', b: b.source.address ?? '' } as const;
  const likeness = streetLikeness(one, other, frequencies);
  if (likeness >= SAME_STREET) {
    return { ...both, ...compareHouses(a, b, frequencies) };
  }
  const bothHouses = one.house !== null && other.house !== null;
  const weight = bothHouses && likeness < SAME_STREET / 2 ? ADDRESS.otherStreet[a.kind] : ADDRESS.unclear;
  return { ...both, kind: 'different', weight };
}

type Houses = Pick<Agreement, 'kind' | 'weight'>;

function compareHouses(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Houses {
  const [one, other] = [a.address, b.address];
  if (one.house === null || other.house === null) {
    return { kind: 'partly', weight: ADDRESS.streetOnly };
  }
  const likeness = houseLikeness(one.house, other.house);
  if (likeness === null) {
    return { kind: 'different', weight: ADDRESS.otherHouse[a.kind] };
  }
  const isSameOffice = one.office !== null && one.office === other.office;
  if (!isSameOffice && one.office !== null && other.office !== null) {
    return { kind: 'close', weight: ADDRESS.otherOffice };
  }
  if (likeness === 'close') {
    return { kind: 'close', weight: ADDRESS.otherBuilding };
  }
  const max = isSameOffice ? ADDRESS.officeMax : ADDRESS.houseMax;
  return { kind: 'same', weight: worthOf(0.9, frequencies.share('house', houseKey(one)), max) };
}

/** What a house is counted by; empty where there is none. */
export function houseKey({ street, house }: StreetAddress): string {
  return house === null || street.length === 0 ? '' : `${[...street].sort().join(' ')} ${house}`;
}

/** Share of the shorter street's words that the other has too, by how rare they are; 0 to 1. */
function streetLikeness(a: StreetAddress, b: StreetAddress, frequencies: Frequencies): number {
  const worth = (word: string) => worthOf(0.9, frequencies.share('address', word), WORD_WORTH_MAX) + 0.1;
  const sum = (words: readonly string[]) => words.reduce((all, word) => all + worth(word), 0);
  return sharedWorth(a.street, b.street, worth) / Math.min(sum(a.street), sum(b.street));
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
