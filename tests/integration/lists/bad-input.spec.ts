import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FileFormatChoice, Import } from '@warmline/contracts';
import { createAndSignIn } from '../../support/http.js';
import { ListDesk } from './list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const XLSX = { kind: 'xlsx', header: true } as const;
const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
/** "Имя;Тел" in windows-1251, a row behind it. */
const WINDOWS_1251 = Uint8Array.from([0xc8, 0xec, 0xff, 0x3b, 0xd2, 0xe5, 0xeb, 0x0a, 0xc0, 0x3b, 0x31, 0x0a]);

let desk: ListDesk;
let nextName = 0;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

/** Loads without looking at the preview, as a client with its own ideas would. */
async function loadBlindly(content: string | Uint8Array, format: FileFormatChoice): Promise<Import> {
  const upload = await desk.upload(content);
  const list = await desk.newList(`Плохой ${++nextName}`);
  return desk.run(list, { fileId: upload.fileId, format, mapping: ['name', 'phone'] });
}

describe('a file that cannot be loaded', () => {
  it('is refused at once when it is empty', async () => {
    const reply = await desk.tryUpload('');
    expect([reply.status, reply.body.code]).toEqual([422, 'file.empty']);
    expect(await desk.count('files')).toBe(0);
  });

  it.each([
    ['line breaks alone', '\n\n\n', 'file.empty'],
    ['a picture', PICTURE, 'file.image'],
    ['NUL bytes', 'Имя;Тел\0\nА;1\n', 'file.binary'],
    ['no columns', ';;;\n;;;\n', 'import.no_columns'],
    ['one column', 'Телефон\n210-11-01\n210-11-02\n', 'import.one_column'],
    ['a header alone', 'Имя;Телефон\n', 'import.header_only'],
    ['a cell of 2 MB', `Имя;Телефон\nА;${'1'.repeat(2_000_000)}\n`, 'import.cell_too_large'],
    ['an endless row', `Имя;Телефон\n${'а;'.repeat(700_000)}\n`, 'import.row_too_large'],
    ['a broken workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), 'import.workbook_unreadable'],
  ])('is refused by the preview when it holds %s', async (_, content, code) => {
    const reply = await desk.tryPreview(await desk.upload(content));
    expect([reply.status, reply.body.code]).toEqual([422, code]);
  });

  it.each([
    ['a picture', PICTURE, CSV, 'file.binary'],
    ['a picture said to be a workbook', PICTURE, XLSX, 'import.workbook_unreadable'],
    ['no columns', ';;;\n;;;\n', CSV, 'import.no_columns'],
    ['one column', 'Телефон\n210-11-01\n', CSV, 'import.one_column'],
    ['a header alone', 'Имя;Телефон\n', CSV, 'import.header_only'],
    ['a cell of 2 MB', `Имя;Телефон\nБ;210-16-01\nА;"${'1'.repeat(2_000_000)}"\n`, CSV, 'import.cell_too_large'],
    ['windows-1251 when utf-8 was chosen', WINDOWS_1251, CSV, 'import.encoding_wrong'],
    [
      'utf-8 when windows-1251 was chosen',
      'Имя;Телефон\nА;210-16-01\n',
      { ...CSV, charset: 'windows-1251' },
      'import.encoding_wrong',
    ],
  ] as const)('ends the import with a code and changes nothing when it holds %s', async (_, content, format, code) => {
    const done = await loadBlindly(content, format);
    expect([done.state, done.error?.code]).toEqual(['failed', code]);
    expect(await desk.count('leads')).toBe(0);
    expect(await desk.count('import_rows')).toBe(0);
    expect(await desk.stagedTables()).toBe(0);
  });

  it('may be chosen anew for the list after a failure', async () => {
    const list = await desk.newList('Второй заход');
    const bad = await desk.upload('Имя;Телефон\n');
    const mapping = ['name', 'phone'] as ('name' | 'phone')[];
    expect((await desk.run(list, { fileId: bad.fileId, format: CSV, mapping })).state).toBe('failed');
    const good = await desk.upload('Имя;Телефон\nТуя;210-17-01\n');
    expect((await desk.run(list, { fileId: good.fileId, format: CSV, mapping })).counts).toMatchObject({ added: 1 });
  });
});

describe('an order that makes no sense', () => {
  it('is refused before anything is read', async () => {
    const upload = await desk.upload('Имя;Телефон\nЕль;210-18-01\n');
    const list = await desk.newList('Бессмыслица');
    const start = async (request: object) => (await desk.tryStart(list, request)).body.code;
    const order = { fileId: upload.fileId, format: CSV };
    expect(await start({ ...order, mapping: ['name', 'ignore'] })).toBe('import.phone_column_missing');
    expect(await start({ ...order, mapping: ['ignore', 'phone'] })).toBe('import.name_column_missing');
    expect(await start({ ...order, mapping: ['name', 'telephone'] })).toBe('request.invalid');
    expect(await start({ ...order, mapping: ['name', 'phone'], fileId: '999999' })).toBe('file.not_found');
    expect(await desk.count('imports WHERE list_id = $1', list.id)).toBe(0);
  });

  it('is refused to people whose work it is not', async () => {
    const { client } = await createAndSignIn(desk.http, 'operator');
    const reply = await client.request<{ code: string }>({
      method: 'POST',
      path: '/api/uploads?name=x.csv',
      body: Buffer.from('a;b'),
    });
    expect([reply.status, reply.body.code]).toEqual([403, 'role.refused']);
  });

  it('is refused when a list of that name is there', async () => {
    await desk.newList('Дважды');
    const reply = await desk.http.request<{ code: string }>({
      method: 'POST',
      path: '/api/lists',
      body: { name: 'дважды', audience: 'b2b', legalSource: { kind: 'event' } },
    });
    expect([reply.status, reply.body.code]).toEqual([409, 'list.name_taken']);
  });
});
