import { editDistance } from './letters.rules.js';
import { isPatronymic, isShortFormOf } from './person-words.rules.js';
import { tradeFamilyOf } from './trade-words.rules.js';

/**
 * `same`: every word; `close`: slips, initials or short forms; `contains`: one has words the other lacks; `partly`: the larger part agrees
 * though both have words of their own.
 */
export type NameLikeness = 'same' | 'close' | 'contains' | 'partly' | 'different';

export interface NameComparison {
  readonly likeness: NameLikeness;
  /** Bits for (positive) or against; `different` and `partly` are always against, or say nothing. */
  readonly weight: number;
  /** Each has a word of its own that tells which one it is. */
  readonly contradicts: boolean;
  /** Both say what kind of body they are, and it is another: a café and a hotel of one name. */
  readonly isOtherTrade: boolean;
}

/** A word of a name with what its agreement is worth. */
export interface WeighedWord {
  readonly word: string;
  /** Bits: how rare it is. */
  readonly worth: number;
  readonly isNumber: boolean;
  /** Says little: a kind of body, a trade, grammar, a patronymic. */
  readonly isMinor: boolean;
  /** A kind of body or a trade. */
  readonly isTrade: boolean;
}

export interface ComparableName {
  readonly words: readonly WeighedWord[];
  /** All words in one, sorted and as written. */
  readonly sorted: string;
  readonly joined: string;
  /** The most that the whole name is worth, bits: one that many leads bear is worth little though its words are rare. */
  readonly wholeWorth: number;
  /** Kinds of body that it names. */
  readonly families: readonly number[];
}

/** What a base knows of words and names. */
export interface NameKnowledge {
  readonly shareOf: (word: string) => number;
  readonly nameShare: (words: readonly string[]) => number;
  readonly isTrade: (word: string) => boolean;
}

/** Bits lost by each slip of the pen, by an initial or a short form standing for a name. Share of damaged names among true pairs about one in six. */
const SLIP = 2.5;
const INITIAL_WORTH = 1.5;
const SHORT_FORM_LOSS = 1;
/** Bits for a word on one side only. */
const LACKING = { minor: -0.3, number: -2.5, telling: -2.5 };
/** When both sides have such words they contradict each other, and what else is alike no longer speaks for them. */
const CONTRADICTION = { most: -3, each: -2 };
/** A gallery and a cinema of one name. */
const OTHER_TRADE = -3;
const DIFFERENT = -7;
const WORTH_MAX = 14;
/** A word of a trade agrees in every second name. */
const TRADE_WORTH_MAX = 0.3;
const PARTLY_FROM = 0.6;
/** Of the longer name's telling words the shorter must hold so much to be it. */
const CONTAINED_FROM = 0.4;

/** `kindWords`: those that stand before a quoted part. A name of nothing but trade words is told by them: "Детская библиотека". */
export function comparableName(
  words: readonly string[],
  kindWords: ReadonlySet<string>,
  { shareOf, nameShare, isTrade }: NameKnowledge,
): ComparableName {
  const hasInitials = words.filter((word) => word.length === 1).length > 1;
  const trade = words.map((word) => isTrade(word) && !(hasInitials && word.length === 1));
  const isAllTrade = trade.every((is, at) => is || isPatronymic(words[at]!));
  const isOther = words.some((word, at) => !trade[at] && !kindWords.has(word));
  return {
    words: words.map((word, at) => {
      const isKind = trade[at]! || (isOther && kindWords.has(word));
      const most = isKind ? TRADE_WORTH_MAX : word.length === 1 ? INITIAL_WORTH : WORTH_MAX;
      return {
        word,
        worth: Math.min(most, Math.max(0.3, Math.log2(0.85 / shareOf(word)))),
        isNumber: /^\d+$/.test(word),
        isMinor: isKind || isPatronymic(word),
        isTrade: isKind,
      };
    }),
    sorted: [...words].sort().join(''),
    joined: words.join(''),
    families: words.flatMap((word) => (trade[words.indexOf(word)] ? (tradeFamilyOf(word) ?? []) : [])),
    wholeWorth: isAllTrade ? 1 : Math.max(0, Math.log2(0.85 / nameShare(words))),
  };
}

const SAYS_NOTHING: NameComparison = { likeness: 'different', weight: 0, contradicts: false, isOtherTrade: false };

