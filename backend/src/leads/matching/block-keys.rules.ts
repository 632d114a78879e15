import { soundOf } from './letters.rules.js';
import type { MatchRecord } from './match-record.rules.js';

/** What two leads must have in common to be compared at all. */
export interface BlockKey {
  readonly key: string;
  /** Split further by this when too many share the key. */
  readonly finer: string;
}

const ENDING_DIGITS = 7;
const WORD_MIN = 3;
const WORDS_MAX = 6;

/** Keys of one lead, the telling first. They depend on the lead alone, so they can be kept beside it. */
export function blockKeys(record: MatchRecord): BlockKey[] {
  const joined = record.words.join('');
  const place = record.city ?? record.region ?? '';
  const finer = `${place} ${soundOf(joined).slice(0, 3)}`;
  const keys: BlockKey[] = [];
  const add = (key: string, than = finer) => keys.push({ key, finer: than });
  if (record.inn !== null) add(`i ${record.inn}`);
  for (const { e164 } of record.phones) {
    add(`p ${e164.slice(-ENDING_DIGITS)}`);
  }
  if (record.email !== null) add(`e ${record.email.isRole ? record.email.domain : record.email.address}`);
  if (record.domain !== null) add(`d ${record.domain}`);
  nameKeys(record, place, add);
  placeKeys(record, add);
  return distinct(keys);
}

type Add = (key: string, finer?: string) => void;

/** The whole name, its sound, its beginning and end, pairs of its words, and each word with the place and the letters the others begin with. */
function nameKeys(record: MatchRecord, place: string, add: Add): void {
  const words = [...new Set(record.words)].sort().slice(0, WORDS_MAX);
  const joined = record.words.join('');
  if (joined === '') {
    return;
  }
  add(`n ${[...joined].sort().join('')}`);
  add(`s ${soundOf(joined)}`);
  if (joined.length >= 6) {
    add(`b ${soundOf(joined.slice(0, 5))} ${joined.slice(-3)}`);
    add(`h ${joined.slice(0, 4)} ${place}`, soundOf(joined));
    add(`t ${joined.slice(-5)} ${place}`, soundOf(joined));
  }
  words.forEach((word, index) => {
    words.slice(index + 1).forEach((other) => add(`w ${soundOf(word)} ${soundOf(other)}`));
    if (word.length >= WORD_MIN && place !== '') {
      const others = words.filter((other) => other !== word).map((other) => other.slice(0, 1));
      add(`c ${word} ${others.join('')} ${place}`, soundOf(joined));
    }
  });
}

function placeKeys(record: MatchRecord, add: Add): void {
  const sounds = record.words.filter((word) => word.length >= WORD_MIN).map(soundOf);
  const { street, house } = record.address;
  if (house !== null) {
    const number = /^\d*/.exec(house)![0];
    const words = street.filter((word) => word.length >= WORD_MIN);
    for (const word of words.slice(0, 3)) add(`a ${number} ${word}`);
  }
  for (const { kind, label, value } of record.facts) {
    if (kind === 'birth_date' || kind === 'identifier') add(`f ${label} ${value}`);
    if (kind === 'birth_date') sounds.forEach((sound) => add(`y ${sound} ${value.slice(0, 4)}`));
    if (kind === 'postcode') sounds.forEach((sound) => add(`z ${sound} ${value}`));
  }
}

function distinct(keys: readonly BlockKey[]): BlockKey[] {
  return [...new Map(keys.map((key) => [key.key, key])).values()];
}
