import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { charsetSchema, delimiterSchema, type Charset, type Delimiter } from '@warmline/contracts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byteOrderMark, encodeText } from './encode-text.rules.js';
import type { FileFormat, FileRow } from './file-format.rules.js';
import { detectFile, openRows } from './row-reader.js';

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

const csv = (charset: Charset, delimiter: Delimiter): FileFormat => ({ kind: 'csv', charset, delimiter, header: true });

const ENCODINGS = charsetSchema.options
  .filter((charset) => charset !== 'windows-1252')
  .flatMap((charset): [Charset, boolean][] =>
    charset.startsWith('utf-')
      ? [
          [charset, false],
          [charset, true],
        ]
      : [[charset, false]],
  );
const CASES = ENCODINGS.flatMap(([charset, mark]) =>
  delimiterSchema.options.map((delimiter) => [charset, mark, delimiter] as const),
);

describe('reading a file', () => {
  it.each(CASES)('detects and reads %s (mark: %s) parted by %j', async (charset, mark, delimiter) => {
    const text = [
      ['Имя', 'Телефон'],
      ['"Рога; и, копы|та\t"', '310-21-81'],
      ['Ёлка', ''],
    ]
      .map((cells) => cells.join(delimiter))
      .join('\r\n');
    const bytes = Buffer.concat([mark ? byteOrderMark(charset) : Buffer.alloc(0), encodeText(text, charset)]);
    const path = await fileOf('list.csv', bytes);
    const detected = await detectFile(path);
    expect(detected).toMatchObject({ kind: 'csv', charset: { charset }, delimiter: { delimiter, confidence: 1 } });
    const rows = await rowsOf(path, csv(charset, delimiter));
    expect(rows.map((row) => row.cells)).toEqual([
      ['Имя', 'Телефон'],
      ['Рога; и, копы|та\t', '310-21-81'],
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
    ['text with NUL bytes', 'Имя;Тел\0\0\nА;1', 'file.binary'],
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

  it.each([
    ['a cell without an end', 'Имя;Телефон\nРога;', 'x', 'import.cell_too_large'],
    ['a quoted cell without an end', 'Имя;Телефон\nРога;"', 'x', 'import.cell_too_large'],
    ['a row without an end', 'Имя;Телефон\n', 'x;', 'import.row_too_large'],
  ])('gives %s up after two megabytes, whatever the size of the file', async (_, start, filling, code) => {
    const path = await fileOf('endless.csv', start + filling.repeat(16 * 1024 ** 2));
    let read = 0;
    const rows = openRows(path, csv('utf-8', ';'), (bytes) => (read = bytes));
    const drain = async (): Promise<void> => {
      for await (const row of rows) {
        void row;
      }
    };
    await expect(drain()).rejects.toMatchObject({ code });
    expect(read).toBeLessThan(2 * 1024 ** 2);
  });

  it('believes a first line meant for Excel and leaves it out', async () => {
    const path = await fileOf('sep.csv', 'sep=|\nИмя|Телефон\nРога, копыта; и др.|1\n');
    expect(await detectFile(path)).toMatchObject({ delimiter: { delimiter: '|', confidence: 1 } });
    expect(await rowsOf(path, csv('utf-8', '|'))).toMatchObject([
      { rowNumber: 2, cells: ['Имя', 'Телефон'] },
      { rowNumber: 3, cells: ['Рога, копыта; и др.', '1'] },
    ]);
  });

  it('keeps its delimiter when rows are of uneven length', async () => {
    const rows = ['a;b;c;d', 'x, y;1', 'x, y;1;2;3;4', 'x, y;1;2', 'x, y;1;2;3', ';;;;;;'];
    expect(await detectFile(await fileOf('uneven.csv', rows.join('\n')))).toMatchObject({
      delimiter: { delimiter: ';' },
    });
  });
});
