import { foldWord } from './letters.rules.js';
import { SHORT_NAMES } from './short-names.data.js';

const FULL_NAMES = new Map(
  SHORT_NAMES.map(([short, full]) => [foldWord(short), new Set(full.split(' ').map(foldWord))] as const),
);
/** Endings of patronymics as folded: -ович, -евич, -ич, -овна, -евна, -ична, -кызы, -оглы. */
const PATRONYMIC = /(ovich|evich|mich|kich|nich|tich|ovna|evna|ichna|inichna|kizi|oglu|ogli|uli)$/;

/** "Саша" may be "Александр"; both folded. */
export function isShortFormOf(a: string, b: string): boolean {
  return FULL_NAMES.get(a)?.has(b) === true || FULL_NAMES.get(b)?.has(a) === true;
}

/** Left out as often as written, so that its absence says nothing. */
export function isPatronymic(folded: string): boolean {
  return folded.length > 5 && PATRONYMIC.test(folded);
}
