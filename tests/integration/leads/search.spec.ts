import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadCard, LeadList, LeadPage } from '@warmline/contracts';
import { ListDesk } from '../lists/list-desk.js';

let desk: ListDesk;
let list: LeadList;

beforeAll(async () => {
  desk = await ListDesk.open();
  list = await desk.newList('Поиск');
}, 30_000);
afterAll(() => desk.close());

let numbers = 0;

function add(name: string, more: object = {}): Promise<LeadCard> {
  numbers += 1;
  const number = `+7913800${String(1000 + numbers)}`;
  return desk.http.post('/api/leads', { kind: 'company', name, phones: [{ number }], ...more });
}

function find(query: Record<string, string>): Promise<LeadPage> {
  return desk.http.get(`/api/leads?${new URLSearchParams(query).toString()}`);
}

async function names(query: Record<string, string>): Promise<string[]> {
  return (await find(query)).items.map(({ name }) => name);
}

describe('the search', () => {
  it('finds a lead by any piece of what is known of it, in either alphabet', async () => {
    await add('ООО «Ёлочка-Строй»', {
      inn: '7707083893',
      city: 'Орёл',
      email: 'info@elka.example',
      phones: [{ number: '+7 913 555-77-01' }],
      contacts: [{ fullName: 'Рябинин Олег' }],
    });
    await add('Vektor Trade');
    for (const q of [
      'лочка',
      'елочка строй',
      'Ёлочка-Строй',
      'elochka',
      '7707083893',
      'орел',
      'elka.example',
      'рябинин',
      '8 (913) 555-77',
      '5557701',
      'ря',
    ]) {
      expect([q, await names({ q })]).toEqual([q, ['ООО «Ёлочка-Строй»']]);
    }
    expect(await names({ q: 'вектор' })).toEqual(['Vektor Trade']);
    for (const q of ['%', '100%', 'ёлочка вектор', 'ябинин-петров']) {
      expect([q, await names({ q })]).toEqual([q, []]);
    }
  });

  it('follows every change at once: name, number, contact, list, temperature', async () => {
    const lead = await add('Осина');
    const changed = await desk.http.patch<LeadCard>(`/api/leads/${lead.id}`, { version: lead.version, name: 'Тополь' });
    expect([await names({ q: 'осина' }), await names({ q: 'тополь' })]).toEqual([[], ['Тополь']]);
    await desk.http.post(`/api/leads/${lead.id}/contacts`, { fullName: 'Калинина Вера' });
    expect(await names({ q: 'калинина' })).toEqual(['Тополь']);
    await desk.http.post(`/api/phones/${changed.phones[0]?.id}/retirement`, { reason: 'changed_hands' });
    expect(await names({ q: String(changed.phones[0]?.e164) })).toEqual([]);
    await desk.http.post(`/api/leads/${lead.id}/moves`, { temperature: 'hot', stage: 'refused', reason: 'тест' });
    expect(await names({ temperature: 'hot', stage: 'refused', q: 'тополь' })).toEqual(['Тополь']);
    expect(await names({ temperature: 'cold', q: 'тополь' })).toEqual([]);
    await desk.db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, now())', [
      list.id,
      lead.id,
    ]);
    expect(await names({ listId: list.id, q: 'тополь' })).toEqual(['Тополь']);
  });

  it('forgets what is merged or removed', async () => {
    const [kept, merged, removed] = [await add('Дуплет один'), await add('Дуплет два'), await add('Дуплет три')];
    expect((await find({ q: 'дуплет' })).total).toBe(3);
    await desk.db.query('UPDATE leads SET merged_into = $1 WHERE id = $2', [kept.id, merged.id]);
    await desk.db.query('DELETE FROM leads WHERE id = $1', [removed.id]);
    expect(await find({ q: 'дуплет' })).toMatchObject({ items: [{ name: 'Дуплет один' }], total: 1 });
    await desk.db.query('UPDATE leads SET merged_into = NULL WHERE id = $1', [merged.id]);
    expect((await find({ q: 'дуплет' })).total).toBe(2);
  });

  it('filters by town, own field and days, alone and together', async () => {
    const lead = await add('Фильтр А', { city: 'Набережные Челны' });
    await add('Фильтр Б', { city: 'Казань' });
    await desk.db.query(
      `UPDATE leads SET custom = '{"Приоритет":"Высокий"}', created_at = '2020-05-05T12:00:00Z', touched_at = '2020-06-06T12:00:00Z' WHERE id = $1`,
      [lead.id],
    );
    const queries: Record<string, string>[] = [
      { city: 'набережные челны' },
      { field: 'Приоритет' },
      { field: 'Приоритет', value: 'высокий' },
      { createdFrom: '2020-05-05', createdTo: '2020-05-05' },
      { touchedTo: '2020-06-06' },
      { touchedFrom: '2020-06-06', touchedTo: '2020-12-31', city: 'Набережные Челны', q: 'фильтр', field: 'Приоритет' },
    ];
    for (const query of queries) {
      expect([query, await names(query)]).toEqual([query, ['Фильтр А']]);
    }
    expect(await names({ untouched: 'true', q: 'фильтр' })).toEqual(['Фильтр Б']);
    expect(await names({ field: 'Приоритет', value: 'низкий' })).toEqual([]);
    expect(await desk.http.get('/api/leads/fields')).toContain('Приоритет');
  });

  it('gives pages that neither repeat nor leave out while leads come', async () => {
    for (let n = 1; n <= 7; n += 1) {
      await add(`Страница ${n}`);
    }
    const first = await find({ q: 'страница', limit: '3' });
    expect([first.items.map(({ name }) => name), first.total]).toEqual([['Страница 7', 'Страница 6', 'Страница 5'], 7]);
    await add('Страница 8');
    const second = await find({ q: 'страница', limit: '3', cursor: String(first.nextCursor) });
    expect([second.items.map(({ name }) => name), second.total]).toEqual([
      ['Страница 4', 'Страница 3', 'Страница 2'],
      null,
    ]);
    const third = await find({ q: 'страница', limit: '3', cursor: String(second.nextCursor) });
    expect([third.items.map(({ name }) => name), third.nextCursor]).toEqual([['Страница 1'], null]);
  });
});

