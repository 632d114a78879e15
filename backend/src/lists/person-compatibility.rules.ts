import { editDistance, foldWord } from '../leads/matching/letters.rules.js';
import { isShortFormOf } from '../leads/matching/person-words.rules.js';
import { areNamesCompatible } from '../leads/name-compatibility.rules.js';
import { type FullName, splitFullName } from './full-name.rules.js';

/** A name as a row or a lead has it. */
export interface NamedBody {
  readonly kind: 'company' | 'person';
  readonly name: string;
  readonly nameKey: string;
}

/**
 * Whether two bodies that share a number may be one. People are compared as people, sole traders by the person behind them: relatives share a
 * surname, a patronymic and a telephone, and are not one person.
 */
export function mayBeOne(a: NamedBody, b: NamedBody): boolean {
  const [personA, personB] = [personOf(a), personOf(b)];
  return personA !== undefined && personB !== undefined
    ? mayBeOnePerson(personA, personB)
    : areNamesCompatible(a.nameKey, b.nameKey);
}

const SOLE_TRADER = /^\s*(?:ип|чп|индивидуальный предприниматель)\s+/iu;

/** The person's name alone; undefined for a company that is nobody in particular. */
export function personOf({ kind, name }: Pick<NamedBody, 'kind' | 'name'>): string | undefined {
  if (kind === 'person') {
    return name;
  }
  const person = SOLE_TRADER.test(name)
    ? name
        .replace(SOLE_TRADER, '')
        .split(/[("«“]/, 1)[0]
        ?.trim()
    : undefined;
  return person !== undefined && partsOf(person) !== undefined ? person : undefined;
}

/** "Иванов И.И." may be "Иванов Иван Иванович"; another first name, patronymic or initial is another person, a surname alone is nobody. */
export function mayBeOnePerson(nameA: string, nameB: string): boolean {
  const [a, b] = [partsOf(nameA), partsOf(nameB)];
  return a !== undefined && b !== undefined
    ? arePartsCompatible(a, b)
    : areWordsCompatible(wordsOf(nameA), wordsOf(nameB)) || areWordsCompatible(wordsOf(nameB), wordsOf(nameA));
}

const INITIAL = /^\p{L}\.?$/u;

function partsOf(name: string): FullName | undefined {
  const known = splitFullName(name);
  const words = wordsOf(name);
  if (known !== undefined || words.length !== 2) {
    return known;
  }
  const [one = '', two = ''] = words;
  if (INITIAL.test(one) === INITIAL.test(two)) {
    return undefined;
  }
  return INITIAL.test(one) ? { last: two, first: one, middle: '' } : { last: one, first: two, middle: '' };
}

function arePartsCompatible(a: FullName, b: FullName): boolean {
  const isSameLast = a.last === '' || b.last === '' || areAlike(a.last, b.last);
  // Who has no first name in common is known by surname and patronymic, which a family shares.
  return (
    isSameLast && a.first !== '' && b.first !== '' && isSameFirst(a.first, b.first) && isSameMiddle(a.middle, b.middle)
  );
}

function isSameFirst(a: string, b: string): boolean {
  const [foldedA, foldedB] = [foldWord(plain(a)), foldWord(plain(b))];
  return foldedA === foldedB || isInitialOf(a, b) || isShortFormOf(foldedA, foldedB);
}

function isSameMiddle(a: string, b: string): boolean {
  return a === '' || b === '' || areAlike(a, b) || isInitialOf(a, b);
}

function isInitialOf(a: string, b: string): boolean {
  return (INITIAL.test(a) || INITIAL.test(b)) && foldWord(plain(a).slice(0, 1)) === foldWord(plain(b).slice(0, 1));
}

/** Names no Russian order is known of: every word of the shorter stands in the longer, initials in their order. */
function areWordsCompatible(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const rest = [...longer];
  const initials = shorter.filter((word) => INITIAL.test(word));
  const isFound = (word: string) => {
    const at = rest.findIndex(
      (other) => areAlike(word, other) || isShortFormOf(foldWord(plain(word)), foldWord(plain(other))),
    );
    return at >= 0 && rest.splice(at, 1).length === 1;
  };
  const full = shorter.filter((word) => !INITIAL.test(word));
  const isHeld =
    full.length > 0 && full.every(isFound) && initials.every((word, at) => isInitialOf(word, rest[at] ?? ''));
  return isHeld && (shorter.length > 1 || longer.length === 1 || partsOf(longer.join(' '))?.first === full[0]);
}

/** A slip in a long word; never in its ending, which tells Иванов from Иванова and Сергеевич from Сергеевна. */
function areAlike(a: string, b: string): boolean {
  const [one, two] = [foldWord(plain(a)), foldWord(plain(b))];
  return (
    one === two ||
    (Math.min(one.length, two.length) >= 7 && one.slice(-3) === two.slice(-3) && editDistance(one, two, 1) <= 1)
  );
}

const plain = (word: string) => word.replace('.', '').toLowerCase();

function wordsOf(name: string): string[] {
  return name
    .trim()
    .replace(/\./g, '. ')
    .split(/[\s,]+/)
    .filter((word) => word !== '' && word !== '.');
}
