import { describe, expect, it } from '@jest/globals';
import { CsvParser } from './csv-parser.js';
import type { FileRow } from './file-format.rules.js';

function parse(text: string, delimiter = ';', chunk = text.length): FileRow[] {
  const parser = new CsvParser(delimiter);
  const rows: FileRow[] = [];
  for (let start = 0; start < text.length; start += chunk) {
    rows.push(...parser.push(text.slice(start, start + chunk)));
  }
  return [...rows, ...parser.end()];
}

function cellsOf(text: string, delimiter = ';'): (readonly string[])[] {
  return parse(text, delimiter).map((row) => row.cells);
}

describe('the CSV parser', () => {
  it.each([
    [
      'a;b\nc;d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\r\nc;d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\rc;d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '"a;1";"b""2"""\n;',
      [
        ['a;1', 'b"2"'],
        ['', ''],
      ],
    ],
    [
      '"two\nlines";x\ny;z',
      [
        ['two\nlines', 'x'],
        ['y', 'z'],
      ],
    ],
    ['"a" ; "b"', [['a', 'b']]],
    ['"ООО "Рога" и копыта";1', [['ООО "Рога" и копыта', '1']]],
    ['12" труба;1', [['12" труба', '1']]],
    ['"";"";""', [['', '', '']]],
    ['a;', [['a', '']]],
    ['"a";', [['a', '']]],
  ])('reads %j', (text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  it('gives the same rows however the text is cut into chunks', () => {
    const text = '"Имя";тел\r\n"ООО ""Рога""";"1\r\n2"\r\nб;\r\n"x"';
    const whole = parse(text);
    for (let chunk = 1; chunk < text.length; chunk += 1) {
      expect(parse(text, ';', chunk)).toEqual(whole);
    }
  });

  it('lets a quote that never closes cost its own row only', () => {
    const rows = parse('name;phone\n"ООО Рога;1\nКопыта;2\n"Хвост";3\n');
    expect(rows.map((row) => row.error)).toEqual([undefined, 'unbalanced_quotes', undefined, undefined]);
    expect(rows[1]?.cells).toEqual(['ООО Рога', '1']);
    expect(rows[3]?.cells).toEqual(['Хвост', '3']);
  });

  it('recovers from an open quote in a long file without reading it twice over', () => {
    const text = `a;"b\n${'plain;row\n'.repeat(5000)}`;
    const rows = parse(text, ';', 1000);
    expect(rows).toHaveLength(5001);
    expect(rows.filter((row) => row.error)).toHaveLength(1);
  });

  it('numbers rows as a spreadsheet does', () => {
    expect(parse('a\n"1\n2"\n\nb').map((row) => row.rowNumber)).toEqual([1, 2, 3, 4]);
  });

  it('marks rows with NUL bytes and takes the bytes out', () => {
    expect(parse('a\0b;c')).toEqual([{ rowNumber: 1, cells: ['ab', 'c'], error: 'nul_byte' }]);
  });

  it.each(['x', 'я'])('refuses a cell of 2 MB made of "%s"', (character) => {
    const cell = character.repeat(2_000_000 / Buffer.byteLength(character));
    expect(() => parse(`a;b\n1;${cell};2\n`, ';', 65_536)).toThrow(
      expect.objectContaining({ code: 'import.cell_too_large' }),
    );
    expect(() => parse(`a;b\n1;"${cell}";2\n`, ';', 65_536)).toThrow(
      expect.objectContaining({ code: 'import.cell_too_large' }),
    );
  });

  it('refuses an endless row', () => {
    expect(() => parse('ab;'.repeat(1_000_000), ';', 65_536)).toThrow(
      expect.objectContaining({ code: 'import.row_too_large' }),
    );
  });
});
