import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { previewRequestSchema, type Preview } from '@warmline/contracts';
import * as library from '@e965/xlsx';
import { readPreview } from './preview-reading.js';
import { encodeText } from './reading/encode-text.rules.js';
import { FixtureFolder, xlsxOf, zipOf } from './reading/workbook.fixture.js';

let folder: FixtureFolder;
let nextFile = 0;

beforeAll(async () => {
  folder = await FixtureFolder.make();
});
afterAll(() => folder.remove());

async function preview(content: string | Uint8Array, request: object = {}): Promise<Preview> {
  const path = await folder.file(`${nextFile++}`, content);
  return readPreview({ path, request: previewRequestSchema.parse({ areaCode: '812', ...request }), customFields: [] });
}

const cellsOf = ({ rows }: Preview): (readonly string[])[] => rows.map(({ cells }) => cells);
const codesOf = ({ notes }: Preview): string[] => notes.map(({ code }) => code);
const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (cells: readonly string[], attributes = ''): string =>
  `<row ${attributes}>${cells.map(inline).join('')}</row>`;
const sheet = (rows: string, behind = ''): Uint8Array =>
  xlsxOf([{ name: 'База', xml: `<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>` }]);

describe('a text in its encoding', () => {
  it('keeps its utf-8 although a byte is damaged, and says where', async () => {
    const text = `Имя;Телефон\n${'Ромашка;310-21-84\n'.repeat(5)}`;
    const bytes = Buffer.from(text);
    bytes[bytes.lastIndexOf('Рома') + 2] = 0x20;
    const seen = await preview(bytes);
    expect(seen.format).toMatchObject({ charset: 'utf-8' });
    expect(seen.notes).toEqual([{ code: 'broken_characters', count: 1, rows: [6], columns: [] }]);
    expect(cellsOf(seen)[0]).toEqual(['Ромашка', '310-21-84']);
    expect((await preview(bytes, { charset: 'utf-8' })).rows).toHaveLength(5);
  });

  it.each(['windows-1251', 'x-mac-cyrillic', 'utf-8'] as const)(
    'is told as %s by letters that come late',
    async (charset) => {
      const text = `name;phone\n${'Rowan Ltd;310-21-84\n'.repeat(9000)}${'ООО «Ясная Ромашка»;310-21-85\n'.repeat(40)}`;
      expect((await preview(encodeText(text, charset))).format).toMatchObject({ charset });
    },
  );

  it('is refused with what was found where the choice is impossible', async () => {
    const bytes = encodeText('Имя;Телефон\nООО Ромашка;310-21-84\n', 'windows-1251');
    await expect(preview(bytes, { charset: 'utf-8' })).rejects.toMatchObject({
      code: 'import.encoding_wrong',
      params: { charset: 'utf-8', found: 'windows-1251' },
    });
  });
});

