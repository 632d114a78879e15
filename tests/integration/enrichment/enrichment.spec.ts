import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  Enrichment,
  EnrichmentLeft,
  EnrichmentRow,
  FactChange,
  LeadCard,
  Page,
  StartEnrichmentRequest,
} from '@warmline/contracts';
import { encode } from '../lists/encoded-text.js';
import { ListDesk } from '../lists/list-desk.js';

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
type Order = Omit<StartEnrichmentRequest, 'fileId' | 'format'> & { format?: StartEnrichmentRequest['format'] };

let desk: ListDesk;
beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.query('DELETE FROM leads');
});

interface Known {
  readonly name: string;
  readonly inn?: string;
  readonly email?: string;
  readonly city?: string;
  readonly custom?: Record<string, string>;
}

/** A lead straight in the table, of 1 January 2026 unless `createdAt` says otherwise. */
async function lead(
  { name, inn, email, city, custom = {} }: Known,
  createdAt = '2026-01-01T09:00:00Z',
): Promise<string> {
  const { rows } = await desk.db.query<{ id: string }>(
    `INSERT INTO leads (client_id, kind, name, inn, email, city, custom, created_at)
     VALUES ((SELECT id FROM clients WHERE is_own), 'company', $1, $2, $3, $4, $5, $6) RETURNING id`,
    [name, inn ?? null, email ?? null, city ?? null, custom, createdAt],
  );
  return rows[0]?.id ?? '';
}

const card = (id: string): Promise<LeadCard> => desk.http.get(`/api/leads/${id}`);

async function start(content: string | Uint8Array, order: object): Promise<Enrichment> {
  const upload = await desk.upload(content, 'свежие.csv');
  return desk.http.post('/api/enrichments', { fileId: upload.fileId, format: CSV, ...order });
}

async function ended(id: string, types: string, times = 1): Promise<Enrichment> {
  await desk.until(
    `SELECT FROM events WHERE type = ANY ($2::text[]) AND payload ->> 'enrichmentId' = $1 HAVING count(*) >= ${times}`,
    id,
    types.split(' '),
  );
  return desk.http.get(`/api/enrichments/${id}`);
}

async function judge(content: string | Uint8Array, order: Order): Promise<Enrichment> {
  const { id } = await start(content, order);
  return ended(id, 'enrichment.judged enrichment.failed');
}

async function commit({ id }: Enrichment): Promise<Enrichment> {
  await desk.http.post(`/api/enrichments/${id}/commit`);
  return ended(id, 'enrichment.finished enrichment.failed');
}

async function undo({ id }: Enrichment): Promise<Enrichment> {
  await desk.http.post(`/api/enrichments/${id}/undo`);
  return ended(id, 'enrichment.finished', 2);
}

async function rowsOf({ id }: Enrichment): Promise<EnrichmentRow[]> {
  return (await desk.http.get<Page<EnrichmentRow>>(`/api/enrichments/${id}/rows`)).items;
}

