import { describe, expect, it } from '@jest/globals';
import type { FileRow } from './file-format.rules.js';
import { findSheetHeader, mayHaveMergedHeader, parseArea, type MergedCells } from './sheet-header.rules.js';

const rowsOf = (rows: readonly (readonly string[])[]): FileRow[] =>
  rows.map((cells, index) => ({ rowNumber: index + 1, cells }));
const areas = (...references: string[]): MergedCells[] => references.flatMap((each) => parseArea(each) ?? []);

describe('the header of a sheet', () => {
  it('is the first row where nothing is special', () => {
    const rows = rowsOf([
      ['Имя', 'Тел'],
      ['Рога', '1'],
    ]);
    expect(findSheetHeader(rows, [])).toEqual({ row: rows[0], taken: 1 });
    expect(mayHaveMergedHeader(rows)).toBe(false);
  });

  it('names every column under a merged cell', () => {
    const rows = rowsOf([
      ['Имя', 'Телефоны', '', ''],
      ['Рога', '1', '2', '3'],
    ]);
    expect(mayHaveMergedHeader(rows)).toBe(true);
    expect(findSheetHeader(rows, areas('B1:D1'))?.row.cells).toEqual(['Имя', 'Телефоны', 'Телефоны', 'Телефоны']);
  });

  it('names columns behind the last name of its row', () => {
    const rows = rowsOf([
      ['Имя', 'Телефоны'],
      ['Рога', '1', '2'],
    ]);
    expect(mayHaveMergedHeader(rows)).toBe(true);
    expect(findSheetHeader(rows, areas('B1:C1'))?.row.cells).toEqual(['Имя', 'Телефоны', 'Телефоны']);
  });

  it('joins its levels, whose depth a cell merged downwards tells', () => {
    const rows = rowsOf([
      ['Имя', 'Связь', ''],
      ['', 'Тел', 'Почта'],
      ['Рога', '1', 'a@b.ru'],
    ]);
    expect(findSheetHeader(rows, areas('A1:A2', 'B1:C1'))).toEqual({
      row: { rowNumber: 1, cells: ['Имя', 'Связь Тел', 'Связь Почта'] },
      taken: 2,
    });
  });

  it('stands below titles, but a lone cell over two columns is data', () => {
    const titled = rowsOf([['Список', 'Список'], ['на март'], ['Имя', 'Тел', 'ИНН'], ['Рога', '1', '2']]);
    expect(findSheetHeader(titled, [])).toMatchObject({ row: { rowNumber: 3 }, taken: 3 });
    expect(findSheetHeader(rowsOf([['Рога'], ['Копыта', '1']]), [])).toMatchObject({ row: { rowNumber: 1 }, taken: 1 });
  });

  it('is not there in an empty sheet', () => {
    expect(findSheetHeader([], [])).toBeUndefined();
  });
});
