import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadCard, LeadList, LeadRow, Page } from '@warmline/contracts';
import { ListDesk } from './list-desk.js';

const REGISTER = {
  kind: 'collected_open_data' as const,
  facts: { register_name: 'Открытые данные', collected_from: '2026-03-01', license: 'CC BY 4.0', company_only: true },
};

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

async function eventTypes(listId: string): Promise<string[]> {
  const events = await desk.db.query<{ type: string }>(
    `SELECT type FROM events WHERE payload ->> 'listId' = $1 ORDER BY id`,
    [listId],
  );
  return events.rows.map((event) => event.type);
}

describe('a list', () => {
  it('loads with an incomplete legal source and says what is missing until a person confirms it', async () => {
    const list = await desk.newList('Паспорт', { legalSource: { ...REGISTER, facts: { license: 'CC BY 4.0' } } });
    expect(list.legalSource).toMatchObject({
      complete: false,
      missing: ['register_name', 'collected_from', 'company_only', 'confirmation'],
      confirmedBy: null,
    });
    const done = await desk.http.patch<LeadList>(`/api/lists/${list.id}`, {
      version: list.version,
      legalSource: { ...REGISTER, confirmed: true },
    });
    expect(done.legalSource).toMatchObject({ complete: true, missing: [], confirmedBy: 'Test Administrator' });
    expect(await eventTypes(list.id)).toEqual([
      'list.created',
      'list.legal_source_changed',
      'list.legal_source_changed',
    ]);
  });

  it('never completes with a source that is refused', async () => {
    const list = await desk.newList('От бывшего сотрудника', {
      legalSource: { kind: 'former_employee', confirmed: true },
    });
    expect(list.legalSource).toMatchObject({ complete: false, missing: ['lawful_kind'] });
  });

  it('refuses a change decided on an older state', async () => {
    const list = await desk.newList('Версии');
    await desk.http.patch(`/api/lists/${list.id}`, { version: list.version, name: 'Версии 2' });
    const late = await desk.http.request<{ code: string }>({
      method: 'PATCH',
      path: `/api/lists/${list.id}`,
      body: { version: list.version, name: 'Версии 3' },
    });
    expect([late.status, late.body.code]).toEqual([409, 'record.changed_meanwhile']);
  });

  it('gives its default zone to numbers about which nothing is known, by the name of who set it', async () => {
    const content = 'Название;Телефон\nВосемьсот;8-800-555-10-01\nМестный;210-19-01\n';
    const { list } = await desk.load('Пояса', content);
    expect((await desk.http.get<LeadList>(`/api/lists/${list.id}`)).leads).toMatchObject({
      total: 2,
      cold: 2,
      zoneUnknown: 1,
    });
    const set = await desk.http.patch<LeadList>(`/api/lists/${list.id}`, {
      version: list.version,
      defaultZone: 'Asia/Omsk',
    });
    expect(set).toMatchObject({
      defaultZone: 'Asia/Omsk',
      defaultZoneBy: 'Test Administrator',
      leads: { zoneUnknown: 0 },
    });
    const zones = async () => {
      const found = await desk.db.query<{ zones: string[]; zone_source: string }>(
        `SELECT zones, zone_source FROM phones WHERE e164 IN ('+78005551001', '+78122101901') ORDER BY e164`,
      );
      return found.rows;
    };
    const local = { zones: ['Europe/Moscow'], zone_source: 'numbering_plan' };
    expect(await zones()).toEqual([{ zones: ['Asia/Omsk'], zone_source: 'list' }, local]);
    await desk.http.patch(`/api/lists/${list.id}`, { version: set.version, defaultZone: null });
    expect(await zones()).toEqual([{ zones: [], zone_source: 'unknown' }, local]);
  });

  it('pages by keyset, newest first', async () => {
    for (const name of ['Стр 1', 'Стр 2', 'Стр 3']) {
      await desk.newList(name);
    }
    const first = await desk.http.get<Page<LeadList>>('/api/lists?limit=2');
    expect(first.items.map((list) => list.name)).toEqual(['Стр 3', 'Стр 2']);
    const second = await desk.http.get<Page<LeadList>>(`/api/lists?limit=1&cursor=${first.nextCursor}`);
    expect(second.items.map((list) => list.name)).toEqual(['Стр 1']);
  });

  it('tells the form which facts each kind needs', async () => {
    const form = await desk.http.get<{ kinds: { kind: string; required: string[]; refused: boolean }[] }>(
      '/api/lists/legal-source-kinds',
    );
    expect(form.kinds.find((entry) => entry.kind === 'referral')).toMatchObject({
      required: ['party_name', 'person_asked'],
      refused: false,
    });
  });
});

