import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FactChange, MappingTemplate } from '@warmline/contracts';
import { encode } from '../lists/encoded-text.js';
import { CSV, type Order, Updates } from './updates.js';

const updates = Updates.ofSuite();
beforeEach(async () => {
  await updates.desk.db.query('DELETE FROM leads');
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
    await updates.desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Клин' });
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

  it.each<[string, Order['mapping'], string, object]>([
    ['a legal name alone', ['inn', 'legal_name', 'contact_name'], 'ООО Сбыт;', { name: 'Сбыт', legalName: 'ООО Сбыт' }],
    [
      'a name and a legal name',
      ['inn', 'name', 'legal_name'],
      'Новый;ООО Сбыт',
      { name: 'Новый', legalName: 'ООО Сбыт' },
    ],
    ['a contact and no legal name', ['inn', 'legal_name', 'contact_name'], ';Анна', { name: 'Сбыт', legalName: null }],
    ['a contact and no name', ['inn', 'name', 'contact_name'], ';Анна', { name: 'Сбыт', legalName: null }],
  ])('reads names of a row that brings %s', async (_, mapping, cells, expected) => {
    const id = await updates.lead({ name: 'Сбыт', inn: '7707083893' });
    const run = await updates.judge(`ИНН;А;Б\n7707083893;${cells}\n`, {
      ...order('never'),
      mapping,
      rules: { fields: { name: 'newer_wins' } },
    });
    await updates.commit(run);
    expect(await updates.card(id)).toMatchObject(expected);
  });

  it('needs to know the day of the file, and that it is not to come', async () => {
    const fileId = (await updates.desk.upload(FILE)).fileId;
    const refused = async (change: object): Promise<unknown> => {
      const body = { fileId, format: CSV, ...order('newer_wins'), ...change };
      return (await updates.desk.http.request<{ code: string }>({ method: 'POST', path: '/api/enrichments', body }))
        .body.code;
    };
    expect(await refused({ factDay: null })).toBe('enrichment.day_missing');
    expect(await refused({ factDay: { kind: 'day', day: '2199-01-01' } })).toBe('enrichment.day_in_future');
    expect(await refused({ key: { kind: 'phone' } })).toBe('enrichment.key_missing');
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
    const reply = await updates.desk.http.request<Buffer>({
      method: 'GET',
      path: `/api/enrichments/${run.id}/rows.csv?verdict=invalid`,
    });
    const returned =
      'ИНН;Сайт;Город;_строка;_код;_причина\r\n123;c.ru;;4;key_invalid;Ключ не распознан\r\n;d.ru;;5;key_missing;Ключ не заполнен\r\n';
    expect(Buffer.from(reply.body)).toEqual(encode(returned, 'windows-1251'));
  });

  it('holds own fields to their types', async () => {
    await updates.desk.http.post('/api/custom-fields', { name: 'Мест', type: 'number' });
    await updates.desk.http.post('/api/custom-fields', { name: 'Договор до', type: 'date' });
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

describe('a kept mapping', () => {
  it('is used last when a file was read by it, and by whom is told', async () => {
    const request = { name: 'Реестр', layoutKey: 'register', settings: { mapping: ['inn', 'city'] } };
    const template = await updates.desk.http.post<MappingTemplate>('/api/mapping-templates', request);
    await updates.desk.db.query('UPDATE mapping_templates SET used_at = NULL');
    const order: Order = { mapping: ['inn', 'city'], key: { kind: 'inn' } };
    const used = async () => (await updates.desk.http.get<MappingTemplate[]>('/api/mapping-templates'))[0];
    await updates.judge('ИНН;Город\n7707083893;Тверь\n', order);
    expect(await used()).toMatchObject({ id: template.id, usedAt: null });
    await updates.judge('ИНН;Город\n7707083893;Тверь\n', { ...order, templateId: template.id });
    expect(await used()).toMatchObject({ usedAt: expect.any(String), version: template.version });
    const told = `events WHERE type = 'mapping_template.changed' AND payload = $1 AND actor_id IS NOT NULL`;
    expect(await updates.desk.count(told, { mappingTemplateId: template.id, fields: ['usedAt'] })).toBe(1);
  });
});

describe('an update that failed', () => {
  it('has changed nothing, keeps its order and begins anew from it; one that has not ended does not', async () => {
    const id = await updates.lead({ name: 'Сбыт', inn: '7707083893' });
    await updates.desk.db.query('ALTER TABLE enrichment_rows ADD CONSTRAINT no_rows CHECK (row_number < 0) NOT VALID');
    const order: Order = {
      mapping: ['inn', 'city'],
      key: { kind: 'inn' },
      factDay: { kind: 'day', day: '2026-03-01' },
    };
    const failed = await updates.judge('ИНН;Город\n7707083893;Тверь\n', order);
    expect(failed).toMatchObject({ state: 'failed', counts: null, applied: 0, error: { code: 'server.failed' } });
    await updates.desk.db.query('ALTER TABLE enrichment_rows DROP CONSTRAINT no_rows');
    const { key, rules, factDay, fileName } = failed;
    const run = await updates.told((await updates.again(failed)).id, 'enrichment.judged');
    expect(run).toMatchObject({ state: 'review', error: null, key, rules, factDay, fileName });
    const path = `/api/enrichments/${run.id}/again`;
    const early = await updates.desk.http.request<{ code: string }>({ method: 'POST', path });
    expect([early.status, early.body.code]).toEqual([409, 'enrichment.wrong_state']);
    expect((await updates.commit(run)).state).toBe('done');
    expect((await updates.card(id)).city).toBe('Тверь');
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
    expect(await updates.desk.count('shared_numbers')).toBe(1);
    const history = await updates.desk.http.get<FactChange[]>(`/api/leads/${first}/fact-changes`);
    expect(history.map(({ field, before, after }) => [field, before, after]).sort()).toEqual([
      ['city', 'Ржев', 'Тверь'],
      ['custom:Класс', 'C', 'A'],
      ['name', 'Старое', 'ООО Новое'],
      ['phone', null, '+79211002030'],
    ]);
    expect(history[0]).toMatchObject({ fileName: 'свежие.csv', factDay: '2026-03-01', undoneAt: null });
    expect(await updates.desk.count(`events WHERE type = 'lead.enriched' AND payload -> 'leadIds' ? $1`, first)).toBe(
      1,
    );
    expect(await updates.undo(done)).toMatchObject({ state: 'undone', undone: 8, kept: 0 });
    // The key of a name is made by the name: a lead put straight into the table had none.
    const plain = (row: unknown) => ({ ...(row as object), name_key: '' });
    expect((await updates.picture()).map(plain)).toEqual(before.map(plain));
  });

  it('leaves to the undo only what nobody has changed since, and names the rest', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const done = await updates.commit(await updates.judge(FILE, ORDER));
    const { version } = await updates.card(id);
    await updates.desk.http.patch(`/api/leads/${id}`, { version, city: 'Омск' });
    expect(await updates.undo(done)).toMatchObject({ undone: 3, kept: 1 });
    expect(await updates.card(id)).toMatchObject({ name: 'Старое', city: 'Омск', phones: [] });
    expect(await updates.leftBy(done)).toEqual([{ leadId: id, leadName: 'Старое', field: 'city', state: 'kept' }]);
  });

  it('leaves what was changed between the report and the yes', async () => {
    const id = await updates.lead({ name: 'Старое', inn: '7707083893', city: 'Ржев' });
    const run = await updates.judge(FILE, ORDER);
    await updates.desk.http.patch(`/api/leads/${id}`, { version: 1, city: 'Омск' });
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
    await updates.desk.http.post(`/api/enrichments/${run.id}/cancel`);
    const path = `/api/enrichments/${run.id}/commit`;
    const late = await updates.desk.http.request<{ code: string }>({ method: 'POST', path });
    expect([late.body.code, (await updates.card(id)).city]).toEqual(['enrichment.wrong_state', null]);
  });
});
