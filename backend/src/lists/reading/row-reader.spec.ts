import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeText } from './charset.rules.js';
import type { FileFormat, FileRow } from './file-format.rules.js';
import { detectFile, openRows } from './row-reader.js';
import { assertBoundedArchive } from './zip-bounds.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function rowsOf(path: string, format: FileFormat): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of openRows(path, format)) {
    rows.push(row);
  }
  return rows;
}

const csv = (charset: 'utf-8' | 'windows-1251', delimiter: ';' | ',' | '\t'): FileFormat => ({
  kind: 'csv',
  charset,
  delimiter,
  header: true,
});

describe('reading a file', () => {
  it.each([
    ['utf-8', ';'],
    ['utf-8', ','],
    ['windows-1251', '\t'],
    ['windows-1251', ';'],
  ] as const)('detects and reads %s parted by %j', async (charset, delimiter) => {
    const text = [
      ['Имя', 'Телефон'],
      ['"Рога; и, копыта"', '310-21-81'],
      ['Ёлка', ''],
    ]
      .map((cells) => cells.join(delimiter))
      .join('\r\n');
    const path = await fileOf('list.csv', encodeText(text, charset));
    const detected = await detectFile(path);
    expect(detected).toMatchObject({ kind: 'csv', charset: { charset }, delimiter: { delimiter, confidence: 1 } });
    const rows = await rowsOf(path, csv(charset, delimiter));
    expect(rows.map((row) => row.cells)).toEqual([
      ['Имя', 'Телефон'],
      ['Рога; и, копыта', '310-21-81'],
      ['Ёлка', ''],
    ]);
  });

  it('takes the byte order mark off', async () => {
    const path = await fileOf('bom.csv', '\uFEFF"Имя";"Тел"\n1;2\n');
    expect((await rowsOf(path, csv('utf-8', ';')))[0]?.cells).toEqual(['Имя', 'Тел']);
  });

  it.each([
    ['an empty file', '', 'file.empty'],
    ['a file of line breaks', '\n\n', 'file.empty'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0), 'file.binary'],
    ['text full of NUL bytes', 'a\0b\0', 'file.binary'],
  ])('refuses %s', async (_, content, code) => {
    await expect(detectFile(await fileOf('bad.csv', content))).rejects.toMatchObject({ code });
  });

  it('refuses the wrong encoding', async () => {
    const path = await fileOf('cp1251.csv', encodeText('Имя;Телефон\nРога;1\n', 'windows-1251'));
    await expect(rowsOf(path, csv('utf-8', ';'))).rejects.toMatchObject({ code: 'import.encoding_wrong' });
    const utf8 = await fileOf('utf8.csv', 'Имя;Телефон\nРога;1\n');
    await expect(rowsOf(utf8, csv('windows-1251', ';'))).rejects.toMatchObject({ code: 'import.encoding_wrong' });
  });

  it('heeds an overruled charset when it looks for the delimiter', async () => {
    const path = await fileOf('overruled.csv', encodeText('Имя,Телефон\nРога,1\n', 'windows-1251'));
    expect(await detectFile(path, { charset: 'windows-1251' })).toMatchObject({
      charset: { charset: 'windows-1251', confidence: 1 },
      delimiter: { delimiter: ',' },
    });
  });

  it('reads the first sheet of a workbook with its numbers, dates and formulas as text', async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet('Первый');
    workbook.addWorksheet('Второй').addRow(['не сюда']);
    sheet.addRow([]);
    sheet.addRow(['Имя', 'Телефон', 'Дата']);
    sheet.addRow(['Рога', 79161234567, new Date('2026-03-01')]);
    sheet.addRow([{ richText: [{ text: 'Ко' }, { text: 'пыта' }] }, { formula: '1+1', result: 2 }, true]);
    const path = join(folder, 'list.xlsx');
    await workbook.xlsx.writeFile(path);
    expect(await detectFile(path)).toEqual({ kind: 'xlsx' });
    const rows = await rowsOf(path, { kind: 'xlsx', header: true });
    expect(rows.filter((row) => row.cells.length > 0)).toEqual([
      { rowNumber: 2, cells: ['Имя', 'Телефон', 'Дата'] },
      { rowNumber: 3, cells: ['Рога', '79161234567', '2026-03-01'] },
      { rowNumber: 4, cells: ['Копыта', '2', 'true'] },
    ]);
  });

  it('refuses what only pretends to be a workbook', async () => {
    const path = await fileOf('fake.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]));
    await expect(rowsOf(path, { kind: 'xlsx', header: true })).rejects.toMatchObject({
      code: 'import.workbook_unreadable',
    });
  });

  it('refuses an archive that unpacks beyond the bounds', async () => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('x').addRow(['a'.repeat(30_000)]);
    const path = join(folder, 'bomb.xlsx');
    await workbook.xlsx.writeFile(path);
    const bounds = { totalBytes: 20_000, sharedStringsBytes: 20_000, ratio: 10, ratioFromBytes: 10_000 };
    await expect(assertBoundedArchive(path, bounds)).rejects.toMatchObject({ code: 'import.workbook_too_large' });
    await expect(assertBoundedArchive(path)).resolves.toBeUndefined();
  });
});
