import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomField, ImportRow, LeadCard, LeadRow, MappingTemplate, Page } from '@warmline/contracts';
import { createAndSignIn } from '../../support/http.js';
import { ListDesk } from './list-desk.js';

const RULES = {
  constants: [{ field: 'industry', value: 'Стоматология' }],
  customNames: [null, null, 'Число кресел'],
} as const;

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

const templates = () => desk.http.get<MappingTemplate[]>('/api/mapping-templates');

async function cards(listId: string): Promise<LeadCard[]> {
  const page = await desk.http.get<Page<LeadRow>>(`/api/leads?listId=${listId}`);
  const all = await Promise.all(page.items.map((row) => desk.http.get<LeadCard>(`/api/leads/${row.id}`)));
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

const request = (method: string, path: string, body?: object) =>
  desk.http.request<{ code: string }>({ method, path, ...(body === undefined ? {} : { body }) });

describe('a mapping', () => {
  it('is kept when an import starts, offered for the next file of the layout, renamed and forgotten', async () => {
    const upload = await desk.upload('Клиника;Номер;Кресла\nЗубная фея;220-10-01;5\n');
    const first = await desk.preview(upload);
    expect(first).toMatchObject({ template: null, sampleRows: 1 });
    const mapping = ['name', 'phone', 'custom'] as const;
    const list = await desk.newList('Выставка 2026');
    const { layoutKey, format } = first;
    await desk.run(list, {
      fileId: upload.fileId,
      format,
      mapping: [...mapping],
      rules: RULES,
      saveTemplate: { name: 'Выставка', layoutKey, headers: ['Клиника', 'Номер', 'Кресла'] },
    } as never);

    const next = await desk.upload('клиника ;НОМЕР;Кресла\nДентал;220-10-02;7\n');
    const offered = await desk.preview(next);
    expect(offered.template).toMatchObject({ name: 'Выставка' });
    expect(offered.areaCode).toBe('812');
    expect(offered.columns.map((column) => column.field)).toEqual([...mapping]);
    expect(offered.rules).toMatchObject({ constants: [{ field: 'industry', value: 'Стоматология' }] });
    expect(await desk.preview(next, { useTemplate: false })).toMatchObject({ template: null, areaCode: null });
    expect((await desk.preview(await desk.upload('Клиника;Номер\nДентал;1\n'))).template).toBeNull();

    const [kept] = await desk.http.get<MappingTemplate[]>('/api/mapping-templates');
    expect(kept).toMatchObject({ name: 'Выставка', layoutKey, headers: ['Клиника', 'Номер', 'Кресла'], version: 1 });
    expect(kept?.createdBy).toEqual(expect.any(String));
    const save = { name: 'Другая', layoutKey: 'x', settings: { mapping: ['name'] } };
    await desk.http.post<MappingTemplate>('/api/mapping-templates', save);
    const taken = await request('PATCH', `/api/mapping-templates/${kept?.id}`, { version: 1, name: 'другая' });
    expect([taken.status, taken.body.code]).toEqual([409, 'mapping_template.name_taken']);
    expect((await request('PATCH', `/api/mapping-templates/${kept?.id}`, { version: 1, name: 'Весна' })).status).toBe(
      200,
    );
    expect((await desk.preview(next)).template).toMatchObject({ name: 'Весна' });
    const remove = (version: number) => request('DELETE', `/api/mapping-templates/${kept?.id}`, { version });
    const late = await remove(1);
    expect([late.status, late.body.code]).toEqual([409, 'record.changed_meanwhile']);
    expect((await remove(2)).status).toBe(204);
    expect((await desk.preview(next)).template).toBeNull();
    expect((await remove(2)).status).toBe(404);
  });

  it('is renamed or forgotten, not both, when two people do it at once', async () => {
    const save = { name: 'Лето', layoutKey: 'rename-or-forget', settings: { mapping: ['name', 'phone'] } };
    const { id } = await desk.http.post<MappingTemplate>('/api/mapping-templates', save);
    const path = `/api/mapping-templates/${id}`;
    const [renamed, removed] = await Promise.all([
      request('PATCH', path, { version: 1, name: 'Лето 2' }),
      request('DELETE', path, { version: 1 }),
    ]);
    const isThere = (await templates()).some((template) => template.id === id);
    expect([renamed.status, removed.status]).toEqual(isThere ? [200, 409] : [404, 204]);
  });

  it('refuses the later of two renames, notes its use, and tells every change in the feed', async () => {
    const save = { name: 'Осень', layoutKey: 'two-people', settings: { mapping: ['name', 'phone'] } };
    const kept = await desk.http.post<MappingTemplate>('/api/mapping-templates', save);
    const rename = (name: string) => request('PATCH', `/api/mapping-templates/${kept.id}`, { version: 1, name });
    const both = await Promise.all([rename('Осень, москва'), rename('Осень, питер')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [won, lost] = both[0].status === 200 ? both : [both[1], both[0]];
    expect(lost.body).toMatchObject({ code: 'record.changed_meanwhile' });
    const shown = (await templates()).find(({ id }) => id === kept.id);
    expect(shown).toMatchObject({ version: 2, name: (won.body as unknown as MappingTemplate).name });

    const again = await desk.http.post<MappingTemplate>('/api/mapping-templates', { ...save, name: shown?.name });
    expect(again).toMatchObject({ id: kept.id, version: 3 });
    await desk.db.query('UPDATE mapping_templates SET used_at = NULL WHERE id = $1', [kept.id]);
    const upload = await desk.upload('Клиника;Номер\nСоня;220-12-01\n');
    const list = await desk.newList('По шаблону');
    await desk.run(list, {
      fileId: upload.fileId,
      format: { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true },
      mapping: ['name', 'phone'],
      templateId: kept.id,
    } as never);
    expect((await templates()).find(({ id }) => id === kept.id)).toMatchObject({
      version: 3,
      usedAt: expect.any(String),
    });
    await request('DELETE', `/api/mapping-templates/${kept.id}`, { version: 3 });
    const told = await desk.db.query<{ type: string }>(
      `SELECT type FROM events WHERE payload ->> 'mappingTemplateId' = $1 ORDER BY id`,
      [kept.id],
    );
    expect(told.rows.map(({ type }) => type.replace('mapping_template.', ''))).toEqual([
      'saved',
      'changed',
      'saved',
      'changed',
      'deleted',
    ]);
  });

  it('fills constants, keeps columns under their chosen names and in the form of their type', async () => {
    const field = await desk.http.post<CustomField>('/api/custom-fields', { name: 'Число кресел', type: 'number' });
    expect(await desk.http.get('/api/custom-fields')).toEqual([field]);
    const twice = await request('POST', '/api/custom-fields', { name: 'число  кресел', type: 'text' });
    expect([twice.status, twice.body.code]).toEqual([409, 'custom_field.name_taken']);
    expect((await request('POST', '/api/custom-fields', { name: 'Уровень', type: 'choice' })).status).toBe(400);

    const upload = await desk.upload('Клиника;Номер;Кресла\nБобр;220-11-01;1 200,5\nВыдра;220-11-02;много\n');
    const preview = await desk.preview(upload, {
      mapping: ['name', 'phone', 'custom'],
      rules: RULES,
      areaCode: '812',
    });
    expect(preview.rows.map((row) => row.warnings)).toEqual([[], ['Число кресел']]);
    const list = await desk.newList('Кресла');
    const order = { fileId: upload.fileId, format: preview.format, mapping: ['name', 'phone', 'custom'], rules: RULES };
    const done = await desk.run(list, order as never);
    expect(done.counts).toMatchObject({ rows: 2, added: 2 });
    expect((await cards(list.id)).map((card) => [card.industry, card.custom])).toEqual([
      ['Стоматология', { 'Число кресел': '1200.5' }],
      ['Стоматология', { 'Число кресел': 'много' }],
    ]);
    const rows = await desk.http.get<Page<ImportRow>>(`/api/imports/${done.id}/rows`);
    expect(rows.items.map((row) => row.params)).toEqual([{}, { warnings: ['Число кресел'] }]);
    expect((await request('DELETE', `/api/custom-fields/${field.id}`)).status).toBe(204);
  });
});

describe('the standard of a list', () => {
  const STANDARD = { required: ['inn'], formats: ['phone_mobile'] } as const;

  it('shows in the preview how many rows meet it and refuses the others with their reason', async () => {
    const upload = await desk.upload(
      'Название;Телефон;ИНН\nЁж;8 921 220-12-01;7707083893\nУж;8 921 220-12-02;\nЧиж;220-12-03;7728168971\n',
    );
    const preview = await desk.preview(upload, { areaCode: '812', rules: { standard: STANDARD } });
    expect(preview.standardFill).toEqual([
      { kind: 'field', what: 'inn', met: 2 },
      { kind: 'format', what: 'phone_mobile', met: 2 },
    ]);
    expect(preview.rows.map((row) => row.problem)).toEqual([null, 'field_missing', 'format_wrong']);
    const list = await desk.newList('Строгая', { standard: STANDARD } as never);
    expect(list.standard).toEqual({ required: ['inn'], requiredCustom: [], formats: ['phone_mobile'] });
    const done = await desk.run(list, {
      fileId: upload.fileId,
      format: preview.format,
      mapping: preview.columns.map((column) => column.field),
    });
    expect(done.counts).toMatchObject({ rows: 3, added: 1, invalid: 2 });
    expect(done.reasons).toEqual({ field_missing: 1, format_wrong: 1 });
    expect(done.fill).toEqual([
      { field: 'name', name: null, filled: 3, usable: 3 },
      { field: 'phone', name: null, filled: 3, usable: 3 },
      { field: 'inn', name: null, filled: 2, usable: 2 },
    ]);
    const changed = await desk.http.request<typeof list>({
      method: 'PATCH',
      path: `/api/lists/${list.id}`,
      body: { version: list.version, standard: { required: [] } },
    });
    expect(changed.body.standard).toEqual({ required: [], requiredCustom: [], formats: [] });
  });
});

it('mappings and fields are not for operators to change', async () => {
  const { client } = await createAndSignIn(desk.http, 'operator');
  const replies = await Promise.all([
    client.request({ method: 'GET', path: '/api/mapping-templates' }),
    client.request({ method: 'POST', path: '/api/custom-fields', body: { name: 'x', type: 'text' } }),
  ]);
  expect(replies.map((reply) => reply.status)).toEqual([403, 403]);
});
