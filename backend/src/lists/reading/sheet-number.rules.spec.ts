import { describe, expect, it } from '@jest/globals';
import { styleOfFormat, textOfNumber } from './sheet-number.rules.js';

describe('a number of a sheet', () => {
  it.each([
    ['7.9161234567E10', 'plain', '79161234567'],
    ['79161234567', 'plain', '79161234567'],
    ['4.5999999999999996', 'plain', '4.6'],
    ['-3', 'plain', '-3'],
    ['1e400', 'plain', '1e400'],
    ['46082', 'date', '2026-03-01'],
    ['46082.604166666664', 'date', '2026-03-01 14:30'],
    ['0.5', 'date', '12:00'],
    ['79161234567', 'date', '79161234567'],
  ] as const)('%s, %s is %s', (raw, style, text) => {
    expect(textOfNumber(raw, style)).toBe(text);
  });

  it('keeps the leading zeros its format gives it', () => {
    expect(textOfNumber('101010101', { zeros: 10 })).toBe('0101010101');
  });

  it.each([
    [0, 'General', 'plain'],
    [14, undefined, 'date'],
    [164, 'dd\\.mm\\.yyyy', 'date'],
    [164, '[$-419]d\\ mmm\\ yyyy;@', 'date'],
    [164, '#,##0.00"d."', 'plain'],
    [164, '[Red]0.00', 'plain'],
    [164, '[h]:mm:ss', 'date'],
    [164, '000000', { zeros: 6 }],
  ] as const)('in format %s %j is %j', (id, code, style) => {
    expect(styleOfFormat(id, code)).toEqual(style);
  });
});
