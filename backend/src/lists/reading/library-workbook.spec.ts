import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as library from '@e965/xlsx';
import { truncate } from 'node:fs/promises';
import { encodeText } from './encode-text.rules.js';
import type { FileFormat, FileRow } from './file-format.rules.js';
import { LIBRARY_FILE_MAX_BYTES } from './library-workbook.js';
import { detectFile, openRows } from './row-reader.js';
import { FixtureFolder, zipOf } from './workbook.fixture.js';

let folder: FixtureFolder;

beforeAll(async () => {
  folder = await FixtureFolder.make();
});
afterAll(() => folder.remove());

/** The library's types leave it out. */
const compoundFiles: {
  readonly utils: {
    cfb_new(): object;
    cfb_add(container: object, name: string, content: Buffer): void;
  };
  write(container: object, options: { type: 'buffer' }): Buffer;
} = library.CFB;

const ROWS = [
  ['Компании города'],
  ['Название', 'Телефон', 'С какого дня'],
  ['ООО «Рога»', 79161234567, new Date(Date.UTC(2026, 2, 1))],
  ['Ёлка', '310-21-81', null],
];

function book(bookType: library.BookType): Buffer {
  const workbook = library.utils.book_new();
  const list = library.utils.aoa_to_sheet(ROWS, { UTC: true });
  library.utils.book_append_sheet(workbook, library.utils.aoa_to_sheet([['не сюда']]), 'Черновик');
  library.utils.book_append_sheet(workbook, list, 'База');
  return library.write(workbook, { type: 'buffer', bookType }) as Buffer;
}

async function rowsOf(path: string, format: FileFormat): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of openRows(path, format)) {
    rows.push(row);
  }
  return rows;
}

describe('a workbook of an older kind', () => {
  it.each([
    ['biff8', 'xls'],
    ['xlml', 'xls'],
    ['xlsb', 'xls'],
    ['ods', 'ods'],
  ] as const)('written as %s is told by its bytes and read like any other', async (bookType, kind) => {
    const path = await folder.file(`list.${bookType}`, book(bookType));
    expect(await detectFile(path)).toEqual({
      kind,
      sheets: [
        { name: 'Черновик', hidden: false },
        { name: 'База', hidden: false },
      ],
      sheet: 'Черновик',
    });
    expect((await detectFile(path, { sheet: 'База' })) as object).toMatchObject({ sheet: 'База' });
    expect(await rowsOf(path, { kind, sheet: 'База', header: true })).toMatchObject([
      { rowNumber: 2, cells: ['Название', 'Телефон', 'С какого дня'] },
      { rowNumber: 3, cells: ['ООО «Рога»', '79161234567', '2026-03-01'] },
      { rowNumber: 4, cells: ['Ёлка', '310-21-81'] },
    ]);
  });

  it.each(['windows-1251', 'utf-8'] as const)('that is a web page in %s is read as its table', async (charset) => {
    const page =
      '<html><head><meta http-equiv="Content-Type"></head><body><table><tr><th>Название</th><th>Телефон</th><th>ИНН</th></tr>' +
      '<tr><td>Рога &amp; копыта</td><td>+7 921 000-00-01</td><td>0101010101</td></tr></table></body></html>';
    const path = await folder.file(`page.${charset}.xls`, encodeText(page, charset));
    const detected = await detectFile(path);
    expect(detected.kind).toBe('html');
    expect((await rowsOf(path, { kind: 'html', header: true })).map((row) => row.cells)).toEqual([
      ['Название', 'Телефон', 'ИНН'],
      ['Рога & копыта', '+7 921 000-00-01', '0101010101'],
    ]);
  });

  it('that is text in truth is read as text', async () => {
    const path = await folder.file('export.xls', encodeText('Название\tТелефон\nРога\t310-21-81\n', 'windows-1251'));
    expect(await detectFile(path)).toMatchObject({
      kind: 'csv',
      charset: { charset: 'windows-1251' },
      delimiter: { delimiter: '\t' },
    });
  });

  it('is refused with its limit when it is too large to be held in memory', async () => {
    const path = await folder.file('big.xls', book('biff8'));
    await truncate(path, LIBRARY_FILE_MAX_BYTES.xls + 1);
    await expect(detectFile(path)).rejects.toMatchObject({
      code: 'import.old_format_too_large',
      params: { kind: 'xls', maxMb: 24 },
    });
  });

  it('is refused when it unpacks beyond the bounds', async () => {
    const path = await folder.file('bomb.ods', zipOf([{ name: 'content.xml', content: Buffer.alloc(40 * 1024 ** 2) }]));
    await expect(detectFile(path)).rejects.toMatchObject({ code: 'import.workbook_too_large' });
  });

  it('is refused as encrypted when it is', async () => {
    const container = compoundFiles.utils.cfb_new();
    for (const name of ['/EncryptedPackage', '/EncryptionInfo']) {
      compoundFiles.utils.cfb_add(container, name, Buffer.alloc(64));
    }
    const path = await folder.file('secret.xlsx', compoundFiles.write(container, { type: 'buffer' }));
    await expect(detectFile(path)).rejects.toMatchObject({ code: 'import.workbook_encrypted' });
  });

  it.each([
    ['damaged', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
    ['an archive of something else', zipOf([{ name: 'word/document.xml', content: '<a/>' }]), 'file.document'],
  ])('is refused when it is %s', async (_, content, code = 'import.workbook_unreadable') => {
    const path = await folder.file('bad.xls', content);
    await expect(detectFile(path)).rejects.toMatchObject({ code });
  });
});
