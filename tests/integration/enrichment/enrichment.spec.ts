import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FactChange } from '@warmline/contracts';
import { utils, write } from '@e965/xlsx';
import { encode } from '../lists/encoded-text.js';
import { ListDesk } from '../lists/list-desk.js';
import { CSV, type Known, type Order, Updates } from './updates.js';

let desk: ListDesk;
let updates: Updates;
beforeAll(async () => {
  desk = await ListDesk.open();
  updates = new Updates(desk);
}, 30_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.query('DELETE FROM leads');
});

describe('a rule', () => {
  const order = (rule: 'fill_empty' | 'newer_wins' | 'never', day: string | null = '2026-03-01'): Order => ({
    mapping: ['inn', 'city'],
    key: { kind: 'inn' },
    rules: { fields: { city: rule } },
    factDay: day === null ? null : { kind: 'day', day },
  });
  const FILE = 'ИНН;Город\n7707083893;Тверь\n';

  it.each<['fill_empty' | 'newer_wins' | 'never', string | undefined, string, string | null]>([
    ['fill_empty', undefined, '2026-03-01', 'Тверь'],
    ['fill_empty', 'Ржев', '2026-03-01', 'Ржев'],
    ['newer_wins', undefined, '2025-03-01', 'Тверь'],
    ['newer_wins', 'Ржев', '2026-03-01', 'Тверь'],
    ['newer_wins', 'Ржев', '2026-01-01', 'Ржев'],
    ['newer_wins', 'Ржев', '2025-12-31', 'Ржев'],
    ['never', undefined, '2026-03-01', null],
    ['never', 'Ржев', '2026-03-01', 'Ржев'],
  ])('%s over %s from a file of %s gives %s', async (rule, city, day, expected) => {
    const id = await updates.lead({ name: 'Сбыт', inn: '7707083893', ...(city === undefined ? {} : { city }) });
    await updates.commit(await updates.judge(FILE, order(rule, day)));
    expect((await updates.card(id)).city).toBe(expected);
  });

  it('never overwrites what a person typed after the day of the file', async () => {
    const id = await updates.lead({ name: 'Сбыт', inn: '7707083893', city: 'Ржев' });
    await desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Клин' });
    const run = await updates.judge(FILE, order('newer_wins'));
    expect(await updates.rowsOf(run)).toMatchObject([{ verdict: 'unchanged', reason: 'ours_kept' }]);
  });

  it('takes the day of each row from its own column, and names days it cannot read', async () => {
    const id = await updates.lead({ name: 'Сбыт', inn: '7707083893', city: 'Ржев' });
    const run = await updates.judge(
      'ИНН;Город;Обновлено\n7707083893;Клин;15.02.2026\n7707083893;Тверь;01.03.2026\n7707083893;Омск;вчера\n7707083893;Омск;01.03.2999\n',
      {
        mapping: ['inn', 'city', 'custom'],
        key: { kind: 'inn' },
        rules: { fields: { city: 'newer_wins' } },
        factDay: { kind: 'column', name: 'Обновлено' },
      },
    );
    expect((await updates.rowsOf(run)).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['unchanged', 'repeated_in_file'],
      ['changes', null],
      ['invalid', 'day_invalid'],
      ['invalid', 'day_in_future'],
    ]);
    await updates.commit(run);
    expect(await updates.card(id)).toMatchObject({ city: 'Тверь', custom: {} });
  });

  it('needs to know the day of the file, and that it is not to come', async () => {
    const fileId = (await desk.upload(FILE)).fileId;
    const refused = async (change: object): Promise<unknown> => {
      const body = { fileId, format: CSV, ...order('newer_wins'), ...change };
      return (await desk.http.request<{ code: string }>({ method: 'POST', path: '/api/enrichments', body })).body.code;
    };
    expect(await refused({ factDay: null })).toBe('enrichment.day_missing');
    expect(await refused({ factDay: { kind: 'day', day: '2999-01-01' } })).toBe('enrichment.day_in_future');
    expect(await refused({ key: { kind: 'phone' } })).toBe('enrichment.key_missing');
  });
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
    await desk.http.post(`/api/leads/${id}/phones`, { number: '8 (921) 100-20-30' });
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
    const list = await desk.newList('Одна');
    const [ours, namesake, stranger] = [
      await updates.lead({ name: 'Наш', inn: '7707083893' }),
      await updates.lead({ name: 'Тёзка', inn: '7707083893' }),
      await updates.lead({ name: 'Чужой', inn: '7736050003' }),
    ];
    await desk.db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, now())', [
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
    const returned = String(await desk.http.get<Buffer>(path))
      .trim()
      .split(/\r?\n/);
    expect(returned).toHaveLength(2);
    expect(returned[1]).toMatch(/^7736050003;Клин;;.*;3;not_found;/);
  });
});

