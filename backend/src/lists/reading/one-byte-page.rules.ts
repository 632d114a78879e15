import type { Charset } from '@warmline/contracts';
import { RUSSIAN_LETTERS_PER_MILLE } from './letter-frequency.data.js';

export interface PageGuess {
  readonly charset: Charset;
  /** 0 to 1. */
  readonly confidence: number;
}

/** The encodings of one byte a letter in which lists come, and how many bits speak for each before a letter is looked at. */
const PAGES = [
  ['windows-1251', 3],
  ['koi8-r', 0],
  ['ibm866', 0],
  ['iso-8859-5', -3],
  ['x-mac-cyrillic', -3],
  ['windows-1252', -3],
] as const satisfies readonly (readonly [Charset, number])[];

/** Bits a character by which the best page must lead, where it differs from another, for full confidence. */
const SURE_MARGIN_BITS = 0.9;
/** Fewer characters beyond ASCII prove little. */
const ENOUGH_CHARACTERS = 6;
/** Letters weighed; more tell nothing new. */
const WEIGHED_BYTES = 64 * 1024;

interface WeighedPage {
  readonly charset: Charset;
  readonly text: string;
  readonly weights: Float32Array;
  readonly total: number;
}

/** The page in which the letters beyond ASCII come out as they stand in Russian words, or in Latin ones; as sure as it is before each other page. */
export function detectOneByte(head: Uint8Array): PageGuess {
  const bytes = head.subarray(0, WEIGHED_BYTES);
  const pages = PAGES.map(([charset, before]) => weighPage(bytes, charset, before)).sort((a, b) => b.total - a.total);
  const [best, ...others] = pages;
  if (best === undefined) {
    return { charset: 'windows-1251', confidence: 0 };
  }
  const lead = Math.min(...others.map((other) => leadOver(best, other)));
  // Text whose letters are rarer than chance is no Russian in any page, however clear the lead.
  const plausible = Math.min(1, Math.max(0.3, 1 + meanWeight(best)));
  return { charset: best.charset, confidence: Math.max(0, Math.min(0.98, lead * plausible)) };
}

/** How sure one page is before another, by the characters in which they differ: small Russian letters are the same bytes in two of them. */
function leadOver(best: WeighedPage, other: WeighedPage): number {
  let differing = 0;
  let characters = 0;
  for (let index = 0; index < best.text.length; index += 1) {
    differing += best.text[index] === other.text[index] ? 0 : 1;
    characters += best.text.charCodeAt(index) > 0x7f ? 1 : 0;
  }
  if (differing === 0) {
    // Either gives the same text.
    return 1;
  }
  const margin = Math.min(1, (best.total - other.total) / differing / SURE_MARGIN_BITS);
  return margin * Math.min(1, characters / ENOUGH_CHARACTERS);
}

function meanWeight({ weights, text }: WeighedPage): number {
  let sum = 0;
  let characters = 0;
  for (let index = 0; index < text.length; index += 1) {
    sum += weights[index] ?? 0;
    characters += text.charCodeAt(index) > 0x7f ? 1 : 0;
  }
  return characters === 0 ? 0 : sum / characters;
}

function weighPage(bytes: Uint8Array, charset: Charset, before: number): WeighedPage {
  const text = new TextDecoder(charset).decode(bytes);
  const weights = new Float32Array(text.length);
  let total = before;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) {
      const weight = weightAt(text, index);
      weights[index] = weight;
      total += weight;
    }
  }
  return { charset, text, weights, total };
}

const OTHER_CYRILLIC = -1;
const STRANGER = -5;
const OUT_OF_PLACE = -4;
const CAPITAL_INSIDE_WORD = -2;
const LATIN_LETTER = -0.5;
/** Serbian and Macedonian letters stand where other pages have Russian capitals. */
const SOUTH_SLAVIC = new Set('ЂЃЉЊЌЋЏЅЈђѓљњќћџѕј');
const OPENING = new Set('«„“‘‚‹');
const CLOSING = new Set('»”’“…›');
const DASHES = new Set('–—\u00ad');
const SIGNS = new Set('№·•§©®°±×™€\u00a0');
const AVERAGE_PER_MILLE = 1000 / 33;
const LETTER_WEIGHTS: ReadonlyMap<string, number> = new Map(
  Object.entries(RUSSIAN_LETTERS_PER_MILLE).map(([letter, perMille]) => [
    letter,
    // ё and ъ are rare, not wrong: as strong a sign as a letter of another Cyrillic alphabet, no stronger.
    Math.max(Math.log2(perMille / AVERAGE_PER_MILLE), 2 * OTHER_CYRILLIC),
  ]),
);

/** In bits against a letter of average frequency. */
function weightAt(text: string, index: number): number {
  const character = text.charAt(index);
  const [before, after] = [text.charAt(index - 1), text.charAt(index + 1)];
  if (isCyrillic(character)) {
    return cyrillicWeight(character, before) + (isAsciiLetter(before) || isAsciiLetter(after) ? OUT_OF_PLACE : 0);
  }
  if (isPunctuation(character)) {
    return isInPlace(character, before, after) ? 0 : OUT_OF_PLACE;
  }
  const inLatinWord = isAsciiLetter(before) || isAsciiLetter(after);
  return inLatinWord && isAccentedLatin(character) && !(isAsciiSmall(before) && isAccentedCapital(character))
    ? LATIN_LETTER
    : STRANGER;
}

function cyrillicWeight(character: string, before: string): number {
  const inside = isSmall(before) && isCapital(character) ? CAPITAL_INSIDE_WORD : 0;
  const weight = LETTER_WEIGHTS.get(character.toLowerCase());
  if (weight !== undefined) {
    return weight + inside;
  }
  return SOUTH_SLAVIC.has(character) ? OUT_OF_PLACE : OTHER_CYRILLIC;
}

function isPunctuation(character: string): boolean {
  return OPENING.has(character) || CLOSING.has(character) || DASHES.has(character) || SIGNS.has(character);
}

/** Quotes open before words and close behind them, dashes part, and signs stand alone: bytes of another page fall where they like. */
function isInPlace(character: string, before: string, after: string): boolean {
  const [isAfterLetter, isBeforeSmall] = [isCyrillic(before), isSmall(after)];
  if (DASHES.has(character) || character === '\u00a0') {
    return isAfterLetter === isBeforeSmall || character === '\u00a0';
  }
  if (OPENING.has(character) && !isAfterLetter) {
    return true;
  }
  if (CLOSING.has(character) && !isBeforeSmall) {
    return true;
  }
  return !isAfterLetter && !isBeforeSmall;
}

const isCyrillic = (character: string): boolean => character >= '\u0400' && character <= '\u052f';
const isSmall = (character: string): boolean => (character >= 'а' && character <= 'я') || character === 'ё';
const isCapital = (character: string): boolean => (character >= 'А' && character <= 'Я') || character === 'Ё';
const isAsciiSmall = (character: string): boolean => character >= 'a' && character <= 'z';
const isAsciiLetter = (character: string): boolean => isAsciiSmall(character) || (character >= 'A' && character <= 'Z');
const isAccentedLatin = (character: string): boolean =>
  character >= 'À' && character <= 'ÿ' && character !== '×' && character !== '÷';
const isAccentedCapital = (character: string): boolean => character >= 'À' && character <= 'Þ' && character !== '×';