/** Everything a run may touch. Versions only grow and are no part of it. */
async function picture(): Promise<unknown[]> {
  const { rows } = await desk.db.query<Record<string, unknown>>(
    `SELECT l.id, l.name, l.name_key, l.legal_name, l.inn, l.kpp, l.ogrn, l.email, l.site, l.industry, l.region, l.city, l.custom,
       ARRAY(SELECT p.e164 || p.extension || p.state FROM phones p WHERE p.lead_id = l.id ORDER BY 1) AS phones,
       (SELECT count(*) FROM shared_numbers) AS shared FROM leads l ORDER BY l.id`,
  );
  return rows;
}

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
    const id = await lead({ name: 'Сбыт', inn: '7707083893', ...(city === undefined ? {} : { city }) });
    await commit(await judge(FILE, order(rule, day)));
    expect((await card(id)).city).toBe(expected);
  });

  it('never overwrites what a person typed after the day of the file', async () => {
    const id = await lead({ name: 'Сбыт', inn: '7707083893', city: 'Ржев' });
    await desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Клин' });
    const run = await judge(FILE, order('newer_wins'));
    expect(await rowsOf(run)).toMatchObject([{ verdict: 'unchanged', reason: 'ours_kept' }]);
  });

  it('takes the day of each row from its own column, and names days it cannot read', async () => {
    const id = await lead({ name: 'Сбыт', inn: '7707083893', city: 'Ржев' });
    const run = await judge(
      'ИНН;Город;Обновлено\n7707083893;Клин;15.02.2026\n7707083893;Тверь;01.03.2026\n7707083893;Омск;вчера\n7707083893;Омск;01.03.2999\n',
      {
        mapping: ['inn', 'city', 'custom'],
        key: { kind: 'inn' },
        rules: { fields: { city: 'newer_wins' } },
        factDay: { kind: 'column', name: 'Обновлено' },
      },
    );
    expect((await rowsOf(run)).map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['unchanged', 'repeated_in_file'],
      ['changes', null],
      ['invalid', 'day_invalid'],
      ['invalid', 'day_in_future'],
    ]);
    await commit(run);
    expect(await card(id)).toMatchObject({ city: 'Тверь', custom: {} });
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
    const id = await lead(known);
    await lead({ name: 'Другой', inn: '7736050003', email: 'x@firma.ru', custom: { Код: 'AB-8' } });
    const run = await commit(await judge(`Код;Город\n${value};Тверь\n`, order));
    expect([run.state, run.applied, (await card(id)).city]).toEqual(['done', 1, 'Тверь']);
    expect((await card(id)).custom).toEqual(known.custom ?? {});
  });

  it('phone finds the lead however it is written, and adds the other numbers of the row', async () => {
    const id = await lead({ name: 'А' });
    await desk.http.post(`/api/leads/${id}/phones`, { number: '8 (921) 100-20-30' });
    const run = await judge('Тел;Город\n"+79211002030, 8 921 100-20-31";Тверь\n', {
      mapping: ['phone', 'city'],
      key: { kind: 'phone' },
      rules: { phones: 'add' },
    });
    expect(run.counts).toMatchObject({ changes: 1, facts: 1, phones: 1, byField: { city: 1, phone: 1 } });
    await commit(run);
    expect((await card(id)).phones.map(({ e164 }) => e164)).toEqual(['+79211002030', '+79211002031']);
  });

  it('that fits several leads changes none of them', async () => {
    const ids = [await lead({ name: 'А', inn: '7707083893' }), await lead({ name: 'Б', inn: '7707083893' })];
    const run = await judge('ИНН;Город\n7707083893;Тверь\n', { mapping: ['inn', 'city'], key: { kind: 'inn' } });
    expect(await rowsOf(run)).toMatchObject([{ verdict: 'ambiguous', params: { leads: 2 }, leadId: null }]);
    await commit(run);
    expect((await Promise.all(ids.map(card))).map(({ city }) => city)).toEqual([null, null]);
  });
});

