import { COMMON_WORDS, NOISE_WORDS, TRANSLITERATED_FORMS } from './company-name.rules.js';
import { foldWord } from './matching/letters.rules.js';

const COMMON_WEIGHT = 0.2;
/** Shared weight over the weight of the shorter name from which two names may be one company behind one number. */
const COMPATIBLE_FROM = 0.6;
/** Words that may have been written together, at most: every order of them is tried. */
const PIECES_MAX = 6;

/**
 * Whether two names (as keys) may belong to one company **that already shares a number**: one holds the other, or most of their telling words
 * agree, written together or apart, in any order and either alphabet. A name alone never merges anything.
 */
export function areNamesCompatible(keyA: string, keyB: string): boolean {
  if (keyA === keyB) {
    return true;
  }
  const [a, b] = writtenAlike(tellingWords(keyA), tellingWords(keyB));
  if (a.length === 0 || b.length === 0) {
    return false;
  }
  if (a.length === b.length && a.every((word) => b.includes(word))) {
    return true;
  }
  const [shorter, longer] = weightOf(a) <= weightOf(b) ? [a, b] : [b, a];
  const shared = shorter.filter((word) => longer.some((other) => areWordsEqual(word, other)));
  const tells = shared.some((word) => !COMMON_WORDS.has(word));
  return tells && weightOf(shared) / weightOf(shorter) >= COMPATIBLE_FROM;
}

function tellingWords(key: string): string[] {
  const words = key.split(' ').filter((word) => word !== '');
  const telling = words.filter(
    (word) => !NOISE_WORDS.has(word) && !TRANSLITERATED_FORMS.has(word) && (word.length > 1 || /\d/.test(word)),
  );
  return telling.length > 0 ? telling : words;
}

/** Both in the same alphabet, and what one writes as one word and the other as several ("СтройМонтаж", "Монтаж Строй") as one in both. */
function writtenAlike(a: readonly string[], b: readonly string[]): [string[], string[]] {
  const isLatin = (word: string) => /[a-z]/.test(word);
  const isMixed = a.some(isLatin) !== b.some(isLatin) || a.every(isLatin) !== b.every(isLatin);
  const fold = (words: readonly string[]) =>
    isMixed ? words.map((word) => (COMMON_WORDS.has(word) ? word : foldWord(word))) : [...words];
  const [wordsA, wordsB] = [fold(a), fold(b)];
  const joinedB = joinedAs(wordsA, wordsB);
  return [joinedAs(joinedB, wordsA), joinedB];
}

/** `words` with those that together make one word of `others` replaced by it. */
function joinedAs(others: readonly string[], words: readonly string[]): string[] {
  let rest = [...words];
  for (const word of others) {
    const pieces = rest.includes(word) ? [] : rest.filter((piece) => word.includes(piece) && !others.includes(piece));
    const used = pieces.length < 2 || pieces.length > PIECES_MAX ? undefined : piecesOf(word, pieces);
    if (used !== undefined) {
      rest = [...rest.filter((piece) => !used.includes(piece)), word];
    }
  }
  return rest;
}

/** Pieces that, in some order, spell the whole word. */
function piecesOf(word: string, pieces: readonly string[]): string[] | undefined {
  if (word === '') {
    return [];
  }
  for (const piece of pieces) {
    if (word.startsWith(piece)) {
      const others = piecesOf(
        word.slice(piece.length),
        pieces.filter((other) => other !== piece),
      );
      if (others !== undefined) {
        return [piece, ...others];
      }
    }
  }
  return undefined;
}

function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (COMMON_WORDS.has(word) ? COMMON_WEIGHT : 1), 0);
}

/** One letter more, less or other in a long word is a slip. */
function areWordsEqual(a: string, b: string): boolean {
  if (a === b) {
    return true;
  }
  if (Math.min(a.length, b.length) < 6 || Math.abs(a.length - b.length) > 1 || /\d/.test(a + b)) {
    return false;
  }
  let start = 0;
  while (start < a.length && a[start] === b[start]) {
    start += 1;
  }
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}
