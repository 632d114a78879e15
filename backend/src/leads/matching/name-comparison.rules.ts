import { MINOR_NAME_WORDS } from '../company-name.rules.js';
import { editDistance, foldWord } from './letters.rules.js';
import { isPatronymic, isShortFormOf } from './person-words.rules.js';

/**
 * `same`: every word; `close`: slips, initials or short forms; `contains`: one has words the other lacks; `partly`: the larger part agrees
 * though both have words of their own.
 */
export type NameLikeness = 'same' | 'close' | 'contains' | 'partly' | 'different';

export interface NameComparison {
  readonly likeness: NameLikeness;
  /** Bits for (positive) or against. */
  readonly weight: number;
}

/** A word of a name with what its agreement is worth. */
export interface WeighedWord {
  readonly word: string;
  /** Bits: how rare it is. */
  readonly worth: number;
  readonly isNumber: boolean;
  /** Says little: a kind of business, grammar, a patronymic. */
  readonly isMinor: boolean;
}

export interface ComparableName {
  readonly words: readonly WeighedWord[];
  /** All words in one, sorted and as written. */
  readonly sorted: string;
  readonly joined: string;
}

/** Bits lost by each slip of the pen, by an initial or a short form standing for a name. Share of damaged names among true pairs about one in six. */
const SLIP = 2.5;
const INITIAL_WORTH = 1.5;
const SHORT_FORM_LOSS = 1;
/** Bits for a word on one side only, and more when both sides have such words: then they contradict each other. */
const LACKING = { minor: -0.5, number: -2.5, telling: -2 };
const CONTRADICTION = { number: -5, telling: -4 };
const DIFFERENT = -7;
const WORTH_MAX = 14;
const PARTLY_FROM = 0.6;

export function comparableName(words: readonly string[], shareOf: (word: string) => number): ComparableName {
  return {
    words: words.map((word) => ({
      word,
      worth: Math.min(word.length === 1 ? INITIAL_WORTH : WORTH_MAX, Math.max(0.3, Math.log2(0.85 / shareOf(word)))),
      isNumber: /^\d+$/.test(word),
      isMinor: MINOR.has(word) || isPatronymic(word),
    })),
    sorted: [...words].sort().join(''),
    joined: words.join(''),
  };
}

/** Two names word by word, whatever their order; then letter by letter as one word, for spaces lost or put wrong. */
export function compareNames(a: ComparableName, b: ComparableName): NameComparison {
  if (a.words.length === 0 || b.words.length === 0) {
    return { likeness: 'different', weight: 0 };
  }
  if (a.sorted === b.sorted || a.joined === b.joined) {
    return { likeness: 'same', weight: Math.min(worthOf(a.words), worthOf(b.words)) };
  }
  const aligned = align(a.words, b.words);
  if (aligned.likeness === 'same' || aligned.likeness === 'close') {
    return aligned;
  }
  const whole = compareWhole(a, b);
  return whole !== undefined && whole.weight > aligned.weight ? whole : aligned;
}

interface Pairing {
  readonly restA: WeighedWord[];
  readonly restB: WeighedWord[];
  worth: number;
  telling: number;
  exact: boolean;
}

function align(wordsA: readonly WeighedWord[], wordsB: readonly WeighedWord[]): NameComparison {
  const pairing: Pairing = { restA: [], restB: [...wordsB], worth: 0, telling: 0, exact: true };
  for (const word of wordsA) {
    const at = pairing.restB.findIndex((other) => other.word === word.word);
    if (at < 0) {
      pairing.restA.push(word);
    } else {
      take(pairing, word, at, word.worth);
    }
  }
  for (const word of pairing.restA.splice(0)) {
    pairAlike(pairing, word);
  }
  return judge(pairing, Math.min(tellingWorth(wordsA), tellingWorth(wordsB)));
}

/** The best of the words left over, when it is close enough to be the same word. */
function pairAlike(pairing: Pairing, word: WeighedWord): void {
  let best = { at: -1, worth: 0 };
  pairing.restB.forEach((other, at) => {
    const worth = alikeWorth(word, other);
    if (worth > best.worth) {
      best = { at, worth };
    }
  });
  if (best.at < 0) {
    pairing.restA.push(word);
  } else {
    pairing.exact = false;
    take(pairing, word, best.at, best.worth);
  }
}