describe('the report', () => {
  it('gives each row its verdict with what would change, touches no lead, and returns rows in their encoding', async () => {
    const id = await lead({ name: 'А', inn: '7707083893', city: 'Ржев' });
    const text = 'ИНН;Сайт;Город\n7707083893;a.ru;Тверь\n7736050003;b.ru;Тверь\n123;c.ru;\n;d.ru;\n7707083893;;Ржев\n';
    const before = await picture();
    const run = await judge(encode(text, 'windows-1251'), {
      format: { ...CSV, charset: 'windows-1251' },
      mapping: ['inn', 'site', 'city'],
      key: { kind: 'inn' },
    });
    expect(run).toMatchObject({
      state: 'review',
      counts: { rows: 5, changes: 1, unchanged: 1, notFound: 1, invalid: 2 },
    });
    expect(await rowsOf(run)).toMatchObject([
      { verdict: 'changes', leadId: id, changes: [{ field: 'site', before: null, after: 'a.ru' }] },
      { verdict: 'not_found' },
      { verdict: 'invalid', reason: 'key_invalid' },
      { verdict: 'invalid', reason: 'key_missing' },
      { verdict: 'unchanged', reason: null },
    ]);
    expect(await picture()).toEqual(before);
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
    const id = await lead({ name: 'А', inn: '7707083893' });
    const run = await judge('ИНН;мест;Договор до\n7707083893;много;01.02.2027\n7707083893;1 200,5;01.02.2027\n', {
      mapping: ['inn', 'custom', 'custom'],
      key: { kind: 'inn' },
    });
    expect(await rowsOf(run)).toMatchObject([
      { verdict: 'invalid', reason: 'value_invalid', params: { fields: ['custom:мест'] } },
      { verdict: 'changes' },
    ]);
    await commit(run);
    expect((await card(id)).custom).toEqual({ Мест: '1200.5', 'Договор до': '2027-02-01' });
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
    const first = await lead({ name: 'Старое', inn: '7707083893', city: 'Ржев', custom: { Класс: 'C', Другое: 'да' } });
    await lead({ name: 'Второе', inn: '7736050003' });
    const before = await picture();
    const done = await commit(await judge(FILE, ORDER));
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
    expect(await undo(done)).toMatchObject({ state: 'undone', undone: 8, kept: 0 });
    // The key of a name is made by the name: a lead put straight into the table had none.
    const plain = (row: unknown) => ({ ...(row as object), name_key: '' });
    expect((await picture()).map(plain)).toEqual(before.map(plain));
  });

  it('leaves to the undo only what nobody has changed since, and names the rest', async () => {
    const id = await lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const done = await commit(await judge(FILE, ORDER));
    const { version } = await card(id);
    await desk.http.patch(`/api/leads/${id}`, { version, city: 'Омск' });
    expect(await undo(done)).toMatchObject({ undone: 3, kept: 1 });
    expect(await card(id)).toMatchObject({ name: 'Старое', city: 'Омск', phones: [] });
    const left = await desk.http.get<EnrichmentLeft[]>(`/api/enrichments/${done.id}/left`);
    expect(left).toEqual([{ leadId: id, leadName: 'Старое', field: 'city', state: 'kept' }]);
  });

  it('leaves what was changed between the report and the yes', async () => {
    const id = await lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const run = await judge(FILE, ORDER);
    await desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Омск' });
    expect(await commit(run)).toMatchObject({ applied: 3, skipped: 1 });
    expect((await card(id)).city).toBe('Омск');
  });

  it('gives way to another that was quicker', async () => {
    const id = await lead({ name: 'Старое', inn: '7707083893' });
    const order: Order = { mapping: ['inn', 'city'], key: { kind: 'inn' } };
    const runs = await Promise.all(['Тверь', 'Клин'].map((city) => judge(`ИНН;Город\n7707083893;${city}\n`, order)));
    const done = await Promise.all(runs.map(commit));
    expect(done.map(({ applied, skipped }) => applied + skipped)).toEqual([1, 1]);
    expect(done.reduce((sum, { applied }) => sum + applied, 0)).toBe(1);
    const winner = done[0]?.applied === 1 ? 'Тверь' : 'Клин';
    expect((await card(id)).city).toBe(winner);
  });

  it('may be thrown away before the yes', async () => {
    const id = await lead({ name: 'Старое', inn: '7707083893' });
    const run = await judge(FILE, ORDER);
    await desk.http.post(`/api/enrichments/${run.id}/cancel`);
    const path = `/api/enrichments/${run.id}/commit`;
    const late = await desk.http.request<{ code: string }>({ method: 'POST', path });
    expect([late.body.code, (await card(id)).city]).toEqual(['enrichment.wrong_state', null]);
  });
});
