import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parsePhoneCell, type PhoneCellSettings } from './phone-cell.rules.js';

const PETERSBURG: PhoneCellSettings = { country: 'RU', areaCode: '812' };

function numbersOf(cell: string, settings: PhoneCellSettings = PETERSBURG): string[] {
  return parsePhoneCell(cell, settings).phones.map(({ e164, extension }) =>
    extension ? `${e164} ${extension}` : e164,
  );
}

describe('a phone cell', () => {
  it.each([
    ['335-26-00, 335-26-36', ['+78123352600', '+78123352636']],
    ['449-56-47, 767-04-31, 8-911-162-56-40', ['+78124495647', '+78127670431', '+79111625640']],
    ['314-30-61, 315-74-21. 314-77-22, 314-64-33', ['+78123143061', '+78123157421', '+78123147722', '+78123146433']],
    ['312-22-41, 312-81-51,314-88-51', ['+78123122241', '+78123128151', '+78123148851']],
    ['441–22–31, 441–22–32', ['+78124412231', '+78124412232']],
    ['448-4-441', ['+78124484441']],
    ['+7(921)965-385-1, 449-24-31,- 449-20-01', ['+79219653851', '+78124492431', '+78124492001']],
    ['8 981-687- 0721, 8 921-359-6201, 275-60-10', ['+79816870721', '+79213596201', '+78122756010']],
    ['315-9991, +7 (921) 948-7931', ['+78123159991', '+79219487931']],
    ['+7 921 928 96 60', ['+79219289660']],
    ['8 (812) 310-21-81 8 (812) 310-21-82', ['+78123102181', '+78123102182']],
    ['235-49-10 232-48-31', ['+78122354910', '+78122324831']],
    ['235 49 10 232 48 31', ['+78122354910', '+78122324831']],
    ['310-21-81 и 310-21-82', ['+78123102181', '+78123102182']],
    ['310-21-81 or 310-21-82', ['+78123102181', '+78123102182']],
    ['310-21-81\n310-21-82', ['+78123102181', '+78123102182']],
    ['8-800-555-01-01', ['+78005550101']],
    ['+78123102181+79219289660', ['+78123102181', '+79219289660']],
    ['тел.: 310-21-81; моб. +7 921 928-96-60', ['+78123102181', '+79219289660']],
    ['т. 310-21-81', ['+78123102181']],
    ['78123102181', ['+78123102181']],
    ['8/921/3596201', ['+79213596201']],
    ['8,812,310,21,81', ['+78123102181']],
    ['812/310-21-81', ['+78123102181']],
    ['7.9213596201E10', ['+79213596201']],
    ['7,9213596201E+10', ['+79213596201']],
    ['79213596201.0', ['+79213596201']],
    ['+7 8 921 359 62 01', ['+79213596201']],
    ['+375 29 123-45-67', ['+375291234567']],
    ['Иванова Мария 310-21-81', ['+78123102181']],
    ['310-21-81 (Мария Ивановна), 310-21-82 Пётр', ['+78123102181', '+78123102182']],
  ])('"%s" gives %j', (cell, expected) => {
    expect(numbersOf(cell)).toEqual(expected);
  });

  it.each([
    ['310-21-81 доб. 123', ['+78123102181 123']],
    ['310-21-81, доб. 123', ['+78123102181 123']],
    ['310-21-81 доб. 123, 124', ['+78123102181 123', '+78123102181 124']],
    ['310-21-81 вн.12', ['+78123102181 12']],
    ['310-21-81, тональный набор 5', ['+78123102181 5']],
    ['310-21-81 (123)', ['+78123102181 123']],
    ['310-21-81 #123', ['+78123102181 123']],
    ['+7 812 310 21 81 x123', ['+78123102181 123']],
    ['310-21-81 ext. 7', ['+78123102181 7']],
    ['8 (812) 310-21-81 добавочный 1234', ['+78123102181 1234']],
  ])('"%s" keeps the extension: %j', (cell, expected) => {
    expect(numbersOf(cell)).toEqual(expected);
  });

  it.each([
    ['3102181,5711', ['+78123102181', '+78123105711']],
    ['579-08-01, 5791', ['+78125790801', '+78125795791']],
    ['310-21-81, 57-11', ['+78123102181', '+78123105711']],
    ['310-21-81/85', ['+78123102181', '+78123102185']],
    ['310-21-81/2', ['+78123102181', '+78123102182']],
  ])('"%s" completes shortened numbers: %j', (cell, expected) => {
    expect(numbersOf(cell)).toEqual(expected);
  });

  it('understands other area codes and shorter local numbers', () => {
    expect(numbersOf('21-22-33', { country: 'RU', areaCode: '8142' })).toEqual(['+78142212233']);
    expect(numbersOf('5-12-33', { country: 'RU', areaCode: '81374' })).toEqual(['+78137451233']);
    expect(numbersOf('020 7946 0018 020 7946 0019', { country: 'GB' })).toEqual(['+442079460018', '+442079460019']);
  });

  it('names each number once', () => {
    const cell = parsePhoneCell('312-22-41, 312-81-51, 312-22-41', PETERSBURG);
    expect(cell.phones).toHaveLength(2);
    expect(cell.leftovers).toEqual([{ text: '312-22-41', reason: 'repeated' }]);
  });

  it.each([
    ['635-65-01, 008', '008', 'too_short'],
    ['310-21-81, факс 310-21-82', 'факс 310-21-82', 'fax'],
    ['310-21-81 факс: 310-21-82', 'факс: 310-21-82', 'fax'],
    ['нет', 'нет', 'no_number'],
    ['1234567890123456', '1234567890123456', 'too_long'],
    ['+7 100 200-30-40', '+7 100 200-30-40', 'not_in_plan'],
  ])('"%s" leaves "%s" over as %s', (cell, text, reason) => {
    expect(parsePhoneCell(cell, PETERSBURG).leftovers).toContainEqual({ text, reason });
  });

  it('says when only the area code is missing', () => {
    expect(parsePhoneCell('310-21-81', { country: 'RU' }).leftovers).toEqual([
      { text: '310-21-81', reason: 'area_code_missing' },
    ]);
  });

  it('takes a number said to be phone and fax for a phone', () => {
    expect(numbersOf('тел./факс 310-21-81')).toEqual(['+78123102181']);
    expect(numbersOf('т/ф 310-21-81')).toEqual(['+78123102181']);
  });

  it('accepts synthetic numbers in synthetic lists alone', () => {
    expect(numbersOf('+999 555 01 23', { ...PETERSBURG, acceptSynthetic: true })).toEqual(['+9995550123']);
    expect(numbersOf('+999 555 01 23')).toEqual([]);
  });

  it('gives up on a very long cell at once', () => {
    expect(parsePhoneCell('1 '.repeat(1_000_000), PETERSBURG).leftovers[0]?.reason).toBe('too_long');
    const started = performance.now();
    parsePhoneCell('310-2 '.repeat(300), PETERSBURG);
    parsePhoneCell('(((((8'.repeat(300), PETERSBURG);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('says how each number came about', () => {
    const origins = parsePhoneCell('+78123102181, 310-21-82, 83', PETERSBURG).phones.map((phone) => phone.origin);
    expect(origins).toEqual(['as_written', 'area_code', 'suffix']);
  });

  const national = fc
    .tuple(fc.constantFrom('3', '4', '8', '9', '7', '336', '800'), fc.bigInt({ min: 0n, max: 999_999_999n }))
    .map(([head, rest]) => `${head}${String(rest).padStart(9, '0')}`.slice(0, 10));

  it('reads a plain Russian number as the careful way does, which a label forces', () => {
    const written = fc.tuple(
      national,
      fc.constantFrom('8', '+7', '7', ''),
      fc.constantFrom(' ', '-', ''),
      fc.boolean(),
    );
    fc.assert(
      fc.property(written, ([digits, lead, gap, brackets]) => {
        const [code, a, b, c] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 8), digits.slice(8)];
        const cell = `${lead}${lead === '' ? '' : gap}${brackets ? `(${code})` : code}${gap}${a}${gap}${b}${gap}${c}`;
        expect(numbersOf(cell)).toEqual(numbersOf(`тел. ${cell}`));
      }),
      { numRuns: 500 },
    );
  });

  it('knows the plan of zone 7 by five digits as well as the metadata knows whole numbers', () => {
    fc.assert(
      fc.property(national, (digits) => {
        const expected = digits.startsWith('9') || parsePhoneNumberFromString(`+7${digits}`)?.isValid() === true;
        expect(numbersOf(`8${digits}`).includes(`+7${digits}`)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
