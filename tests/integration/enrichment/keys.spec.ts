import { beforeEach, describe, expect, it } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import { type Known, type Order, Updates } from './updates.js';

const updates = Updates.ofSuite();
beforeEach(async () => {
  await updates.desk.db.query('DELETE FROM leads');
});

describe('a key', () => {
  it.each<[string, Known, string, Pick<Order, 'key' | 'mapping'>]>([
    ['INN', { name: 'А', inn: '7707083893' }, '7707083893', { key: { kind: 'inn' }, mapping: ['inn', 'city'] }],
    [
      'e-mail',
      { name: 'А', email: 'Info@Firma.ru' },
      'info@firma.RU',
      { key: { kind: 'email' }, mapping: ['email', 'city'] },
    ],
    [
      'own id',
      { name: 'А', custom: { Код: 'AB-7' } },
      ' ab-7',
      { key: { kind: 'own_id', field: 'Код' }, mapping: ['custom', 'city'] },
    ],
  ])('%s finds the lead', async (_, known, value, order) => {
    const id = await updates.lead(known);
    await updates.lead({ name: 'Другой', inn: '7736050003', email: 'x@firma.ru', custom: { Код: 'AB-8' } });
    const run = await updates.commit(await updates.judge(`Код;Город\n${value};Тверь\n`, order));
    expect([run.state, run.applied, (await updates.card(id)).city]).toEqual(['done', 1, 'Тверь']);
    expect((await updates.card(id)).custom).toEqual(known.custom ?? {});
  });

  it('phone finds the lead however it is written, and adds the other numbers of the row', async () => {
    const id = await updates.lead({ name: 'А' });
    await updates.desk.http.post(`/api/leads/${id}/phones`, { number: '8 (921) 100-20-30' });
    const run = await updates.judge('Тел;Город\n"+79211002030, 8 921 100-20-31";Тверь\n', {
      mapping: ['phone', 'city'],
      key: { kind: 'phone' },
      rules: { phones: 'add' },
    });
    expect(run.counts).toMatchObject({ changes: 1, facts: 1, phones: 1, byField: { city: 1, phone: 1 } });
    await updates.commit(run);
    expect((await updates.card(id)).phones.map(({ e164 }) => e164)).toEqual(['+79211002030', '+79211002031']);
  });

  it('that fits several leads changes none of them', async () => {
    const ids = [
      await updates.lead({ name: 'А', inn: '7707083893' }),
      await updates.lead({ name: 'Б', inn: '7707083893' }),
    ];
    const run = await updates.judge('ИНН;Город\n7707083893;Тверь\n', {
      mapping: ['inn', 'city'],
      key: { kind: 'inn' },
    });
    expect(await updates.rowsOf(run)).toMatchObject([{ verdict: 'ambiguous', params: { leads: 2 }, leadId: null }]);
    await updates.commit(run);
    expect((await Promise.all(ids.map((id) => updates.card(id)))).map(({ city }) => city)).toEqual([null, null]);
  });
});

describe('a run for one list', () => {
  it('finds and changes leads of that list alone', async () => {
    const list = await updates.desk.newList('Одна');
    const [ours, namesake, stranger] = [
      await updates.lead({ name: 'Наш', inn: '7707083893' }),
      await updates.lead({ name: 'Тёзка', inn: '7707083893' }),
      await updates.lead({ name: 'Чужой', inn: '7736050003' }),
    ];
    await updates.desk.db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, now())', [
      list.id,
      ours,
    ]);
    const run = await updates.judge('ИНН;Город\n7707083893;Тверь\n7736050003;Тверь\n', {
      mapping: ['inn', 'city'],
      key: { kind: 'inn' },
      listId: list.id,
    });
    expect(run).toMatchObject({ listId: list.id, listName: 'Одна', counts: { changes: 1, notFound: 1, ambiguous: 0 } });
    await updates.commit(run);
    const leads = await Promise.all([ours, namesake, stranger].map((id) => updates.card(id)));
    expect(leads.map(({ city }) => city)).toEqual(['Тверь', null, null]);
  });
});

describe('a workbook', () => {
  it('is read as a text file is: its sheet, numbers and dates', async () => {
    const id = await updates.lead({ name: 'А', inn: '7707083893', city: 'Ржев' });
    const sheet = utils.aoa_to_sheet(
      [
        ['ИНН', 'Город', 'Тел', 'Обновлено'],
        [7707083893, 'Тверь', 79211002051, new Date(Date.UTC(2026, 2, 1))],
        ['7736050003', 'Клин', '', new Date(Date.UTC(2026, 2, 1))],
      ],
      { UTC: true },
    );
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['Итого', 2]]), 'Сводка');
    utils.book_append_sheet(book, sheet, 'База');
    const run = await updates.judge(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, {
      format: { kind: 'xlsx', sheet: 'База', header: true },
      mapping: ['inn', 'city', 'phone', 'custom'],
      key: { kind: 'inn' },
      rules: { fields: { city: 'newer_wins' }, phones: 'add' },
      factDay: { kind: 'column', name: 'Обновлено' },
    });
    expect(run.counts).toMatchObject({ rows: 2, changes: 1, notFound: 1, facts: 1, phones: 1 });
    await updates.commit(run);
    expect(await updates.card(id)).toMatchObject({ city: 'Тверь', phones: [{ e164: '+79211002051' }], custom: {} });
    const path = `/api/enrichments/${run.id}/rows.csv?verdict=not_found&lang=en`;
    const returned = String(await updates.desk.http.get<Buffer>(path))
      .trim()
      .split(/\r?\n/);
    expect(returned).toHaveLength(2);
    expect(returned[1]).toMatch(/^7736050003;Клин;;.*;3;not_found;/);
  });
});