/** Puts leads straight into the table, as an import does: one statement, ids in a row. */
function insertMany(name: string, count: number): Promise<unknown> {
  return desk.db.query(
    `INSERT INTO leads (client_id, kind, name, inn, created_at)
     SELECT (SELECT id FROM clients WHERE is_own), 'company', $1 || ' ' || n, CASE WHEN n = 7 THEN '5047012345' END, now() FROM generate_series(1, $2::int) n`,
    [name, count],
  );
}

const PATIENCE_MS = 60_000;

/** The background writes no event a test could wait for; the product is asked until it has nothing left to do. */
async function prepared(): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; (await find({ limit: '1' })).preparing > 0;) {
    if (Date.now() > deadline) throw new Error('the leads are not searched in time');
  }
}

describe('many leads at once', () => {
  it('are noted in one entry, found by whole number and INN at once, by everything else soon, in cells of their own', async () => {
    await prepared();
    await insertMany('Массив', 70_000);
    const work = await desk.db.query<{ entries: string }>('SELECT count(*) AS entries FROM lead_search_work');
    expect(Number(work.rows[0]?.entries)).toBeLessThanOrEqual(3);
    expect(await names({ q: '5047012345' })).toEqual(['Массив 7']);
    await prepared();
    expect(await names({ q: 'массив 69999' })).toEqual(['Массив 69999']);
    expect(await find({ q: 'массив', limit: '2' })).toMatchObject({
      items: [{ name: 'Массив 70000' }, { name: 'Массив 69999' }],
      total: 10_000,
      more: true,
    });
    expect(await desk.count(`pg_inherits WHERE inhparent = 'lead_search'::regclass`)).toBe(2);
    expect(await desk.count('lead_search')).toBe(await desk.count('leads WHERE merged_into IS NULL'));
    // Not by PostgreSQL's own round, which comes a minute too late and is counted apart.
    const analysed = await desk.db.query<{ name: string }>(
      'SELECT relname AS name FROM pg_stat_user_tables WHERE analyze_count > 0 AND relname !~ $1 ORDER BY 1',
      ['^lead_search'],
    );
    expect(analysed.rows.map(({ name }) => name)).toEqual([
      'contacts',
      'lead_addresses',
      'lead_branches',
      'leads',
      'list_members',
      'phones',
    ]);
  }, 120_000);

  it('are followed in cells that stand when they change or go', async () => {
    await desk.db.query(`UPDATE leads SET city = 'Китеж' WHERE name LIKE 'Массив %' AND id % 5 = 0`);
    await desk.db.query(`DELETE FROM leads WHERE name LIKE 'Массив 600__'`);
    await prepared();
    const kept = await desk.count(`leads WHERE city = 'Китеж'`);
    expect(await desk.count(`lead_search WHERE tokens @> '{yкитеж}'`)).toBe(kept);
    expect((await find({ q: 'массив 60001' })).total).toBe(0);
    expect(await desk.count('lead_search')).toBe(await desk.count('leads WHERE merged_into IS NULL'));
  }, 120_000);

  it('take what was changed among them along when their cell is built, in one go', async () => {
    const first = 20 * 65_536;
    await desk.db.query('BEGIN');
    await desk.db.query(
      `INSERT INTO leads (id, client_id, kind, name, created_at) OVERRIDING SYSTEM VALUE
       SELECT $1::bigint + n, (SELECT id FROM clients WHERE is_own), 'company', 'Глыба ' || n, now() FROM generate_series(1, 3000) n`,
      [first],
    );
    await desk.db.query(`UPDATE leads SET city = 'Винета' WHERE id IN ($1, $2)`, [first + 10, first + 2_990]);
    await desk.db.query('COMMIT');
    await prepared();
    expect((await find({ city: 'Винета' })).items.map(({ name }) => name)).toEqual(['Глыба 2990', 'Глыба 10']);
    expect(await desk.count('lead_search_c20')).toBe(3_000);
    expect(await desk.count('(SELECT DISTINCT xmin::text FROM lead_search_c20) writers')).toBe(1);
  });
});