describe('the report', () => {
  it('gives each row its verdict with what would change, touches no lead, and returns rows in their encoding', async () => {
    const id = await updates.lead({ name: 'А', inn: '7707083893', city: 'Ржев' });
    const text = 'ИНН;Сайт;Город\n7707083893;a.ru;Тверь\n7736050003;b.ru;Тверь\n123;c.ru;\n;d.ru;\n7707083893;;Ржев\n';
    const before = await updates.picture();
    const run = await updates.judge(encode(text, 'windows-1251'), {
      format: { ...CSV, charset: 'windows-1251' },
      mapping: ['inn', 'site', 'city'],
      key: { kind: 'inn' },
    });
    expect(run).toMatchObject({
      state: 'review',
      counts: { rows: 5, changes: 1, unchanged: 1, notFound: 1, invalid: 2 },
    });
    expect(await updates.rowsOf(run)).toMatchObject([
      { verdict: 'changes', leadId: id, changes: [{ field: 'site', before: null, after: 'a.ru' }] },
      { verdict: 'not_found' },
      { verdict: 'invalid', reason: 'key_invalid' },
      { verdict: 'invalid', reason: 'key_missing' },
      { verdict: 'unchanged', reason: null },
    ]);
    expect(await updates.picture()).toEqual(before);
    const reply = await desk.http.request<Buffer>({
      method: 'GET',
      path: `/api/enrichments/${run.id}/rows.csv?verdict=invalid`,
    });
    const returned =
      'ИНН;Сайт;Город;_строка;_код;_причина\r\n123;c.ru;;4;key_invalid;Ключ не распознан\r\n;d.ru;;5;key_missing;Ключ не заполнен\r\n';
    expect(Buffer.from(reply.body)).toEqual(encode(returned, 'windows-1251'));
  });

  it('holds own fields to their types', async () => {
    await desk.http.post('/api/custom-fields', { name: 'Мест', type: 'number' });
    await desk.http.post('/api/custom-fields', { name: 'Договор до', type: 'date' });
    const id = await updates.lead({ name: 'А', inn: '7707083893' });
    const run = await updates.judge(
      'ИНН;мест;Договор до\n7707083893;много;01.02.2027\n7707083893;1 200,5;01.02.2027\n',
      {
        mapping: ['inn', 'custom', 'custom'],
        key: { kind: 'inn' },
      },
    );
    expect(await updates.rowsOf(run)).toMatchObject([
      { verdict: 'invalid', reason: 'value_invalid', params: { fields: ['custom:мест'] } },
      { verdict: 'changes' },
    ]);
    await updates.commit(run);
    expect((await updates.card(id)).custom).toEqual({ Мест: '1200.5', 'Договор до': '2027-02-01' });
  });
});

