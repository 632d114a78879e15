import { describe, expect, it } from '@jest/globals';
import type { FileRow } from './file-format.rules.js';
import { findHeader } from './header-search.rules.js';
import { columnName, parseArea, type MergedCells } from './sheet-header.rules.js';

const rowsOf = (rows: readonly (readonly string[])[]): FileRow[] =>
  rows.map((cells, index) => ({ rowNumber: index + 1, cells }));
const areas = (...references: string[]): MergedCells[] => references.flatMap((each) => parseArea(each) ?? []);

const found = (rows: readonly (readonly string[])[], ...references: string[]): readonly string[] | undefined =>
  findHeader(
    rowsOf(rows).filter((row) => row.cells.some((cell) => cell !== '')),
    areas(...references),
  )?.row.cells;

describe('the header of a table', () => {
  it('is the first row where nothing is special', () => {
    const rows = rowsOf([
      ['Имя', 'Тел'],
      ['Рога', '1'],
    ]);
    expect(findHeader(rows, [])).toMatchObject({ row: { rowNumber: 1, cells: ['Имя', 'Тел'] }, taken: 1 });
  });

  it('names every column under a merged cell, behind the last name too', () => {
    const name = ['Имя', 'Телефоны', 'Телефоны', 'Телефоны'];
    expect(
      found(
        [
          ['Имя', 'Телефоны', '', ''],
          ['Рога', '1', '2', '3'],
        ],
        'B1:D1',
      ),
    ).toEqual(name);
    expect(
      found(
        [
          ['Имя', 'Телефоны'],
          ['Рога', '1', '2', '3'],
        ],
        'B1:D1',
      ),
    ).toEqual(name);
  });

  it('joins its levels, merged or not', () => {
    const levels = [
      ['Имя', 'Связь', ''],
      ['', 'Тел', 'Почта'],
      ['Рога', '1', 'a@b.ru'],
    ];
    const joined = ['Имя', 'Связь / Тел', 'Связь / Почта'];
    expect(found(levels, 'A1:A2', 'B1:C1')).toEqual(joined);
    expect(found(levels)).toEqual(joined);
    const groups = [
      ['Отчёт'],
      ['', '', 'Контакты', '', 'Адрес', ''],
      ['№', 'Компания', 'Телефон', 'Email', 'Город', 'Улица'],
      ['1', 'Рога', '1'],
    ];
    const names = ['№', 'Компания', 'Контакты / Телефон', 'Контакты / Email', 'Адрес / Город', 'Адрес / Улица'];
    expect(found(groups)).toEqual(names);
  });

  it.each([
    ['titles', [['Список', 'Список'], ['на март'], ['Клиника', 'Тел', 'ИНН'], ['Рога', '1', '2']], 3],
    [
      'a period and a manager',
      [
        ['Отчёт'],
        ['Период:', '01.01.2026'],
        ['Менеджер:', 'Петрова'],
        [],
        ['Клиент', 'Телефон', 'Комментарий'],
        ['Рога', '310-21-84'],
      ],
      5,
    ],
    [
      'a letterhead with a phone',
      [['ООО Ромашка'], ['Тел.: 8 (812) 310-21-84'], ['Компания', 'Телефон', 'Город'], ['Рога', '310-21-84', 'Тула']],
      3,
    ],
    ['a title over two columns', [['Отчёт за март'], [], ['Клиент', 'Тел'], ['Рога', '310-21-84']], 3],
    ['unknown words under a title', [['Отчёт'], ['Дата:', '01.03'], ['Раз', 'Два', 'Три'], ['а', 'б', 'в']], 3],
  ])('stands below %s', (_, rows, rowNumber) => {
    const filled = rowsOf(rows).filter((row) => row.cells.length > 0);
    expect(findHeader(filled, [])?.row.rowNumber).toBe(rowNumber);
  });

  it.each([
    ['a lone cell over two columns', [['Рога'], ['Копыта', '1']]],
    [
      'gaps in it above data',
      [
        ['Имя', 'Тел', ''],
        ['Рога', '310-21-84', 'Копыта'],
      ],
    ],
    [
      'no known word',
      [
        ['Раз', 'Два'],
        ['а', 'б'],
      ],
    ],
    [
      'data from the first row on',
      [
        ['Рога', '310-21-84'],
        ['Копыта', '310-21-85'],
      ],
    ],
  ])('is the first row with %s', (_, rows) => {
    expect(findHeader(rowsOf(rows), [])).toMatchObject({ row: { rowNumber: 1 }, taken: 1 });
  });

  it('stands where a person says, over as many rows as they say', () => {
    const rows = rowsOf([
      ['Клиент', 'Телефон'],
      ['Раз', 'Два'],
      ['Три', 'Четыре'],
      ['а', 'б'],
    ]);
    expect(findHeader(rows, [], { headerRow: 2 })?.row).toMatchObject({ rowNumber: 2, cells: ['Раз', 'Два'] });
    expect(findHeader(rows, [], { headerRow: 2, headerRows: 2 })?.row.cells).toEqual(['Раз / Три', 'Два / Четыре']);
    expect(findHeader(rows, [], { headerRow: 9 })).toBeUndefined();
  });

  it('is not there in an empty sheet', () => {
    expect(findHeader([], [])).toBeUndefined();
  });
});

describe('a reference of a sheet', () => {
  it('is rows and columns from 0, and a column has its letters', () => {
    expect(areas('B2:AA10')).toEqual([{ firstRow: 1, lastRow: 9, firstColumn: 1, lastColumn: 26 }]);
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });
});
