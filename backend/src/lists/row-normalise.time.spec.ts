import { describe, expect, it } from '@jest/globals';
import type { LeadField } from '@warmline/contracts';
import { emailOf } from '../leads/matching/mail.rules.js';
import { findEmail } from '../leads/email-text.rules.js';
import { guessColumns } from './column-guess.rules.js';
import { attribute, XmlScanner } from './reading/xml-scanner.js';
import { normaliseRow, type NormaliseSettings } from './row-normalise.rules.js';

/** The longest cell a reader lets pass. */
const LENGTH = 100_000;
/** Linear work takes a few milliseconds, quadratic ten seconds and more: a loaded machine lies far between. */
const MOST_MS = 1500;

const filled = (pattern: string, length = LENGTH): string =>
  pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

/** One of each class of characters that patterns for cells are made of, and mixtures that make them give back what they took. */
const HOSTILE = [
  'a',
  'я',
  '1',
  ' ',
  '.',
  '-',
  '@',
  '(',
  ')',
  '+',
  '"',
  "'",
  ',',
  '/',
  '#',
  '&',
  '<',
  '[',
  '\n',
  '\t',
  '\u00a0',
  'a@',
  '@.',
  'a.',
  '1 ',
  '1-',
  '(1',
  ' и ',
  'ул. ',
  'доб.',
  'тел ',
  'ООО "',
  'www.',
  'г.',
  'x1',
  '7,9E+',
  '00',
  'Иванов ',
  '&#1',
  '🙂',
].map((pattern) => [pattern] as const);

function shortestMs(work: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < 3 && best > MOST_MS; run += 1) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

const FIELDS: readonly LeadField[] = [
  'name',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'email',
  'site',
  'industry',
  'region',
  'city',
  'address',
  'contact_name',
  'position',
  'phone',
  'custom',
  'note',
];

const settingsOf = (mapping: LeadField[]): NormaliseSettings => ({
  audience: 'b2b',
  country: 'RU',
  areaCode: '812',
  mapping,
  headers: [],
});

describe('the time of a hostile cell grows with its length and no faster', () => {
  it.each(HOSTILE)('where it repeats %j', (pattern) => {
    const cell = filled(pattern);
    const settings = settingsOf([...FIELDS]);
    const cells = FIELDS.map(() => cell);
    expect(shortestMs(() => normaliseRow(cells, settings))).toBeLessThan(MOST_MS);
    expect(shortestMs(() => [findEmail(cell), emailOf(cell)])).toBeLessThan(MOST_MS);
  });

  it.each(HOSTILE)('where a phone cell of the greatest length that is read repeats %j', (pattern) => {
    const cell = filled(pattern, 2000);
    const settings = settingsOf(['name', 'phone']);
    expect(shortestMs(() => normaliseRow(['Ромашка', cell], settings))).toBeLessThan(MOST_MS);
  });

  it.each(HOSTILE)('where columns of %j are guessed, as a preview cuts them', (pattern) => {
    const cell = filled(pattern, 2000);
    expect(shortestMs(() => guessColumns([cell, ''], [[cell, cell]]))).toBeLessThan(MOST_MS);
  });

  it.each(['a', ' ', '=', '"', "'", ':', '>', 'a="', 'a=">', "b='x' "])('in a tag of %j', (pattern) => {
    const attributes = filled(pattern, 1_000_000);
    expect(shortestMs(() => attribute(attributes, 'missing'))).toBeLessThan(MOST_MS);
    const scan = (): void => {
      const nothing = (): void => undefined;
      new XmlScanner({ open: nothing, close: nothing, text: nothing }).push(`<a b="${attributes.slice(0, 900_000)}`);
    };
    expect(shortestMs(scan)).toBeLessThan(MOST_MS);
  });
});
