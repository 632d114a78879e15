import { nameWords } from '../company-name.rules.js';

const QUOTES = new Set('"«»“”„');
const DEDICATED = /^[\s,.]*(имени|им)(?=[\s.])/iu;

/**
 * Words that stand beside the quoted part of a name and do not tell which one it is: the kind of body before it, whom it is named after behind it.
 * In «Театр "Сатирикон" имени Аркадия Райкина» all but one. None where nothing is quoted.
 */
export function wordsBesideQuotes(name: string): readonly string[] {
  const places = [...name].flatMap((letter, at) => (QUOTES.has(letter) ? [at] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined || !/[\p{L}\d]/u.test(name.slice(first))) {
    return [];
  }
  const after = first === last ? '' : name.slice(last + 1);
  const beside = [name.slice(0, first), DEDICATED.test(after) ? after : ''].filter((part) => /[\p{L}\d]/u.test(part));
  return beside.flatMap((part) => nameWords(part).words);
}
