import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Import } from '@warmline/contracts';
import { ListDesk } from '../lists/list-desk.js';
import { pastCall } from '../past-call.js';

let desk: ListDesk;

const HEADER = 'Название;Телефоны;ИНН\n';
const FORMAT = { kind: 'csv', charset: 'windows-1251', delimiter: ';', header: true } as const;
const MAPPING = ['name', 'phone', 'inn'] as ('name' | 'phone')[];

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

/** As a seller's file comes: in windows-1251. */
function cp1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 128 ? code : letter === 'ё' ? 0xb8 : letter === 'Ё' ? 0xa8 : code - 0x410 + 0xc0;
  });
}

async function load(name: string, rows: string, into?: string): Promise<Import> {
  const upload = await desk.upload(cp1251(HEADER + rows), `${name}.csv`);
  const list =
    into === undefined ? await desk.newList(name) : await desk.http.get<{ id: string }>(`/api/lists/${into}`);
  return desk.run(list as Parameters<ListDesk['run']>[0], {
    fileId: upload.fileId,
    format: FORMAT,
    mapping: MAPPING,
    again: true,
  });
}

async function claim(listId: string, lang = 'ru'): Promise<Record<string, string>[]> {
  const file = await desk.http.get<Buffer>(`/api/exports/claim.csv?listId=${listId}&lang=${lang}`);
  return parse(file, { bom: true, delimiter: lang === 'ru' ? ';' : ',', columns: true });
}

describe('the claim file of a list', () => {
  it('names each bad row and each bad number as they stand in the file', async () => {
    const done = await load(
      'Купленная',
      'Клён;210-41-01, 210-41-02;\nКлён;210-41-01;\nЯсень;12;\n;210-41-03;\n=Дуб;210-41-04;7736207543\nЛипа;210-41-05;\n',
    );
    expect(done.counts).toMatchObject({ rows: 6, added: 3, duplicateInFile: 1, invalid: 2 });
    await pastCall(desk.db, '+78122104102', 'unallocated');
    await pastCall(desk.db, '+78122104104', 'wrong_company');
    await pastCall(desk.db, '+78122104105', 'no_answer');
    const [first, ...rest] = await claim(done.listId);
    expect(first).toEqual({
      Файл: 'Купленная.csv',
      Загружен: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
      Строка: '2',
      Название: 'Клён',
      ИНН: '',
      'Телефон в файле': '210-41-01, 210-41-02',
      'Что не так': 'Номер не работает или чужой',
      Номер: '+7 812 210-41-02',
      Звонок: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
      'Результат звонка': expect.stringMatching(/./),
    });
    expect(rest).toMatchObject(
      [
        {
          Строка: '3',
          Название: 'Клён',
          'Что не так': 'Повтор строки этого файла: повторяет строку 2',
          Номер: '',
          Звонок: '',
        },
        { Строка: '4', Название: 'Ясень', 'Телефон в файле': '12', 'Что не так': /Номер не распознан/ },
        { Строка: '5', Название: '', 'Телефон в файле': '210-41-03', 'Что не так': 'Нет названия компании или имени' },
        { Строка: '6', Название: "'=Дуб", ИНН: '7736207543', Номер: '+7 812 210-41-04' },
      ].map((row) => ({ ...row, 'Что не так': expect.stringMatching(row['Что не так'] ?? /./) })),
    );
    expect((await claim(done.listId, 'en')).map((row) => row['What is wrong'])).toEqual([
      "Number is dead or somebody else's",
      'Repeats a row of this file: repeats row 2',
      expect.stringMatching(/^Number not recognised/),
      'No company or person name',
      "Number is dead or somebody else's",
    ]);
  });

  it('claims no number that the seller did not sell, and nothing of a file taken back', async () => {
    const seller = await load('Чужой номер', 'Берёза;210-42-01;7707083893\n');
    await load('Другая', 'Берёза;210-42-02;7707083893\n');
    await pastCall(desk.db, '+78122104202', 'unallocated');
    expect(await claim(seller.listId)).toEqual([]);
    const second = await load('Довесок', 'Верба;13;\nСосна;210-42-03;\n', seller.listId);
    await pastCall(desk.db, '+78122104203', 'unallocated');
    expect((await claim(seller.listId)).map((row) => row['Строка'])).toEqual(['2', '3']);
    await desk.db.query(`UPDATE imports SET state = 'undone' WHERE id = $1`, [second.id]);
    expect(await claim(seller.listId)).toEqual([]);
  });

  it('goes through a file of more rows than are looked at together, and claims a number once', async () => {
    const rows = Array.from({ length: 2_500 }, (_, at) => `Фирма ${at};${at % 2 === 0 ? '12' : '210-43-01'};\n`);
    const done = await load('Длинная', rows.join(''));
    await pastCall(desk.db, '+78122104301', 'unallocated');
    const found = await claim(done.listId);
    expect(found.filter((row) => row['Номер'] !== '')).toMatchObject([{ Строка: '3' }]);
    expect(found.filter((row) => row['Номер'] === '')).toHaveLength(done.counts?.invalid ?? -1);
    expect(found.map((row) => Number(row['Строка']))).toEqual(
      found.map((row) => Number(row['Строка'])).toSorted((a, b) => a - b),
    );
  });

  it('of a list that is not there is refused', async () => {
    const reply = await desk.http.request<{ code: string }>({
      method: 'GET',
      path: '/api/exports/claim.csv?listId=999999',
    });
    expect([reply.status, reply.body.code]).toEqual([404, 'record.not_found']);
  });
});

describe('a change of a list', () => {
  it('is told with the names of what changed', async () => {
    const list = await desk.newList('Цена');
    const price = { minor: 500_000, currency: 'RUB' };
    const change = async (request: object): Promise<void> => {
      const { version } = await desk.http.get<{ version: number }>(`/api/lists/${list.id}`);
      await desk.http.expectOk({ method: 'PATCH', path: `/api/lists/${list.id}`, body: { version, ...request } });
    };
    await change({ price });
    await change({ price });
    await change({ name: 'Цена 2', archived: true });
    const { rows } = await desk.db.query<{ fields: string[] }>(
      `SELECT payload -> 'fields' AS fields FROM events WHERE type = 'list.changed' AND payload ->> 'listId' = $1 ORDER BY id`,
      [list.id],
    );
    expect(rows).toEqual([{ fields: ['price'] }, { fields: ['name', 'archived'] }]);
  });
});