describe('a sheet as people keep it', () => {
  it('has its header below titles, in text as in a workbook, with row numbers of the file', async () => {
    const rows = [
      ['Отчёт', '', ''],
      ['Период:', '01.01.2026', ''],
      ['', '', ''],
      ['Клиент', 'Тел', 'Заметка'],
      ['Рога', '310-21-84', ''],
    ];
    const text = await preview(rows.map((cells) => cells.join(';')).join('\n'));
    const book = await preview(sheet(rows.map((cells) => row(cells)).join('')));
    for (const seen of [text, book]) {
      expect(seen.headerPlace).toEqual({ row: 4, rows: 1 });
      expect(seen.columns.map(({ field }) => field)).toEqual(['name', 'phone', 'note']);
      expect(seen.rows.map(({ rowNumber }) => rowNumber)).toEqual([5]);
      expect(codesOf(seen)).toEqual(['rows_above_header']);
    }
    expect(
      (await preview(rows.map((cells) => cells.join(';')).join('\n'), { headerRow: 4, headerRows: 1 })).format,
    ).toMatchObject({ headerRow: 4 });
  });

  it('leaves out hidden rows by name, and loads them on demand', async () => {
    const content = sheet(
      row(['Имя', 'Тел']) +
        row(['Рога', '310-21-84']) +
        row(['Ель', '310-21-85'], 'r="3" hidden="1"') +
        row(['Дуб', '310-21-86'], 'hidden="true"'),
    );
    const seen = await preview(content);
    expect(seen.notes).toEqual([{ code: 'hidden_rows', count: 2, rows: [3, 0], columns: [] }]);
    expect(seen.rows.map(({ problem }) => problem)).toEqual([null, 'hidden_row', 'hidden_row']);
    const loaded = await preview(content, { hiddenRows: 'load' });
    expect(loaded.rows.map(({ problem }) => problem)).toEqual([null, null, null]);
    expect(loaded.format).toMatchObject({ hiddenRows: 'load' });
  });

  it.each(['biff8', 'ods', 'xlml'] as const)('merges downwards in %s too, and hides rows', async (bookType) => {
    const table = library.utils.aoa_to_sheet([
      ['Имя', 'Тел'],
      ['Рога', '310-21-84'],
      ['', '310-21-85'],
      ['Ель', '310-21-86'],
    ]);
    table['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    table['!rows'] = [{}, {}, {}, { hidden: true }];
    const book = library.utils.book_new(table, 'База');
    const bytes = library.write(book, { type: 'buffer', bookType, cellStyles: true }) as Uint8Array;
    const seen = await preview(bytes);
    expect(cellsOf(seen).slice(0, 2)).toEqual([
      ['Рога', '310-21-84'],
      ['Рога', '310-21-85'],
    ]);
    // The library writes hidden rows into XML alone.
    expect(seen.rows[2]?.problem).toBe(bookType === 'xlml' ? 'hidden_row' : null);
  });

  it('fills the rows under a cell merged downwards, those alone in which something stands', async () => {
    const content = sheet(
      row(['Имя', 'Тел']) + row(['Рога', '310-21-84']) + row(['', '310-21-85']) + row(['', '']),
      '<mergeCells><mergeCell ref="A2:A9"/></mergeCells>',
    );
    const seen = await preview(content);
    expect(cellsOf(seen)).toEqual([
      ['Рога', '310-21-84'],
      ['Рога', '310-21-85'],
    ]);
    expect(codesOf(seen)).toEqual(['merged_rows']);
  });

  it('says which formulas have no result and which columns are hidden', async () => {
    const formula =
      '<row><c t="inlineStr"><is><t>Рога</t></is></c><c><f>A1</f></c><c><f>A1</f><v>5</v></c><c t="str"><f>A1</f><v></v></c></row>';
    const xml = `<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData>${row(['Имя', 'Тел', 'Мест', 'Прочее'])}${formula}</sheetData></worksheet>`;
    const seen = await preview(xlsxOf([{ name: 'База', xml }]));
    expect(seen.notes).toEqual([
      { code: 'hidden_columns', count: 1, rows: [], columns: ['B'] },
      { code: 'formulas_unsaved', count: 1, rows: [2], columns: [] },
    ]);
  });
});

describe('a page or a document that is called a table', () => {
  it('has its characters resolved, and its encoding is the one it declares', async () => {
    const page =
      '<html><head><meta charset="windows-1251"></head><table><tr><td>Имя</td><td>Тел</td></tr><tr><td>ООО &#171;Раз&raquo; &#8470;1 &lt;b&gt;</td><td>310-21-84&#10;310-21-85</td></tr></table></html>';
    const seen = await preview(encodeText(page, 'windows-1251'));
    expect(cellsOf(seen)).toEqual([['ООО «Раз» №1 <b>', '310-21-84\n310-21-85']]);
    expect(seen.rows[0]?.phones).toHaveLength(2);
  });

  it.each(['windows-1251', 'utf-16le', 'utf-8'] as const)('is read as XML of Excel 2003 in %s', async (charset) => {
    const cell = (text: string): string => `<Cell><Data ss:Type="String">${text}</Data></Cell>`;
    const xml = `<?xml version="1.0" encoding="${charset.replace('le', '')}"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Лист1"><Table><Row>${cell('Имя')}${cell('Тел')}</Row><Row>${cell('ООО Раз')}${cell('310-21-84&#10;310-21-85')}</Row></Table></Worksheet></Workbook>`;
    const seen = await preview(encodeText(xml, charset));
    expect(cellsOf(seen)).toEqual([['ООО Раз', '310-21-84\n310-21-85']]);
  });

  it('is a phone book with a row per card', async () => {
    const cards = [
      'BEGIN:VCARD',
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=D0=98=D0=B2=\n=D0=B0=D0=BD',
      'TEL;CELL:+79210000001',
      'TEL;WORK:310-21-84',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'FN:Анна Петрова',
      'ORG:ООО Ромашка;Отдел',
      'item1.EMAIL;type=INTERNET:a@roma',
      ' shka.ru',
      'TEL:310-21-85',
      'END:VCARD',
    ].join('\r\n');
    const seen = await preview(cards, { audience: 'b2c' });
    expect(seen.format).toEqual({ kind: 'vcard', header: true });
    expect(seen.rows.map(({ rowNumber, cells }) => [rowNumber, cells.slice(0, 5)])).toEqual([
      [1, ['', 'Иванов Иван', '', '+79210000001\n310-21-84', '']],
      [2, ['ООО Ромашка, Отдел', 'Анна Петрова', '', '310-21-85', 'a@romashka.ru']],
    ]);
  });
});

const cfb = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(1024),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(512),
  ]);

describe('what is no table is called by its name', () => {
  it.each([
    ['a PDF', '%PDF-1.7\n%\u00e2\u00e3', 'file.pdf'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]), 'file.image'],
    ['a picture of a telephone', Buffer.from('\0\0\0\x18ftypheic'), 'file.image'],
    ['RTF', '{\\rtf1\\ansi}', 'file.document'],
    ['Word', zipOf([{ name: 'word/document.xml', content: '<x/>' }]), 'file.document'],
    ['old Word', cfb('WordDocument'), 'file.document'],
    [
      'OpenDocument text',
      zipOf([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml', content: '<x/>' },
      ]),
      'file.document',
    ],
    ['Numbers', zipOf([{ name: 'Index/Document.iwa', content: 'x' }]), 'file.numbers'],
    ['files in an archive', zipOf([{ name: 'list.csv', content: 'a;b' }]), 'file.archive'],
    ['another archive', Buffer.from('Rar!\x1a\x07\x00'), 'file.archive'],
    ['SYLK', 'ID;PWXL;N;E\nC;Y1;X1;K"Имя"\n', 'file.sylk'],
    ['a web archive', 'MIME-Version: 1.0\nContent-Type: multipart/related\n', 'file.mhtml'],
    [
      'a web archive of a browser',
      'From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nSubject: y\r\nMIME-Version: 1.0\r\n',
      'file.mhtml',
    ],
    ['JSON', '[{"name":"Рога"}]', 'file.json'],
    ['nothing', '', 'file.empty'],
    ['a damaged workbook of old Excel', cfb('Something'), 'import.workbook_unreadable'],
  ])('%s', async (_, content, code) => {
    await expect(preview(content)).rejects.toMatchObject({ code });
  });
});