describe('a lead', () => {
  it('is added, given contacts and numbers, corrected and found by hand', async () => {
    const list = await desk.newList('Руками');
    const lead = await desk.http.post<LeadCard>('/api/leads', {
      listId: list.id,
      kind: 'company',
      name: 'ООО Осина',
      inn: '7707083893',
      city: 'Томск',
      phones: [{ number: '8 (3822) 21-19-02' }],
      contacts: [{ fullName: 'Ольха Анна', isDecisionMaker: true, phone: { number: '+7 913 800-11-22' } }],
    });
    expect(lead).toMatchObject({
      temperature: 'cold',
      stage: 'open',
      region: 'Томская область',
      lists: [{ id: list.id }],
    });
    expect(lead.phones).toMatchObject([
      { e164: '+73822211902', zones: ['Asia/Tomsk'], zoneSource: 'address', contactId: null },
      { e164: '+79138001122', contactId: lead.contacts[0]?.id },
    ]);
    const second = await desk.http.post<LeadCard>(`/api/leads/${lead.id}/phones`, {
      number: '8-800-555-10-02',
      zone: 'Asia/Omsk',
    });
    expect(second.phones[2]).toMatchObject({ e164: '+78005551002', zones: ['Asia/Omsk'], zoneSource: 'operator' });
    const twice = await desk.http.request<{ code: string }>({
      method: 'POST',
      path: `/api/leads/${lead.id}/phones`,
      body: { number: '88005551002' },
    });
    expect([twice.status, twice.body.code]).toEqual([409, 'phone.already_there']);
    const wrong = await desk.http.request<{ code: string }>({
      method: 'POST',
      path: `/api/leads/${lead.id}/phones`,
      body: { number: '12' },
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'phone.invalid']);
    const retired = await desk.http.post<LeadCard>(`/api/phones/${second.phones[2]?.id}/retirement`, {
      reason: 'changed_hands',
    });
    expect(retired.phones.map((phone) => phone.state)).toEqual(['active', 'active', 'retired']);
    for (const q of ['осина', '7707083893', '211902', '8 913 800-11-22']) {
      const found = await desk.http.get<Page<LeadRow>>(`/api/leads?q=${encodeURIComponent(q)}`);
      expect(found.items.map((row) => row.id)).toEqual([lead.id]);
    }
    expect((await desk.http.get<Page<LeadRow>>('/api/leads?q=100%25')).items).toEqual([]);
  });

  it('is moved by a supervisor with a reason, and the move is written down', async () => {
    const lead = await desk.http.post<LeadCard>('/api/leads', {
      kind: 'person',
      name: 'Клён Иван',
      phones: [{ number: '+79138001133' }],
    });
    const moved = await desk.http.post<LeadCard>(`/api/leads/${lead.id}/moves`, {
      temperature: 'hot',
      reason: 'Позвонил сам',
    });
    expect(moved).toMatchObject({ temperature: 'hot', stage: 'open' });
    expect(moved.temperatureAt).not.toBeNull();
    const events = await desk.db.query(`SELECT payload FROM events WHERE lead_id = $1 AND type = 'lead.moved'`, [
      lead.id,
    ]);
    expect(events.rows).toMatchObject([
      { payload: { fromTemperature: 'cold', toTemperature: 'hot', reason: 'corrected' } },
    ]);
    expect((await desk.http.get<Page<LeadRow>>('/api/leads?temperature=hot')).items.map((row) => row.id)).toEqual([
      lead.id,
    ]);
  });

  it("cannot be changed over somebody else's change", async () => {
    const lead = await desk.http.post<LeadCard>('/api/leads', {
      kind: 'company',
      name: 'Пихта',
      phones: [{ number: '+79138001144' }],
    });
    const changed = await desk.http.patch<LeadCard>(`/api/leads/${lead.id}`, {
      version: lead.version,
      site: 'p.example',
    });
    expect(changed).toMatchObject({ site: 'p.example', name: 'Пихта', version: lead.version + 1 });
    const late = await desk.http.request<{ code: string }>({
      method: 'PATCH',
      path: `/api/leads/${lead.id}`,
      body: { version: lead.version, name: 'Пихта 2' },
    });
    expect(late.body.code).toBe('record.changed_meanwhile');
  });

  it('shares a number with others instead of being merged', async () => {
    const make = (name: string) =>
      desk.http.post<LeadCard>('/api/leads', { kind: 'company', name, phones: [{ number: '+78122102001' }] });
    const first = await make('Берёза');
    const second = await make('Лиственница');
    expect(second.phones[0]?.sharedWith).toEqual([{ id: first.id, name: 'Берёза' }]);
    expect(await desk.count('shared_numbers')).toBe(1);
  });
});
