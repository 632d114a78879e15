import { describe, expect, it } from '@jest/globals';
import { cellOf, criteriaOf, exactNumberOf, fold, isPlain, toCyrillic, toLatin, wordsOf } from './lead-search.rules.js';

describe('the words of a search', () => {
  it.each([
    ['Вектор-Строй', ['вектор', 'строй']],
    ['ООО «Ёлка»', ['ооо', 'елка']],
    ['  вектор   ВЕКТОР ', ['вектор']],
    ['info@firm1.example', ['info@firm1', 'example']],
    ['100%', ['100%']],
    ['%', []],
    ['& -', []],
  ])('%s is %j', (typed, words) => {
    expect(wordsOf(typed)).toEqual(words);
  });

  it.each([
    ['8 (921) 123-45-67', '9211234567'],
    ['+7 921 123-45-67', '9211234567'],
    ['89211234567', '9211234567'],
    ['8 921 12', '92112'],
    ['211-902', '211902'],
    ['7707083893', '7707083893'],
    ['432', '432'],
  ])('%s is one piece of a number, %s', (typed, digits) => {
    expect(wordsOf(typed)).toEqual([digits]);
  });

  it('looks for a word in both alphabets, and for two letters at the start of a word', () => {
    expect(criteriaOf({ q: 'вектор ve 12_3' }).words).toEqual([
      { kind: 'either', pattern: 'вектор|vektor' },
      { kind: 'like', pattern: '% ve%' },
      { kind: 'like', pattern: '%12\\_3%' },
    ]);
  });

  it('finds nothing by signs alone', () => {
    expect(criteriaOf({ q: '%' }).isImpossible).toBe(true);
    expect(criteriaOf({}).isImpossible).toBe(false);
  });
});

describe('the facts of a filter', () => {
  it('are spelled as the documents spell them', () => {
    const filter = { temperature: 'hot', stage: 'open', city: 'Орёл', field: 'Приоритет', value: 'Высокий' } as const;
    expect(criteriaOf(filter).tokens).toEqual(['thot', 'sopen', 'yорел', 'fПриоритет=высокий']);
    expect(criteriaOf({ field: 'Приоритет', untouched: true }).tokens).toEqual(['nПриоритет', 'u']);
  });

  it('are read from the leads themselves when client and list are all of them', () => {
    expect(isPlain({})).toBe(true);
    expect(isPlain({ q: undefined, untouched: false })).toBe(true);
    expect(isPlain({ temperature: 'hot' })).toBe(false);
  });
});

describe('a whole number', () => {
  it.each([
    ['8 921 123-45-67', '+79211234567', null],
    ['7707083893', '+77707083893', '7707083893'],
    ['771234567890', null, '771234567890'],
    ['+44 20 7946 0018', '+442079460018', '442079460018'],
    ['12345', null, null],
    ['Вектор', null, null],
    ['+47 22 12 34 56', '+4722123456', '4722123456'],
  ])('%s', (typed, e164, inn) => {
    expect(exactNumberOf(typed)).toEqual({ e164, inn });
  });
});

describe('folding', () => {
  it('lowers letters and takes quotation marks away without joining words', () => {
    expect(fold('ООО «Ёлка»')).toBe('ооо  елка ');
  });

  it('writes a name in the other alphabet', () => {
    expect(toLatin('щукин')).toBe('shchukin');
    expect(toCyrillic('shchukin')).toBe('щукин');
    expect(toCyrillic('vektor')).toBe('вектор');
  });

  it('puts 65 536 ids into a cell', () => {
    expect([cellOf('65535'), cellOf('65536')]).toEqual([0n, 1n]);
  });
});
