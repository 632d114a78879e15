import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadRow, Page } from '@warmline/contracts';
import { type Charset, encode } from './encoded-text.js';
import { ListDesk } from './list-desk.js';

let desk: ListDesk;
let nextNumber = 1000;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

const CHARSETS: readonly [Charset, boolean][] = [
  ['utf-8', false],
  ['utf-8', true],
  ['utf-16le', false],
  ['utf-16le', true],
  ['utf-16be', false],
  ['utf-16be', true],
  ['windows-1251', false],
  ['koi8-r', false],
  ['ibm866', false],
];
const DELIMITERS = [';', ',', '\t', '|'] as const;

async function names(listId: string): Promise<[string, string | undefined][]> {
  const page = await desk.http.get<Page<LeadRow>>(`/api/leads?listId=${listId}`);
  return page.items.map((lead): [string, string | undefined] => [lead.name, lead.phones[0]]).sort();
}

function fileOf(
  number: number,
  { charset, mark, delimiter }: { charset: Charset; mark: boolean; delimiter: string },
): Buffer {
  const text = [
    ['Название', 'Телефон', 'Заметка'],
    [`"Ёлка ""Хвоя"" ${number}"`, `210-${number}`, `"раз${delimiter}два\nтри"`],
    [`Сосна ${number}`, `211-${number}`],
  ];
  const content = (mark ? '\uFEFF' : '') + text.map((cells) => cells.join(delimiter)).join('\r\n');
  return encode(content, charset);
}

describe('a list file', () => {
  // The text is parted after it is decoded: each charset once and each delimiter once are all there is to tell.
  it.each(DELIMITERS)('parted by %j is understood', async (delimiter) => {
    const number = nextNumber++;
    const upload = await desk.upload(fileOf(number, { charset: 'windows-1251', mark: false, delimiter }));
    const preview = await desk.preview(upload);
    expect(preview.format).toEqual({ kind: 'csv', charset: 'windows-1251', delimiter, header: true });
    expect(preview.rows.map(({ cells }) => cells)).toEqual([
      [`Ёлка "Хвоя" ${number}`, `210-${number}`, `раз${delimiter}два\nтри`],
      [`Сосна ${number}`, `211-${number}`],
    ]);
  });

  it.each(CHARSETS)('in %s (mark: %s) comes in whole', async (charset, mark) => {
    const number = nextNumber++;
    const delimiter = DELIMITERS[number % DELIMITERS.length] ?? ';';
    const upload = await desk.upload(fileOf(number, { charset, mark, delimiter }));
    const { format, charsetConfidence, columns } = await desk.preview(upload);
    expect(format).toEqual({ kind: 'csv', charset, delimiter, header: true });
    expect(charsetConfidence).toBeGreaterThan(0.9);
    const list = await desk.newList(`${charset} ${mark}`);
    const done = await desk.run(list, { fileId: upload.fileId, format, mapping: columns.map(({ field }) => field) });
    expect(done.counts).toMatchObject({ rows: 2, added: 2 });
    expect(await names(list.id)).toEqual([
      [`Ёлка "Хвоя" ${number}`, `+7812210${number}`],
      [`Сосна ${number}`, `+7812211${number}`],
    ]);
  });

  it.each(['koi8-r', 'ibm866', 'utf-16le'] as const)('gives its rejected rows back in %s', async (charset) => {
    const number = nextNumber++;
    const content = encode(`Название;Телефон\nДуб ${number};210-${number}\nВяз ${number};12\n`, charset);
    const { done } = await desk.load(`Отказы ${charset}`, content);
    const path = `/api/imports/${done.id}/rejected.csv?lang=ru`;
    const reply = await desk.http.request<Buffer>({ method: 'GET', path });
    expect(reply.headers.get('content-type')).toBe(`text/csv; charset=${charset}`);
    expect(new TextDecoder(charset).decode(reply.body).split('\r\n').slice(0, 2)).toEqual([
      'Название;Телефон;_строка;_код;_причина',
      `Вяз ${number};12;3;phone_invalid;Номер не распознан: проверьте код города и число цифр`,
    ]);
  });
});
