import { describe, expect, it } from '@jest/globals';
import { holidaysKnown, isPublicHoliday } from './holidays.rules.js';

/** Article 112 of the Labour Code. */
const STATUTORY = '0101 0102 0103 0104 0105 0106 0107 0108 0223 0308 0501 0509 0612 1104'.split(' ');

const isHoliday = (country: string, year: number, monthDay: string): boolean =>
  isPublicHoliday(country, { year, month: Number(monthDay.slice(0, 2)), day: Number(monthDay.slice(2)) });

describe('public holidays', () => {
  it.each([2026, 2027, 2028, 2029, 2040])('of the Russian statute are kept in %i, decree or not', (year) => {
    expect(STATUTORY.filter((day) => !isHoliday('RU', year, day))).toEqual([]);
  });

  it('that fall on a weekend move to the next working day in a year without its decree', () => {
    expect(isHoliday('RU', 2027, '0503')).toBe(true);
    expect(isHoliday('RU', 2027, '0614')).toBe(true);
  });

  it('are taken from every known year where the table ends', () => {
    expect(isHoliday('RU', 2031, '1231')).toBe(true);
    expect(isHoliday('DE', 2031, '1225')).toBe(true);
    expect(isHoliday('DE', 2031, '0312')).toBe(false);
  });

  it.each([
    ['RU', 2026, true],
    ['RU', 2027, false],
    ['DE', 2028, true],
    ['DE', 2029, false],
    ['KG', 2026, false],
    ['UZ', 2026, false],
  ])('of %s are told to be known in full for %i: %s', (country, year, known) => {
    expect(holidaysKnown(country, year)).toBe(known);
  });
});
