import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Import, ImportKept } from '@warmline/contracts';
import { pastCall } from '../past-call.js';
import { ListDesk } from './list-desk.js';

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

const CSV = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true } as const;
const MAPPING = ['name', 'phone', 'inn', 'site', 'address', 'contact_name', 'custom'] as ('name' | 'phone')[];
const HEADER = 'Название;Телефон;ИНН;Сайт;Адрес;Контакт;Мест\n';

async function undo(id: string): Promise<Import> {
  await desk.http.post(`/api/imports/${id}/undo`);
  await desk.until(
    `SELECT FROM events WHERE type IN ('import.undone', 'import.failed') AND payload ->> 'importId' = $1`,
    id,
  );
  return desk.http.get<Import>(`/api/imports/${id}`);
}

async function load(name: string, rows: string): Promise<Import> {
  const upload = await desk.upload(HEADER + rows);
  const list = await desk.newList(name);
  return desk.run(list, { fileId: upload.fileId, format: CSV, mapping: MAPPING, again: true });
}

describe('an import before the yes', () => {
  it('has touched no lead, shows every row, and leaves nothing when it is refused', async () => {
    const before = await desk.world();
    const upload = await desk.upload(`${HEADER}Клён;210-31-01;;;;;\nКлён;210-31-01;;;;;\nЯсень;12;;;;;\n`);
    const list = await desk.newList('Проба');
    const judged = await desk.judge(list, { fileId: upload.fileId, format: CSV, mapping: MAPPING });
    expect(judged).toMatchObject({ state: 'review', counts: { rows: 3, added: 1, duplicateInFile: 1, invalid: 1 } });
    const { items } = await desk.http.get<{ items: object[] }>(`/api/imports/${judged.id}/rows`);
    expect(items).toMatchObject([
      { rowNumber: 2, name: 'Клён', verdict: 'added' },
      { rowNumber: 3, name: 'Клён', verdict: 'duplicate_in_file' },
      { rowNumber: 4, name: 'Ясень', verdict: 'invalid', reason: 'phone_invalid' },
    ]);
    expect(await desk.world()).toEqual(before);
    const cancelled = await desk.http.post<Import>(`/api/imports/${judged.id}/cancel`);
    expect(cancelled.state).toBe('cancelled');
    expect(await desk.world()).toEqual(before);
    expect(await desk.stagedTables()).toBe(0);
    const late = await desk.http.request<{ code: string }>({
      method: 'POST',
      path: `/api/imports/${judged.id}/commit`,
    });
    expect([late.status, late.body.code]).toEqual([409, 'import.wrong_state']);
  });

  it('is judged anew when the leads have changed since', async () => {
    const upload = await desk.upload(`${HEADER}Граб;210-32-01;;;;;\n`);
    const list = await desk.newList('Опоздавшая');
    const judged = await desk.judge(list, { fileId: upload.fileId, format: CSV, mapping: MAPPING });
    expect(judged.counts?.added).toBe(1);
    await load('Успевшая', 'Граб;210-32-01;;;;;\n');
    await desk.http.post(`/api/imports/${judged.id}/commit`);
    const done = await desk.finished(judged.id);
    expect(done.counts).toMatchObject({ added: 0, duplicateOfList: 1, leadsCreated: 0 });
    expect([done.fill, done.fill[1]]).toEqual([judged.fill, { field: 'phone', name: null, filled: 1, usable: 1 }]);
    expect(await desk.count(`leads WHERE name = 'Граб'`)).toBe(1);
  });
});

