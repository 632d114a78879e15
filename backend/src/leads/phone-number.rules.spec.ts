import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parsePhoneCell, type PhoneCellSettings } from './phone-cell.rules.js';

const PETERSBURG: PhoneCellSettings = { country: 'RU', areaCode: '812' };

function numbersOf(cell: string, settings: PhoneCellSettings = PETERSBURG): string[] {
  return parsePhoneCell(cell, settings).phones.map(({ e164, extension }) =>
    extension ? `${e164} ${extension}` : e164,
  );
}

describe('a number', () => {
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
});