/** Two names word by word, whatever their order; then letter by letter as one word, for spaces lost or put wrong. */
export function compareNames(a: ComparableName, b: ComparableName): NameComparison {
  if (a.words.length === 0 || b.words.length === 0) {
    return SAYS_NOTHING;
  }
  const most = Math.min(a.wholeWorth, b.wholeWorth);
  if (a.sorted === b.sorted || a.joined === b.joined) {
    const weight = Math.min(most, worthOf(a.words), worthOf(b.words));
    return { likeness: 'same', weight, contradicts: false, isOtherTrade: false };
  }
  const aligned = bounded(align(a, b), most);
  if (aligned.likeness === 'same' || aligned.likeness === 'close') {
    return aligned;
  }
  const whole = compareWhole(a, b);
  return whole !== undefined && whole.weight > aligned.weight ? bounded(whole, most) : aligned;
}

function bounded(name: NameComparison, most: number): NameComparison {
  return name.weight > most ? { ...name, weight: most } : name;
}

interface Judged {
  /** What the telling words of either are worth together. */
  readonly telling: { readonly shorter: number; readonly longer: number };
  readonly isOtherTrade: boolean;
}

interface Pairing {
  readonly restA: WeighedWord[];
  readonly restB: WeighedWord[];
  worth: number;
  telling: number;
  numbers: number;
  exact: boolean;
}

function align(a: ComparableName, b: ComparableName): NameComparison {
  const [wordsA, wordsB] = [a.words, b.words];
  const pairing: Pairing = { restA: [], restB: [...wordsB], worth: 0, telling: 0, numbers: 0, exact: true };
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
  const worths = [tellingWorth(wordsA), tellingWorth(wordsB)];
  const telling = { shorter: Math.min(...worths), longer: Math.max(...worths) };
  return judge(pairing, { telling, isOtherTrade: areOfOtherTrades(a, b) });
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
  pairing.numbers += word.isNumber && !word.isMinor ? word.worth : 0;
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

function judge(pairing: Pairing, { telling, isOtherTrade }: Judged): NameComparison {
  const { restA, restB, exact } = pairing;
  if (pairing.worth === 0) {
    const contradicts = tells(restA) && tells(restB);
    return {
      likeness: 'different',
      weight: contradicts ? DIFFERENT : CONTRADICTION.each,
      contradicts,
      isOtherTrade: false,
    };
  }
  if ((tells(restA) && tells(restB)) || (numbers(restA) && numbers(restB))) {
    return contradiction(pairing, telling.shorter);
  }
  if (pairing.telling === 0 && telling.longer > 0) {
    return SAYS_NOTHING;
  }
  if (isOtherTrade && pairing.telling <= pairing.numbers) {
    return contradiction(pairing, telling.shorter);
  }
  let weight = pairing.worth + (isOtherTrade ? OTHER_TRADE : 0);
  for (const word of [...restA, ...restB]) {
    weight += word.isNumber ? LACKING.number : word.isMinor ? LACKING.minor : LACKING.telling;
  }
  const complete = [...restA, ...restB].every((word) => word.isMinor);
  if (!complete && pairing.telling < CONTAINED_FROM * telling.longer) {
    return { likeness: 'partly', weight: Math.min(0, weight), contradicts: false, isOtherTrade };
  }
  return {
    likeness: complete ? (exact && restA.length + restB.length === 0 ? 'same' : 'close') : 'contains',
    weight: Math.max(DIFFERENT, weight),
    contradicts: false,
    isOtherTrade,
  };
}

/** A word that says which one it is; an initial is one, a patronymic or a kind of body is none. */
function tells(rest: readonly WeighedWord[]): boolean {
  return rest.some((word) => !word.isNumber && (!word.isMinor || (word.word.length === 1 && !word.isTrade)));
}

function numbers(rest: readonly WeighedWord[]): boolean {
  return rest.some((word) => word.isNumber);
}

/** Always against, however much else of the names agrees. */
function contradiction({ restA, restB, telling }: Pairing, tellingOfShorter: number): NameComparison {
  const own = [...restA, ...restB].filter((word) => word.isNumber || !word.isMinor).length;
  const larger = telling > 0 && telling >= PARTLY_FROM * tellingOfShorter && !(numbers(restA) && numbers(restB));
  const weight = Math.max(DIFFERENT, CONTRADICTION.most + CONTRADICTION.each * Math.max(0, own - 2) * 0.5);
  const against = larger ? weight : DIFFERENT;
  return { likeness: larger ? 'partly' : 'different', weight: against, contradicts: true, isOtherTrade: false };
}

function areOfOtherTrades({ families: a }: ComparableName, { families: b }: ComparableName): boolean {
  return a.length > 0 && b.length > 0 && !a.some((family) => b.includes(family));
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
    : {
        likeness: 'close',
        weight: Math.min(worthOf(a.words), worthOf(b.words)) - SLIP * slips,
        contradicts: false,
        isOtherTrade: false,
      };
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