describe('an import taken back', () => {
  it('leaves the state before: new leads gone, facts, contacts, addresses and numbers it added gone', async () => {
    await load('Было', 'Осина;210-33-01;;;;Анна;12\nИва;210-33-02;7736207543;;;;\n');
    const before = await desk.world();
    const done = await load(
      'Станет',
      'Осина;210-33-01, 210-33-09;5001007322;osina.example;Садовая, 1;Борис;40\n' +
        'Ива;210-33-02;7736207543;iva.example;;;\nВишня;210-33-03;;;Лесная, 2;Вера;\nСлива;210-33-03;7707083893;;;;\nСлива;210-33-05;7707083893;;;;\n',
    );
    expect(done.counts).toMatchObject({ updated: 2, duplicateInFile: 1, leadsCreated: 2 });
    expect(await desk.world()).not.toEqual(before);
    const undone = await undo(done.id);
    expect(undone).toMatchObject({ state: 'undone', undo: { removed: 2, restored: 2, kept: 0 } });
    expect(await desk.world()).toEqual(before);
    expect(await desk.count('import_changes WHERE import_id = $1', done.id)).toBe(0);
  });

  it('keeps what somebody changed by hand since', async () => {
    await load('Основа', 'Рябина;210-34-01;;;;;\n');
    const done = await load('Дополнение', 'Рябина;210-34-01;;rowan.example;;;\n');
    await desk.db.query(`UPDATE leads SET site = 'mine.example' WHERE name = 'Рябина'`);
    await undo(done.id);
    const { rows } = await desk.db.query(`SELECT site FROM leads WHERE name = 'Рябина'`);
    expect(rows).toEqual([{ site: 'mine.example' }]);
  });

  it('leaves leads that were called since and those of other lists, and names them', async () => {
    const done = await load('Звонили', 'Липа;210-35-01;;;;;\nТополь;210-35-02;;;;;\nЕль;210-35-03;;;;;\n');
    await load('Другая', 'Тополь;210-35-02;;;;;\n');
    await pastCall(desk.db, '+78122103501');
    const undone = await undo(done.id);
    expect(undone.undo).toMatchObject({ removed: 1, restored: 0, kept: 2 });
    const kept = await desk.http.get<ImportKept[]>(`/api/imports/${done.id}/kept`);
    expect(kept.map(({ leadName, reason }) => [leadName, reason])).toEqual([
      ['Липа', 'called'],
      ['Тополь', 'in_other_list'],
    ]);
    expect(await desk.count(`leads WHERE name IN ('Липа', 'Тополь', 'Ель')`)).toBe(2);
    expect(await desk.count('list_members m WHERE m.list_id = $1', done.listId)).toBe(1);
  });

  it.each([
    ['waits', 'blocked'],
    ['is finished', 'finished'],
  ])('lets go of a number it added that a place in a running queue which %s names', async (_, state) => {
    const name = `Дуб ${state}`;
    const number = state === 'blocked' ? '210-37-0' : '210-38-0';
    const first = await load(name, `${name};${number}1;;;;;\n`);
    const done = await load(`${name} ещё`, `${name};${number}1, ${number}2;;;;;\n`);
    const added = await desk.db.query<{ id: string }>(
      'SELECT p.id FROM phones p JOIN leads l ON l.id = p.lead_id WHERE l.name = $1 ORDER BY p.id DESC LIMIT 1',
      [name],
    );
    await queueUp({ name, listId: first.listId, phoneId: added.rows[0]?.id ?? '', state });
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undo: { removed: 0, restored: 1, kept: 0 } });
    const places = await desk.db.query<{ number: string | null }>(
      `SELECT p.e164 AS number FROM queue_entries q JOIN leads l ON l.id = q.lead_id LEFT JOIN phones p ON p.id = q.phone_id WHERE l.name = $1`,
      [name],
    );
    const left = `+7812${number.replaceAll('-', '')}1`;
    expect(places.rows).toEqual([{ number: state === 'blocked' ? left : null }]);
  });

  it('takes a lead out of a queue whose campaign has let go of the list', async () => {
    const done = await load('Отпущенная', 'Граб малый;210-39-01;;;;;\n');
    const phone = await desk.db.query<{ id: string }>(
      `SELECT p.id FROM phones p JOIN leads l ON l.id = p.lead_id WHERE l.name = 'Граб малый'`,
    );
    await queueUp({ name: 'Граб малый', listId: done.listId, phoneId: phone.rows[0]?.id ?? '', state: 'blocked' });
    await desk.db.query('DELETE FROM campaign_lists WHERE list_id = $1', [done.listId]);
    expect(await undo(done.id)).toMatchObject({ state: 'undone', undo: { removed: 1, restored: 0, kept: 0 } });
    expect(await desk.count(`leads WHERE name = 'Граб малый'`)).toBe(0);
  });

  it('is done once, whoever asks how often', async () => {
    const done = await load('Однажды', 'Бук;210-36-01;;;;;\n');
    await undo(done.id);
    const again = await desk.http.request<{ code: string }>({ method: 'POST', path: `/api/imports/${done.id}/undo` });
    expect([again.status, again.body.code]).toEqual([409, 'import.wrong_state']);
  });
});

describe('an undo that cannot be done', () => {
  it('says what is in its way, is tried again with growing waits, and ends once it can', async () => {
    const done = await load('Помеха', 'Самшит;210-40-01;;;;;\n');
    await desk.refuseDeleting('leads', `OLD.name = 'Самшит'`);
    await desk.http.post(`/api/imports/${done.id}/undo`);
    const failures = `SELECT at FROM events WHERE type = 'import.failed' AND payload ->> 'importId' = $1`;
    await desk.until(`${failures} OFFSET 2`, done.id);
    expect(await desk.http.get<Import>(`/api/imports/${done.id}`)).toMatchObject({
      state: 'undoing',
      error: { code: 'server.failed' },
    });
    const { rows } = await desk.db.query<{ at: Date }>(`${failures} ORDER BY id`, [done.id]);
    const waits = rows.slice(1).map(({ at }, index) => at.getTime() - (rows[index]?.at.getTime() ?? 0));
    expect([(waits[0] ?? 0) >= 1_000, (waits[1] ?? 0) >= 2_000]).toEqual([true, true]);
    await desk.allowDeleting('leads');
    await desk.until(`SELECT FROM events WHERE type = 'import.undone' AND payload ->> 'importId' = $1`, done.id);
    const undone = await desk.http.get<Import>(`/api/imports/${done.id}`);
    expect(undone).toMatchObject({ state: 'undone', error: null, undo: { removed: 1, kept: 0 } });
  }, 60_000);
});

/** The lead's place in a running campaign with the list. */
async function queueUp(place: { name: string; listId: string; phoneId: string; state: string }): Promise<void> {
  await desk.db.query(
    `WITH script AS (INSERT INTO call_scripts (name, created_at) VALUES ($1, now()) RETURNING id),
     version AS (
       INSERT INTO call_script_versions (call_script_id, number, document, sha256, updated_at) SELECT id, 1, '{}', '', now() FROM script RETURNING id),
     campaign AS (
       INSERT INTO campaigns (client_id, name, purpose, audience, policy, status, call_script_version_id, created_at)
       SELECT l.client_id, 'Идущая', 'advertising', 'b2b', '{}', 'running', v.id, now() FROM leads l, version v WHERE l.name = $1 RETURNING id),
     chosen AS (INSERT INTO campaign_lists (campaign_id, list_id) SELECT id, $2 FROM campaign)
     INSERT INTO queue_entries (campaign_id, lead_id, phone_id, number_key, state, reason, updated_at)
     SELECT c.id, p.lead_id, p.id, p.number_key, $4, 'not_interested', now() FROM campaign c, phones p WHERE p.id = $3`,
    [place.name, place.listId, place.phoneId, place.state],
  );
}