function take(pairing: Pairing, word: WeighedWord, at: number, worth: number): void {
  pairing.restB.splice(at, 1);
  pairing.worth += worth;
  pairing.telling += word.isMinor ? 0 : word.worth;
}

/** 0 for different words. */
function alikeWorth(a: WeighedWord, b: WeighedWord): number {
  const rarer = Math.min(a.worth, b.worth);
  if (a.isNumber || b.isNumber) {
    return 0;
  }
  const [short, long] = a.word.length <= b.word.length ? [a.word, b.word] : [b.word, a.word];
  if (short.length === 1) {
    return long.startsWith(short) ? INITIAL_WORTH : 0;
  }
  if (isShortFormOf(a.word, b.word)) {
    return Math.max(0.5, rarer - SHORT_FORM_LOSS);
  }
  const allowed = slipsAllowed(short.length);
  const slips = allowed === 0 ? 1 : editDistance(a.word, b.word, allowed);
  return slips > allowed ? 0 : Math.max(0.5, rarer - SLIP * slips);
}

/** A slip in a short word makes another word of it. */
function slipsAllowed(length: number): number {
  return length >= 9 ? 2 : length >= 4 ? 1 : 0;
}

function judge(pairing: Pairing, tellingOfShorter: number): NameComparison {
  const { restA, restB, exact } = pairing;
  if (pairing.worth === 0) {
    return { likeness: 'different', weight: DIFFERENT };
  }
  const lacks = (rest: readonly WeighedWord[]) =>
    rest.some((word) => !word.isNumber && (!word.isMinor || word.word.length === 1));
  const numbers = (rest: readonly WeighedWord[]) => rest.some((word) => word.isNumber);
  let weight = pairing.worth;
  for (const word of [...restA, ...restB]) {
    weight += word.isNumber ? LACKING.number : word.isMinor ? LACKING.minor : LACKING.telling;
  }
  const contradicts = { telling: lacks(restA) && lacks(restB), number: numbers(restA) && numbers(restB) };
  weight += (contradicts.telling ? CONTRADICTION.telling : 0) + (contradicts.number ? CONTRADICTION.number : 0);
  const bounded = Math.max(DIFFERENT, weight);
  if (contradicts.telling || contradicts.number) {
    const larger = pairing.telling > 0 && pairing.telling >= PARTLY_FROM * tellingOfShorter;
    return { likeness: larger && !contradicts.number ? 'partly' : 'different', weight: bounded };
  }
  if (pairing.telling === 0 && tellingOfShorter > 0) {
    return { likeness: 'different', weight: bounded };
  }
  const complete = [...restA, ...restB].every((word) => word.isMinor);
  return {
    likeness: complete ? (exact && restA.length + restB.length === 0 ? 'same' : 'close') : 'contains',
    weight: bounded,
  };
}

/** Only where a space was lost or put wrong: with as many words on both sides the comparison word by word has spoken. */
function compareWhole(a: ComparableName, b: ComparableName): NameComparison | undefined {
  const length = Math.min(a.joined.length, b.joined.length);
  const allowed = length >= 12 ? 2 : length >= 6 ? 1 : 0;
  if (allowed === 0 || a.words.length === b.words.length || digitsOf(a.joined) !== digitsOf(b.joined)) {
    return undefined;
  }
  const slips = Math.min(editDistance(a.joined, b.joined, allowed), editDistance(a.sorted, b.sorted, allowed));
  return slips > allowed
    ? undefined
    : { likeness: 'close', weight: Math.min(worthOf(a.words), worthOf(b.words)) - SLIP * slips };
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function worthOf(words: readonly WeighedWord[]): number {
  return words.reduce((sum, word) => sum + word.worth, 0);
}

function tellingWorth(words: readonly WeighedWord[]): number {
  return words.reduce((sum, word) => sum + (word.isMinor ? 0 : word.worth), 0);
}

const MINOR: ReadonlySet<string> = new Set(
  [...MINOR_NAME_WORDS, ...'производственная коммерческая торговая управляющая офис представительство'.split(' ')].map(
    foldWord,
  ),
);