describe('an update that was made', () => {
  const ORDER: Order = {
    mapping: ['inn', 'name', 'city', 'phone', 'custom'],
    key: { kind: 'inn' },
    rules: { fields: { name: 'newer_wins', city: 'newer_wins' }, custom: { Класс: 'newer_wins' }, phones: 'add' },
    factDay: { kind: 'day', day: '2026-03-01' },
  };
  const FILE =
    'ИНН;Имя;Город;Тел;Класс\n7707083893;ООО Новое;Тверь;89211002030;A\n7736050003;Третий;Клин;89211002030;B\n';

  it('stands in the history of each lead and is undone exactly', async () => {
    const first = await updates.lead({
      name: 'Старое',
      inn: '7707083893',
      city: 'Ржев',
      custom: { Класс: 'C', Другое: 'да' },
    });
    await updates.lead({ name: 'Второе', inn: '7736050003' });
    const before = await updates.picture();
    const done = await updates.commit(await updates.judge(FILE, ORDER));
    expect(done).toMatchObject({ state: 'done', applied: 8, skipped: 0 });
    expect(await desk.count('shared_numbers')).toBe(1);
    const history = await desk.http.get<FactChange[]>(`/api/leads/${first}/fact-changes`);
    expect(history.map(({ field, before, after }) => [field, before, after]).sort()).toEqual([
      ['city', 'Ржев', 'Тверь'],
      ['custom:Класс', 'C', 'A'],
      ['name', 'Старое', 'ООО Новое'],
      ['phone', null, '+79211002030'],
    ]);
    expect(history[0]).toMatchObject({ fileName: 'свежие.csv', factDay: '2026-03-01', undoneAt: null });
    expect(await desk.count(`events WHERE type = 'lead.enriched' AND payload -> 'leadIds' ? $1`, first)).toBe(1);
    expect(await updates.undo(done)).toMatchObject({ state: 'undone', undone: 8, kept: 0 });
    // The key of a name is made by the name: a lead put straight into the table had none.
    const plain = (row: unknown) => ({ ...(row as object), name_key: '' });
    expect((await updates.picture()).map(plain)).toEqual(before.map(plain));
  });

  it('leaves to the undo only what nobody has changed since, and names the rest', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const done = await updates.commit(await updates.judge(FILE, ORDER));
    const { version } = await updates.card(id);
    await desk.http.patch(`/api/leads/${id}`, { version, city: 'Омск' });
    expect(await updates.undo(done)).toMatchObject({ undone: 3, kept: 1 });
    expect(await updates.card(id)).toMatchObject({ name: 'Старое', city: 'Омск', phones: [] });
    expect(await updates.leftBy(done)).toEqual([{ leadId: id, leadName: 'Старое', field: 'city', state: 'kept' }]);
  });

  it('leaves what was changed between the report and the yes', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const run = await updates.judge(FILE, ORDER);
    await desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Омск' });
    expect(await updates.commit(run)).toMatchObject({ applied: 3, skipped: 1 });
    expect((await updates.card(id)).city).toBe('Омск');
  });

  it('gives way to another that was quicker', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893' });
    const order: Order = { mapping: ['inn', 'city'], key: { kind: 'inn' } };
    const runs = await Promise.all(
      ['Тверь', 'Клин'].map((city) => updates.judge(`ИНН;Город\n7707083893;${city}\n`, order)),
    );
    const done = await Promise.all(runs.map((run) => updates.commit(run)));
    expect(done.map(({ applied, skipped }) => applied + skipped)).toEqual([1, 1]);
    expect(done.reduce((sum, { applied }) => sum + applied, 0)).toBe(1);
    const winner = done[0]?.applied === 1 ? 'Тверь' : 'Клин';
    expect((await updates.card(id)).city).toBe(winner);
  });

  it('may be thrown away before the yes', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893' });
    const run = await updates.judge(FILE, ORDER);
    await desk.http.post(`/api/enrichments/${run.id}/cancel`);
    const path = `/api/enrichments/${run.id}/commit`;
    const late = await desk.http.request<{ code: string }>({ method: 'POST', path });
    expect([late.body.code, (await updates.card(id)).city]).toEqual(['enrichment.wrong_state', null]);
  });
});
