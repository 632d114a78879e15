import type { Charset } from '@warmline/contracts';
import { RUSSIAN_LETTERS_PER_MILLE } from './letter-frequency.data.js';

export interface CharsetGuess {
  readonly charset: Charset;
  /** 0 to 1. */
  readonly confidence: number;
}

/** The encodings of one byte a letter in which Russian lists come. */
const ONE_BYTE = ['windows-1251', 'koi8-r', 'ibm866'] as const satisfies readonly Charset[];

/** So many well-formed multi-byte sequences do not come about by chance in a one-byte encoding. */
const SURE_SEQUENCES = 3;
/** Letters weighed; more tell nothing new. */
const WEIGHED_BYTES = 64 * 1024;

/**
 * Guesses from the first bytes of a file (64 KB are plenty): byte order mark, then utf-16 by its halves of zero, then well-formed utf-8,
 * then the one-byte page in which the letters come out as frequent as they are in Russian.
 */
export function detectCharset(head: Uint8Array): CharsetGuess {
  const marked = charsetOfMark(head);
  if (marked !== undefined) {
    return { charset: marked, confidence: 1 };
  }
  const wide = detectUtf16(head);
  if (wide !== undefined) {
    return { charset: wide, confidence: 0.97 };
  }
  const sequences = countUtf8Sequences(head);
  if (sequences !== undefined) {
    return { charset: 'utf-8', confidence: sequences === 0 ? 1 : 0.99 };
  }
  return detectOneByte(head.subarray(0, WEIGHED_BYTES));
}

/** True when the bytes plainly are in another encoding than the one chosen. */
export function isWrongCharset(head: Uint8Array, chosen: Charset): boolean {
  const marked = charsetOfMark(head);
  if (marked !== undefined) {
    return marked !== chosen;
  }
  const wide = detectUtf16(head);
  if (wide !== undefined || isUtf16(chosen)) {
    return wide === undefined ? !head.includes(0) : wide !== chosen;
  }
  const sequences = countUtf8Sequences(head);
  return chosen === 'utf-8' ? sequences === undefined : sequences !== undefined && sequences >= SURE_SEQUENCES;
}

/** NUL bytes in the head and no utf-16: an image, an archive, an old Office file; no text in the encodings we read. */
export function looksBinary(head: Uint8Array): boolean {
  return head.includes(0) && !isUtf16(charsetOfMark(head) ?? detectUtf16(head));
}

export function isUtf16(charset: Charset | undefined): charset is 'utf-16le' | 'utf-16be' {
  return charset === 'utf-16le' || charset === 'utf-16be';
}

function charsetOfMark(head: Uint8Array): Charset | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return 'utf-8';
  }
  if (head[0] === 0xff && head[1] === 0xfe) {
    return 'utf-16le';
  }
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** The high halves of Latin, Cyrillic and general punctuation (00, 04, 20, 21), nearly all of one parity and not of the other. */
function detectUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 4) {
    return undefined;
  }
  const [even, odd] = [highHalves(head, 0), highHalves(head, 1)];
  if (odd.looksHigh && !even.looksHigh) {
    return 'utf-16le';
  }
  return even.looksHigh && !odd.looksHigh ? 'utf-16be' : undefined;
}

function highHalves(head: Uint8Array, parity: 0 | 1): { readonly looksHigh: boolean } {
  let known = 0;
  let letters = 0;
  let places = 0;
  for (let index = parity; index < head.length; index += 2) {
    const byte = head[index];
    places += 1;
    letters += byte === 0 || byte === 4 ? 1 : 0;
    known += byte === 0 || byte === 4 || byte === 0x20 || byte === 0x21 ? 1 : 0;
  }
  return { looksHigh: known / places >= 0.95 && letters / places >= 0.5 };
}

/** Number of multi-byte sequences, undefined when the bytes are not utf-8; a sequence cut off at the very end is forgiven. */
function countUtf8Sequences(head: Uint8Array): number | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
  return head.reduce((count, byte) => count + (byte >= 0xc2 ? 1 : 0), 0);
}

/** Bits by which the best page must lead for full confidence. Capitals alone lead by less than small letters do. */
const SURE_MARGIN_BITS = 0.9;
/** Fewer high characters than this prove little. */
const ENOUGH_CHARACTERS = 8;

function detectOneByte(head: Uint8Array): CharsetGuess {
  const scored = ONE_BYTE.map((charset) => ({ charset, ...weigh(new TextDecoder(charset).decode(head)) }));
  const [best, second] = scored.sort((a, b) => b.mean - a.mean);
  if (best === undefined || second === undefined) {
    return { charset: 'windows-1251', confidence: 0 };
  }
  const margin = Math.min(1, (best.mean - second.mean) / SURE_MARGIN_BITS);
  const amount = Math.min(1, best.characters / ENOUGH_CHARACTERS);
  // Text whose letters are rarer than chance is no Russian in any page, however clear the lead.
  const plausible = Math.min(1, Math.max(0.3, 1 + best.mean));
  return { charset: best.charset, confidence: Math.min(0.98, margin * amount * plausible) };
}

/** Mean weight of the characters beyond ASCII, in bits against a letter of average frequency. */
function weigh(text: string): { readonly mean: number; readonly characters: number } {
  let sum = 0;
  let characters = 0;
  let before = '';
  for (const character of text) {
    if (character > '\u007f') {
      sum += weightOf(character) - (isSmall(before) && isCapital(character) ? CAPITAL_INSIDE_WORD : 0);
      characters += 1;
    }
    before = character;
  }
  return { mean: characters === 0 ? 0 : sum / characters, characters };
}

const CAPITAL_INSIDE_WORD = 2;
const OTHER_CYRILLIC = -1;
const STRANGER = -5;
const PUNCTUATION = new Set('«»„“”‘’‚‹›–—…№·•§©®°±×™€\u00a0\u00ad');
const AVERAGE_PER_MILLE = 1000 / 33;
const LETTER_WEIGHTS: ReadonlyMap<string, number> = new Map(
  Object.entries(RUSSIAN_LETTERS_PER_MILLE).map(([letter, perMille]) => [
    letter,
    Math.log2(perMille / AVERAGE_PER_MILLE),
  ]),
);

function weightOf(character: string): number {
  const weight = LETTER_WEIGHTS.get(character.toLowerCase());
  if (weight !== undefined) {
    // ё and ъ are rare, not wrong: as strong a sign as a letter of another Cyrillic alphabet, no stronger.
    return Math.max(weight, 2 * OTHER_CYRILLIC);
  }
  if (PUNCTUATION.has(character)) {
    return 0;
  }
  return /\p{Script=Cyrillic}/u.test(character) ? OTHER_CYRILLIC : STRANGER;
}

const isSmall = (character: string): boolean => /^[а-яё]$/.test(character);
const isCapital = (character: string): boolean => /^[А-ЯЁ]$/.test(character);
