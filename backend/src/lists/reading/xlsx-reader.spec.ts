import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import type { FileRow, WorkbookFormat } from './file-format.rules.js';
import { FixtureFolder, xlsxOf } from './workbook.fixture.js';
import { openRows } from './row-reader.js';
import { readXlsxSheets } from './xlsx-reader.js';

let folder: FixtureFolder;
let nextFile = 0;

beforeAll(async () => {
  folder = await FixtureFolder.make();
});
afterAll(() => folder.remove());

async function read(content: Uint8Array, options: Partial<Omit<WorkbookFormat, 'kind'>> = {}): Promise<FileRow[]> {
  const path = await folder.file(`${nextFile++}.xlsx`, content);
  const rows: FileRow[] = [];
  for await (const row of openRows(path, { kind: 'xlsx', header: false, ...options })) {
    rows.push(row);
  }
  return rows;
}

const sheet = (rows: string, behind = ''): string => `<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`;
const one = (xml: string, parts: Parameters<typeof xlsxOf>[1] = {}): Buffer => xlsxOf([{ name: 'Лист1', xml }], parts);
const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const cellsOf = (rows: readonly FileRow[]): (readonly string[])[] => rows.map((row) => row.cells);

async function written(fill: (workbook: exceljs.Workbook) => void): Promise<Uint8Array> {
  const workbook = new exceljs.Workbook();
  fill(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

describe('a workbook', () => {
  it('gives its numbers, dates, formulas and rich text as a person means them', async () => {
    const content = await written((workbook) => {
      const list = workbook.addWorksheet('Первый');
      list.addRow([]);
      list.addRow(['Имя', 'Телефон', 'Дата']);
      list.addRow(['Рога', 79161234567, new Date('2026-03-01')]);
      list.addRow([{ richText: [{ text: 'Ко' }, { text: 'пыта' }] }, { formula: '1+1', result: 2 }, true]);
      list.getCell('A5').value = 101010101;
      list.getCell('A5').numFmt = '0000000000';
      list.getCell('B5').value = new Date('2026-03-01T14:30:00Z');
    });
    expect((await read(content)).filter((row) => row.cells.length > 0)).toEqual([
      { rowNumber: 2, cells: ['Имя', 'Телефон', 'Дата'] },
      { rowNumber: 3, cells: ['Рога', '79161234567', '2026-03-01'] },
      { rowNumber: 4, cells: ['Копыта', '2', 'true'] },
      { rowNumber: 5, cells: ['0101010101', '2026-03-01 14:30'] },
    ]);
  });

  it('reads what other programs write: prefixes, cells without places, entities, CDATA, floating phones', async () => {
    const xml =
      '<x:worksheet xmlns:x="y"><!-- a > b --><x:sheetData><x:row r="3"><x:c r="B3"><x:v>7.9161234567E10</x:v></x:c>' +
      '<x:c t="str"><x:f>A1&amp;B1</x:f><x:v>a &lt;b&gt; &#x41;</x:v></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t><![CDATA[R & D]]></x:t>' +
      '<x:rPh sb="0"><x:t>reading</x:t></x:rPh></x:is></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c><x:v>0.30000000000000004</x:v></x:c></x:row>' +
      '</x:sheetData></x:worksheet>';
    expect(await read(one(xml))).toEqual([
      { rowNumber: 3, cells: ['', '79161234567', 'a <b> A'] },
      { rowNumber: 4, cells: ['R & D', '', '0.3'] },
    ]);
  });

  it('takes no row from what stands beside its data', async () => {
    const drawing =
      '<controls><control><anchor><from><xdr:col>1</xdr:col><xdr:row>3</xdr:row></from></anchor></control></controls>';
    expect(await read(one(sheet(`<row>${inline('one')}</row><row/>`, drawing)))).toEqual([
      { rowNumber: 1, cells: ['one'] },
      { rowNumber: 2, cells: [] },
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const xml = sheet('<row><c s="1"><v>44620</v></c></row>');
    expect(cellsOf(await read(one(xml, { styles })))).toEqual([['2022-02-28']]);
    expect(cellsOf(await read(one(xml, { styles, workbookPr: '<workbookPr date1904="1"/>' })))).toEqual([
      ['2026-03-01'],
    ]);
  });

  it('lists its sheets and reads the one chosen, else the first that can be seen', async () => {
    const content = xlsxOf([
      { name: 'Служебный', xml: sheet(`<row>${inline('secret')}</row>`), state: 'hidden' },
      { name: 'A &gt; B', xml: sheet(`<row>${inline('first')}</row>`) },
      { name: 'Второй', xml: sheet(`<row>${inline('second')}</row>`) },
    ]);
    const path = await folder.file('sheets.xlsx', content);
    expect(await readXlsxSheets(path)).toEqual([
      { name: 'Служебный', hidden: true },
      { name: 'A > B', hidden: false },
      { name: 'Второй', hidden: false },
    ]);
    expect(cellsOf(await read(content))).toEqual([['first']]);
    expect(cellsOf(await read(content, { sheet: 'Второй' }))).toEqual([['second']]);
    await expect(read(content, { sheet: 'Третий' })).rejects.toMatchObject({ code: 'import.sheet_missing' });
  });

  it('makes one header of titles, merged cells and levels', async () => {
    const content = await written((workbook) => {
      const list = workbook.addWorksheet('База');
      list.addRow(['Компании выставки']);
      list.addRow([]);
      list.addRow(['Название', 'Контакты', null, null]);
      list.addRow([null, 'Телефон', 'Телефон', 'Почта']);
      list.addRow(['Рога', '1', '2', 'a@example.org']);
      list.mergeCells('A1:D1');
      list.mergeCells('A3:A4');
      list.mergeCells('B3:D3');
    });
    expect(await read(content, { header: true })).toMatchObject([
      { rowNumber: 3, cells: ['Название', 'Контакты / Телефон', 'Контакты / Телефон', 'Контакты / Почта'] },
      { rowNumber: 5, cells: ['Рога', '1', '2', 'a@example.org'] },
    ]);
  });

  it.each([
    ['no sheets', xlsxOf([]), 'import.workbook_unreadable'],
    ['a row beyond the last', one(sheet('<row r="1048577"><c><v>1</v></c></row>')), 'import.workbook_too_large'],
    ['a cell beyond the last column', one(sheet('<row><c r="XFE1"><v>1</v></c></row>')), 'import.row_too_large'],
    ['a huge cell', one(sheet(`<row>${inline('x'.repeat(200_000))}</row>`)), 'import.cell_too_large'],
    [
      'a huge shared text',
      one(sheet('<row><c t="s"><v>0</v></c></row>'), { strings: `<si><t>${'x'.repeat(200_000)}</t></si>` }),
      'import.cell_too_large',
    ],
    ['an endless tag', one(sheet(`<row ${'x'.repeat(1_100_000)}`)), 'import.cell_too_large'],
    [
      'a broken tag of a row',
      one(sheet('<row><c><v>1</v></c></row><row <c><v>2</v></c></row>')),
      'import.workbook_unreadable',
    ],
    ['a row that does not end', one(sheet('<row><c><v>1</v></c><row><c/></row>')), 'import.workbook_unreadable'],
    ['a cell that does not end', one(sheet('<row><c><v>1</v><c><v>2</v></c></row>')), 'import.workbook_unreadable'],
    ['a cell in no row', one(sheet('<row/><c><v>1</v></c>')), 'import.workbook_unreadable'],
    ['a sheet cut off', one('<worksheet><sheetData><row><c><v>1</v></c></row>'), 'import.workbook_unreadable'],
    ['a shared text that is not there', one(sheet('<row><c t="s"><v>0</v></c></row>')), 'import.workbook_unreadable'],
    ['a shared text of no number', one(sheet('<row><c t="s"><v>x</v></c></row>')), 'import.workbook_unreadable'],
    ['another document', xlsxOf([]).subarray(0, 400), 'import.workbook_unreadable'],
  ])('with %s is refused', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });
});
