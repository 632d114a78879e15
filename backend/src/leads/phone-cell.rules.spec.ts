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
    ['Иванова 310-21-81 Пётр 310-21-82', ['+78123102181', '+78123102182']],
    ['1) 310-21-81 2) 310-21-82', ['+78123102181', '+78123102182']],
    ['8~921~3596201', ['+79213596201']],
    ['+44 (0) 20 7946 0018', ['+442079460018']],
    ['442079460018', ['+442079460018']],
    ['375 (29) 123-45-67', ['+375291234567']],
    ['код 812 310-21-81', ['+78123102181']],
    ['офис 310-21-81', ['+78123102181']],
    ['тел. № 310-21-81', ['+78123102181']],
    ['310.21.81', ['+78123102181']],
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
    ['+7 (812) 310-21-84 вн.№12', '+78123102184 12'],
    ['+7 (812) 310-21-85 добавочный номер 12', '+78123102185 12'],
    ['+7 (812) 310-21-86 внутр. номер 12', '+78123102186 12'],
    ['+7 (812) 310-21-87 вн. тел. 12', '+78123102187 12'],
    ['+7 (812) 310-21-88 доп. 12', '+78123102188 12'],
    ['8(812)3102189,105', '+78123102189 105'],
    ['88123102189,105', '+78123102189 105'],
    ['8(812)3102190,,105', '+78123102190 105'],
    ['310-21-90,,105', '+78123102190 105'],
    ['8 812 310 21 91 д.105', '+78123102191 105'],
    ['310-21-81 (доб. 105)', '+78123102181 105'],
    ['310-21-81*105', '+78123102181 105'],
    ['310-21-81 (#105)', '+78123102181 105'],
    ['310-21-81 внутренний: 105', '+78123102181 105'],
    ['310-21-81;ext=105', '+78123102181 105'],
    ['+78123102181p105', '+78123102181 105'],
    ['310-21-81 х12', '+78123102181 12'],
  ])('reads the extension people write as "%s"', (cell, expected) => {
    expect(numbersOf(cell)).toEqual([expected]);
  });

  it('keeps the extension with its own number of several', () => {
    expect(numbersOf('310-21-81 (вн. 12), 310-21-82')).toEqual(['+78123102181 12', '+78123102182']);
    expect(numbersOf('310-21-81 доб. 12 310-21-82')).toEqual(['+78123102181 12', '+78123102182']);
    expect(numbersOf('235-49-10 232-48-31 доб. 5')).toEqual(['+78122354910', '+78122324831 5']);
  });

  it.each([
    ['310-21-81/85', ['+78123102181', '+78123102185']],
    ['310-21-84/85/86', ['+78123102184', '+78123102185', '+78123102186']],
    ['8(812)310-21-84 (85, 86)', ['+78123102184', '+78123102185', '+78123102186']],
  ])('"%s" names neighbours by their last digits', (cell, expected) => {
    expect(numbersOf(cell)).toEqual(expected);
  });

  it.each([
    ['с 9:00 до 18:00 310-21-73', '+78123102173', 'с 9:00 до 18:00'],
    ['с 9 до 18 310-21-73', '+78123102173', 'с 9 до 18'],
    ['310-21-84 (круглосуточно 24/7)', '+78123102184', '24/7'],
    ['310-21-85, 10-18', '+78123102185', '10-18'],
    ['310-21-85 10-18', '+78123102185', '10-18'],
    ['10-18 310-21-85', '+78123102185', '10-18'],
    ['310-21-84 пн-пт 10-19', '+78123102184', 'пн-пт 10-19'],
    ['310-21-84, обед 13-14', '+78123102184', 'обед 13-14'],
    ['310-21-86, 2025', '+78123102186', '2025'],
    ['01.02.2025 310-21-84', '+78123102184', '01.02.2025'],
    ['310-21-87; 1200', '+78123102187', '1200'],
    ['310-21-87; 1200 руб', '+78123102187', '1200 руб'],
    ['договор № 78-12345 89000000001', '+79000000001', 'договор № 78-12345'],
    ['паспорт 4012 345678 89210000001', '+79210000001', 'паспорт 4012 345678'],
    ['оф. 305 310-21-84', '+78123102184', 'оф. 305'],
    ['310-21-84, каб. 12', '+78123102184', 'каб. 12'],
    ['310-21-88 / 1', '+78123102188', '1'],
    ['310-21-81/2', '+78123102181', '2'],
    ['310-21-84/12', '+78123102184', '12'],
    ['310-21-84, 57-16', '+78123102184', '57-16'],
    ['579-08-01, 5791', '+78125790801', '5791'],
    ['310-21-84, 85', '+78123102184', '85'],
    ['+7 812 310-21-84, 12', '+78123102184', '12'],
    ['3102184, 12-34567', '+78123102184', '12-34567'],
    ['8 (812) 310-21-84 №78-12345', '+78123102184', '№78-12345'],
  ])('"%s" is one number, and "%s" names what else stood there', (cell, number, dropped) => {
    const { phones, leftovers } = parsePhoneCell(cell, PETERSBURG);
    expect(phones.map((phone) => phone.e164)).toEqual([number]);
    expect(leftovers.map((leftover) => leftover.text)).toContain(dropped);
  });

  it.each([
    '23-45678',
    '12-34567',
    '2026-00123',
    '123-456-789 00',
    '40 12 345678',
    '78-123456789',
    'ИНН 7707083893',
    '№ 7812345',
    '1 500 000',
    '59.9343',
    '12345678900',
    'с 9:00 до 18:00',
  ])('"%s" is no number', (cell) => {
    expect(numbersOf(cell)).toEqual([]);
  });

  describe('with a plus', () => {
    it.each([
      ['+47 22 24 90 90', ['+4722249090']],
      ['＋47 22 12 34 56', ['+4722123456']],
      ['0047 22 12 34 56', ['+4722123456']],
      ['8-10-47-22-12-34-56', ['+4722123456']],
      ['(+47) 22 12 34 56', ['+4722123456']],
      ['tel:+4722123456', ['+4722123456']],
      ['+49 30 901820', ['+4930901820']],
      ['+49/30/901820', ['+4930901820']],
      ['+49 89 123456', ['+4989123456']],
      ['+ 7 921 359 62 01', ['+79213596201']],
      ['+84 951 234 567', ['+84951234567']],
      ['+81312345678', ['+81312345678']],
      ['+47 22 24 90 90, 8 921 359-62-01', ['+4722249090', '+79213596201']],
    ])('"%s" is read by its own country code', (cell, expected) => {
      expect(numbersOf(cell)).toEqual(expected);
      expect(numbersOf(cell, { country: 'RU', areaCode: '4722' })).toEqual(expected);
    });

    it.each([
      ['+49 1', 'too_short'],
      ['+99 921 359-62-01', 'not_in_plan'],
      ['+7 310-21-84', 'not_in_plan'],
      ['22 12 34 56 (+47)', 'not_in_plan'],
      ['+8 (812) 310-21-84', 'plus_eight'],
      ['+8 495 123 45 67', 'plus_eight'],
      ['+84951234567', 'plus_eight'],
    ])('"%s" is refused as %s, never completed', (cell, reason) => {
      const { phones, leftovers } = parsePhoneCell(cell, { country: 'RU', areaCode: '4722' });
      expect({ phones, reasons: leftovers.map((each) => each.reason) }).toEqual({ phones: [], reasons: [reason] });
    });

    it.each(['+49, 3012345678', '+49; 310-21-84', '310-21-84, +49', '+99 9213596201'])(
      'what stands beside a torn country code is not completed: "%s"',
      (cell) => {
        expect(numbersOf(cell)).toEqual([]);
      },
    );

    it('never turns into a Russian number unless it begins with +7', () => {
      const abroad = fc
        .tuple(
          fc.constantFrom('1', '2', '3', '4', '5', '6', '9'),
          fc.array(fc.integer({ min: 0, max: 9 })),
          fc.boolean(),
        )
        .map(([head, rest, spaced]) => `+${[head, ...rest].join(spaced ? ' ' : '')}`);
      fc.assert(
        fc.property(abroad, fc.constantFrom('812', '4722', '81374'), (cell, areaCode) => {
          expect(numbersOf(cell, { country: 'RU', areaCode }).filter((number) => number.startsWith('+7'))).toEqual([]);
        }),
        { numRuns: 2_000 },
      );
    });
  });

  describe('cut by a spreadsheet', () => {
    it.each([
      ['7,92E+10', []],
      ['7.92112E+10', []],
      ['8,9E+10', []],
      ['7,92Е+10', []],
      ['79,2E+9', []],
      ['7E+10', []],
      ['7,92112E+10; 7,9311E+10', []],
      ['7,92E+10; 8 921 359-62-01', ['+79213596201']],
      ['79200000000', []],
      ['5714491,5705', ['+78125714491']],
      ['3102184.5716', ['+78123102184']],
      ['79211234567,7921', ['+79211234567']],
    ])('"%s" is told as rounded', (cell, expected) => {
      expect(numbersOf(cell)).toEqual(expected);
      expect(parsePhoneCell(cell, PETERSBURG).leftovers.map((each) => each.reason)).toContain('rounded');
    });

    it.each([
      ['7,9213596201E+10', '+79213596201'],
      ['8 920 000-00-00', '+79200000000'],
      ['79211200000', '+79211200000'],
      ['79213596201,00', '+79213596201'],
    ])('"%s" has all of its digits', (cell, expected) => {
      expect(numbersOf(cell)).toEqual([expected]);
    });
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
    for (const hostile of [
      '(((((8',
      '8 ',
      '1-',
      'пн ',
      '№ 1',
      'с 9 до ',
      '+7',
      '1,',
      'доб ',
      '7E',
      'a.',
      '1 000 ',
      '(12)',
      '/12',
    ]) {
      parsePhoneCell(hostile.repeat(1990 / hostile.length), PETERSBURG);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('says how each number came about', () => {
    const origins = parsePhoneCell('+78123102181, 310-21-82/83', PETERSBURG).phones.map((phone) => phone.origin);
    expect(origins).toEqual(['as_written', 'area_code', 'suffix']);
  });

  const national = fc
    .tuple(fc.constantFrom('3', '4', '8', '9', '7', '336', '800'), fc.bigInt({ min: 0n, max: 999_999_999n }))
    .map(([head, rest]) => `${head}${String(rest).padStart(9, '0')}`.slice(0, 10))
    .filter((digits) => !digits.endsWith('0000000'));

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
