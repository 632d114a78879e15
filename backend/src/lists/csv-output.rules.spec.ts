import { describe, expect, it } from '@jest/globals';
import { csvLine, guardFormula } from './csv-output.rules.js';

describe('a CSV we hand out', () => {
  it.each([
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
    ['+7 921 000-00-01', "'+7 921 000-00-01"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['Ромашка', 'Ромашка'],
    ['', ''],
  ])('shows %j as text', (cell, expected) => {
    expect(guardFormula(cell)).toBe(expected);
  });

  it('quotes what would break the row', () => {
    expect(csvLine(['a;b', 'c"d', 'e\nf', ' g', 'h'], ';')).toBe('"a;b";"c""d";"e\nf";" g";h\r\n');
  });
});
