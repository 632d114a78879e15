import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadRow, Page } from '@warmline/contracts';
import * as library from '@e965/xlsx';
import { deflateRawSync } from 'node:zlib';
import { encode } from './encoded-text.js';
import { ListDesk } from './list-desk.js';

let desk: ListDesk;
let nextNumber = 1000;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

async function names(listId: string): Promise<[string, string | undefined][]> {
  const page = await desk.http.get<Page<LeadRow>>(`/api/leads?listId=${listId}`);
  return page.items.map((lead): [string, string | undefined] => [lead.name, lead.phones[0]]).sort();
}

function book(bookType: library.BookType, number: number): Buffer {
  const workbook = library.utils.book_new();
  const rows = [
    ['Название', 'Телефон'],
    [`Клён ${number}`, 79210000000 + number],
  ];
  library.utils.book_append_sheet(
    workbook,
    library.utils.aoa_to_sheet([
      ['Итого', 1],
      ['Всего', 2],
    ]),
    'Сводка',
  );
  library.utils.book_append_sheet(workbook, library.utils.aoa_to_sheet(rows), 'База');
  return library.write(workbook, { type: 'buffer', bookType }) as Buffer;
}

describe('a workbook', () => {
  it.each([
    ['biff8', 'xls'],
    ['ods', 'ods'],
    ['xlsx', 'xlsx'],
  ] as const)('written as %s is loaded from its second sheet', async (bookType, kind) => {
    const number = nextNumber++;
    const upload = await desk.upload(book(bookType, number));
    expect(await desk.preview(upload, { header: false })).toMatchObject({
      format: { kind, sheet: 'Сводка' },
      sheets: [
        { name: 'Сводка', hidden: false },
        { name: 'База', hidden: false },
      ],
    });
    const { format, columns } = await desk.preview(upload, { sheet: 'База' });
    expect(format).toEqual({ kind, sheet: 'База', header: true });
    const list = await desk.newList(`Книга ${kind}`);
    const mapping = columns.map((column) => column.field);
    const done = await desk.run(list, { fileId: upload.fileId, format, mapping });
    expect(done.counts).toMatchObject({ rows: 1, added: 1 });
    expect(await names(list.id)).toEqual([[`Клён ${number}`, `+7921000${number}`]]);
  });

  it('whose first sheet holds no rows is read from the first that does', async () => {
    const workbook = library.utils.book_new();
    library.utils.book_append_sheet(workbook, library.utils.aoa_to_sheet([['Итого', 1]]), 'Сводка');
    const rows = [
      ['Название', 'Телефон'],
      ['Бук', '210-90-01'],
    ];
    library.utils.book_append_sheet(workbook, library.utils.aoa_to_sheet(rows), 'База');
    const upload = await desk.upload(library.write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect((await desk.preview(upload)).format).toMatchObject({ kind: 'xlsx', sheet: 'База' });
    const reply = await desk.tryPreview(upload, { sheet: 'Сводка' });
    expect([reply.status, reply.body.code]).toEqual([422, 'import.header_only']);
  });

  it('without the chosen sheet is refused', async () => {
    const upload = await desk.upload(book('xlsx', nextNumber++));
    const reply = await desk.tryPreview(upload, { sheet: 'Нет такого' });
    expect([reply.status, reply.body.code]).toEqual([422, 'import.sheet_missing']);
  });

  it('that would fill the memory once unpacked is refused', async () => {
    const upload = await desk.upload(bomb());
    const reply = await desk.tryPreview(upload);
    expect([reply.status, reply.body.code]).toEqual([422, 'import.workbook_too_large']);
    expect((await desk.http.request({ method: 'GET', path: '/api/lists' })).status).toBe(200);
  });
});

describe('a page that is called a workbook', () => {
  it('is loaded as the table it holds', async () => {
    const number = nextNumber++;
    const page = `<html><body><table><tr><td>Название</td><td>Телефон</td></tr><tr><td>Ива ${number}</td><td>210-${number}</td></tr></table></body></html>`;
    const { done, list } = await desk.load('Страница', encode(page, 'windows-1251'));
    expect(done.counts).toMatchObject({ rows: 1, added: 1 });
    expect(await names(list.id)).toEqual([[`Ива ${number}`, `+7812210${number}`]]);
  });
});

/** `xl/workbook.xml` of 40 MB of spaces in 40 KB, its size said to be ten bytes. */
function bomb(): Buffer {
  const name = Buffer.from('xl/workbook.xml');
  const packed = deflateRawSync(Buffer.alloc(40 * 1024 ** 2, ' '));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(10, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe('the rejected rows of a workbook', () => {
  it.each(['xlsx', 'biff8', 'ods'] as const)(
    'come as they stood in the file, past the first portion: %s',
    async (type) => {
      const bad = Array.from({ length: 1_200 }, (_, index) => [`Ясень ${index}`, index % 100, 'x; "y"']);
      const sheet = library.utils.aoa_to_sheet([['Название', 'Телефон', 'Прим'], ['Клён', 79217770001, ''], ...bad]);
      const workbook = library.utils.book_new();
      library.utils.book_append_sheet(workbook, sheet, 'База');
      const upload = await desk.upload(library.write(workbook, { type: 'buffer', bookType: type }) as Buffer, 'b.xls');
      const list = await desk.newList(`Отвергнутые ${type}`);
      const { format } = await desk.preview(upload);
      const mapping = ['name', 'phone', 'custom'] as ('name' | 'phone' | 'custom')[];
      const judged = await desk.judge(list, { fileId: upload.fileId, format, mapping, again: true });
      expect(judged.counts).toMatchObject({ rows: 1_201, invalid: 1_200 });
      const file = await desk.http.get<Buffer>(`/api/imports/${judged.id}/rejected.csv?lang=en`);
      const reason = 'phone_invalid;Number not recognised: check the area code and the digits';
      const expected = bad.map(([name, phone], index) => `${name};${phone};"x; ""y""";${index + 3};${reason}`);
      expect(file.toString('utf8').replace('\uFEFF', '').trim().split(/\r?\n/)).toEqual([
        'Название;Телефон;Прим;_row;_code;_reason',
        ...expected,
      ]);
    },
  );
});
