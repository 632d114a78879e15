import { MINOR_NAME_WORDS } from '../company-name.rules.js';
import { foldWord } from './letters.rules.js';
import type { MatchRecord } from './match-record.rules.js';
import { isPatronymic } from './person-words.rules.js';
import { EXACT_TRADE_WORDS, TRADE_FAMILIES, TRADE_STEMS } from './trade-words.data.js';

/** The longest ending of a declined word, in folded letters. */
const ENDING_MAX = 3;
const STEM_MIN = 4;

const STEMS = setOf(TRADE_STEMS);
const EXACT = new Set([...setOf(EXACT_TRADE_WORDS), ...MINOR_NAME_WORDS.map(foldWord)]);

/** Whether the shipped dictionary knows a folded word as one of a trade, a kind of body or grammar: every second name has such a word. */
export function isTradeWord(folded: string): boolean {
  return EXACT.has(folded) || byStem(folded, (stem) => STEMS.has(stem) || undefined) === true;
}

const FAMILIES = new Map(
  TRADE_FAMILIES.flatMap((words, family) => [...setOf(words)].map((word) => [word, family] as const)),
);

/** What kind of body a folded word names, as a number; undefined for one that names none. */
export function tradeFamilyOf(folded: string): number | undefined {
  return FAMILIES.get(folded) ?? byStem(folded, (stem) => FAMILIES.get(stem));
}

/** What is known of the word without its ending. */
function byStem<Known>(folded: string, known: (stem: string) => Known | undefined): Known | undefined {
  for (let end = folded.length; end >= Math.max(STEM_MIN, folded.length - ENDING_MAX); end -= 1) {
    const found = known(folded.slice(0, end));
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function setOf(words: string): Set<string> {
  return new Set(
    words
      .split(' ')
      .filter((word) => word !== '')
      .map(foldWord),
  );
}

/** A word must have stood in so many names, most times where the kind stands, and before so many different words, to be one of a trade. */
const LEARNT_FROM = 4;
const MOSTLY = 0.7;
const FOLLOWERS_MAX = 64;

interface WordUse {
  names: number;
  /** Names where it stands before a quoted part. */
  asKind: number;
  /** Names that it begins. */
  first: number;
  /** The words that follow it in the first of them. */
  readonly followers: Set<string>;
}

/** What the names of a base say of their words: one that stands before many a different name is a kind, not a name. */
export class TradeWords {
  private readonly uses = new Map<string, WordUse>();
  private readonly known = new Map<string, boolean>();

  /** People and sole traders begin with a surname, which stands before many a first name. */
  add({ kind, family, words, kindWords }: MatchRecord): void {
    if (kind !== 'company' || family === 'sole' || words.some((word) => isPatronymic(word) || word.length === 1)) {
      return;
    }
    this.known.clear();
    const [first, second] = words;
    for (const word of new Set(words)) {
      const use = this.useOf(word);
      use.names += 1;
      use.asKind += kindWords.has(word) ? 1 : 0;
      if (word === first && second !== undefined) {
        use.first += 1;
        if (use.first <= FOLLOWERS_MAX) use.followers.add(second);
      }
    }
  }

  isTrade(word: string): boolean {
    let trade = this.known.get(word);
    if (trade === undefined) {
      trade = isTradeWord(word) || this.isLearnt(word);
      this.known.set(word, trade);
    }
    return trade;
  }

  private isLearnt(word: string): boolean {
    const use = this.uses.get(word);
    if (use === undefined || use.names < LEARNT_FROM || /^\d+$/.test(word)) {
      return false;
    }
    const standsBefore = Math.max(use.asKind, use.first) / use.names >= MOSTLY;
    return standsBefore && use.followers.size / Math.min(use.first, FOLLOWERS_MAX) >= MOSTLY;
  }

  private useOf(word: string): WordUse {
    const known = this.uses.get(word);
    if (known !== undefined) {
      return known;
    }
    const use: WordUse = { names: 0, asKind: 0, first: 0, followers: new Set() };
    this.uses.set(word, use);
    return use;
  }
}
