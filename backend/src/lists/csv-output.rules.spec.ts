import { describe, expect, it } from '@jest/globals';
import { csvLine, guardFormula, unguarded } from './csv-output.rules.js';
import { CsvParser } from './reading/csv-parser.js';

describe('a CSV we hand out', () => {
  it.each([
    ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
    ['+7 921 000-00-01', "'+7 921 000-00-01"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\tслово', "'\tслово"],
    ['  =1', "'  =1"],
    ['\u00a0=1', "'\u00a0=1"],
    ['＝1+1', "'＝1+1"],
    ['＠SUM', "'＠SUM"],
    ['x\n=cmd|calc', "x\n'=cmd|calc"],
    ['x\r=cmd|calc', "x\r'=cmd|calc"],
    ['x\r\n-1\n\n+2', "x\r\n'-1\n\n'+2"],
    ['x\u2028@y\u0085=z\u000b=w', "x\u2028'@y\u0085'=z\u000b'=w"],
    ["'=1", "''=1"],
    ["O'Нил - 1", "O'Нил - 1"],
    ['Ромашка', 'Ромашка'],
    ['', ''],
  ])('shows %j as text and reads it back', (cell, expected) => {
    expect(guardFormula(cell)).toBe(expected);
    expect(unguarded(expected)).toBe(cell);
  });

  it('quotes what would break the row', () => {
    expect(csvLine(['a;b', 'c"d', 'e\nf', ' g', 'h', 'i\rj', 'k\tl', 'm\0n'], ';')).toBe(
      '"a;b";"c""d";"e\nf";" g";h;"i\rj";"k\tl";mn\r\n',
    );
  });

  it('guards a cell of many line breaks, apostrophes and blanks in linear time', () => {
    for (const piece of ['\n', "'", ' ', '\t', "\n' ", '\r\n=']) {
      const started = performance.now();
      expect(unguarded(guardFormula(piece.repeat(100_000)))).toBe(piece.repeat(100_000));
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });

  it('gives back as many rows and the same cells, whatever the cells hold', () => {
    const random = seeded(20_261_201);
    for (let round = 0; round < 300; round += 1) {
      const delimiter = [';', ',', '\t'][round % 3] ?? ';';
      const rows = Array.from({ length: 5 }, () => Array.from({ length: 4 }, () => hostileCell(random)));
      const parser = new CsvParser(delimiter);
      const text = rows.map((cells) => csvLine(['x', ...cells], delimiter)).join('');
      const read = [...parser.push(text), ...parser.end()];
      const told = JSON.stringify({ round, rows });
      expect([read.length, read.filter(({ error }) => error !== undefined), told]).toEqual([5, [], told]);
      const plain = read.map(({ cells }) => cells.slice(1).map(unguarded));
      // A line break of any kind reads back as a line feed, a NUL not at all.
      expect([plain, told]).toEqual([rows.map((cells) => cells.map(readable)), told]);
      const lines = read.flatMap(({ cells }) => cells.flatMap((cell) => cell.split(/[\n\r\v\f\u0085\u2028\u2029]/)));
      expect(lines.filter((line) => /^\s*[=+\-@＝＋－＠]/.test(line))).toEqual([]);
    }
  });
});

function readable(cell: string): string {
  return unguarded(guardFormula(cell.replaceAll('\0', '')).replace(/\r\n|\r/g, '\n'));
}

const PIECES = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  "'",
  '"',
  '""',
  ';',
  ',',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '\u2028',
  ' ',
  '\0',
  'ж',
  'x1',
  '7',
];

function hostileCell(random: () => number): string {
  const length = Math.floor(random() * 9);
  return Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)] ?? '').join('');
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
