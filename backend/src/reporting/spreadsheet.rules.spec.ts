import { describe, expect, it } from '@jest/globals';
import { phoneCell, textCell, timeCell } from './spreadsheet.rules.js';

describe('a cell of words', () => {
  it.each([
    ['=HYPERLINK("http://example.test";"click")', `'=HYPERLINK("http://example.test";"click")`],
    ['+1+cmd|calc', `'+1+cmd|calc`],
    ['-2+3', `'-2+3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\tTab first', `'\tTab first`],
    ['\rReturn first', '\nReturn first'],
    ['x\n=cmd|calc', `x\n'=cmd|calc`],
    ['x\r=cmd|calc', `x\n'=cmd|calc`],
    ['\u0000＝1', `'＝1`],
    ['Plain "name"; with, marks', 'Plain "name"; with, marks'],
    ['', ''],
  ])('is guarded against formulas: %j', (text, cell) => {
    expect(textCell(text)).toBe(cell);
  });

  it('holds nothing that a spreadsheet refuses to open', () => {
    expect(textCell('a\u0000b\u001fc\nd\te')).toBe('abc\nd\te');
    expect(textCell('a\ud800b\ud83d\ude00')).toBe('ab\ud83d\ude00');
    expect(textCell('\u0001=1')).toBe(`'=1`);
    expect(textCell('=' + 'x'.repeat(40_000))).toHaveLength(32_767);
  });
});

describe('a cell of a phone number', () => {
  it.each([
    ['+79211234567', '+7 921 123-45-67'],
    ['+442079460958', '+44 207 946 09-58'],
    ['+1', `'+1`],
    ['+7921=1+1', `'+7921=1+1`],
    ['=1+1', `'=1+1`],
  ])('is text without an apostrophe only for a number: %j', (phone, cell) => {
    expect(phoneCell(phone)).toBe(cell);
  });
});

describe('a cell of an instant', () => {
  it('is the wall clock of the zone', () => {
    expect(timeCell('2026-03-18T11:16:30.000Z', 'Europe/Moscow')).toBe('2026-03-18 14:16');
    expect(timeCell('2026-12-31T22:30:00.000Z', 'Asia/Yekaterinburg')).toBe('2027-01-01 03:30');
    expect(timeCell(null, 'UTC')).toBe('');
  });
});
