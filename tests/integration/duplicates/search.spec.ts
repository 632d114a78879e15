import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DuplicateDecided, DuplicatePage, LeadCard, LeadMerge } from '@warmline/contracts';
import pg from 'pg';
import { type Order, Updates } from '../enrichment/updates.js';
import { ListDesk } from '../lists/list-desk.js';

const HEAD = 'Название;Телефон;E-mail;Город';
let desk: ListDesk;
const updates = new Updates();

beforeAll(async () => {
  desk = await ListDesk.open();
  updates.desk = desk;
}, 30_000);
afterAll(() => desk.close());

const searched = (importId: string) =>
  desk.until(`SELECT FROM events WHERE type = 'duplicates.searched' AND payload ->> 'importId' = $1`, importId);

/** Loads and waits until the new leads have been compared. */
async function load(name: string, rows: readonly string[]): Promise<void> {
  const { done } = await desk.load(name, [HEAD, ...rows].join('\n'));
  await searched(done.id);
}

async function update(rows: string, order: Order): Promise<void> {
  await updates.commit(await updates.judge(rows, order));
}

const queue = (query = '') => desk.http.get<DuplicatePage>(`/api/duplicates${query}`);
const decide = (id: string, decision: string) =>
  desk.http.post<DuplicateDecided>(`/api/duplicates/${id}/decision`, { decision });
const idOf = async (name: string): Promise<string> => {
  const found = await desk.db.query<{ id: string }>('SELECT id FROM leads WHERE name = $1', [name]);
  return found.rows[0]!.id;
};

describe('the search after an import', () => {
  it('merges what is certain, asks about the doubtful and leaves strangers alone', async () => {
    await load('Первая', [
      'ООО «Квазар-Юниверсум»;8 495 210-11-01;info@kvazar-universum.ru;Омск',
      'ООО «Атриум-Мебель 46»;8 495 210-11-02;;Омск',
      'ООО «Гермес»;8 495 210-11-03;;Омск',
    ]);
    await load('Вторая', [
      'Kvazar Universum;8 495 210-22-01;info@kvazar-universum.ru;Омск',
      'Атриум Мебель 46;8 495 210-22-02;;Омск',
      'ООО «Фаворит»;8 495 210-22-03;;Тула',
    ]);
    const survivor = await idOf('ООО «Квазар-Юниверсум»');
    const card = await desk.http.get<LeadCard>(`/api/leads/${survivor}`);
    expect(card.phones.map(({ e164 }) => e164).sort()).toEqual(['+74952101101', '+74952102201']);
    const merges = await desk.http.get<LeadMerge[]>(`/api/leads/${survivor}/merges`);
    expect(merges).toMatchObject([{ absorbedName: 'Kvazar Universum', cause: 'automatic', undoneAt: null }]);
    expect(merges[0]!.reasons.map(({ field }) => field)).toContain('email');
    const { items, open } = await queue();
    expect(open).toBe(1);
    expect(items.map(({ a, b }) => [a.name, b.name])).toEqual([['ООО «Атриум-Мебель 46»', 'Атриум Мебель 46']]);
    expect(items[0]!.reasons[0]).toMatchObject({ field: 'name', kind: 'same' });
  });

  it('parts what was merged and does not merge it again', async () => {
    const survivor = await idOf('ООО «Квазар-Юниверсум»');
    const [merge] = await desk.http.get<LeadMerge[]>(`/api/leads/${survivor}/merges`);
    await desk.http.post(`/api/merges/${merge!.id}/undoing`, {});
    await load('Третья', ['ООО «Паритет»;8 495 210-33-01;;Тула']);
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
    await desk.db.query(`UPDATE duplicate_searches SET finished_at = NULL, after_lead = 0`);
    await load('Четвёртая', ['ООО «Лазурит»;8 495 210-33-02;;Тула']);
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
  });

  it('looks no further than the import was told to', async () => {
    await load('Узкая 1', ['Типография Оникс-Принт;8 495 210-55-01;zakaz@onix-print-omsk.ru;Омск']);
    const upload = await desk.upload(`${HEAD}\nОникс Принт;8 495 210-55-02;info@onix-print-omsk.ru;Омск\n`);
    const { format, columns } = await desk.preview(upload);
    const mapping = columns.map((column) => column.field);
    const ofList = { scope: 'list', youngerThanDays: null } as const;
    const order = { fileId: upload.fileId, format, mapping, again: true };
    const comparedIn = async (listName: string, duplicates?: typeof ofList): Promise<number> => {
      const list = await desk.newList(listName);
      const done = await desk.run(list, { ...order, ...(duplicates && { duplicates }) });
      await searched(done.id);
      const { rows } = await desk.db.query<{ compared: number }>(
        'SELECT compared::int AS compared FROM duplicate_searches WHERE import_id = $1',
        [done.id],
      );
      return rows[0]!.compared;
    };
    expect(await comparedIn('Узкая 2', ofList)).toBe(0);
    expect(await comparedIn('Узкая 3')).toBeGreaterThan(0);
  });

  it('compares an import that waited for its yes while a later one was loaded and compared', async () => {
    const upload = await desk.upload(`${HEAD}\nООО «Корвет-Юниверсум»;8 495 210-66-01;info@korvet-universum.ru;Омск\n`);
    const { format, columns } = await desk.preview(upload);
    const mapping = columns.map((column) => column.field);
    const { id } = await desk.judge(await desk.newList('Ждёт'), { fileId: upload.fileId, format, mapping });
    await load('Обогнала', ['Korvet Universum;8 495 210-66-02;info@korvet-universum.ru;Омск']);
    await desk.http.post(`/api/imports/${id}/commit`);
    await searched(id);
    const merges = await desk.http.get<LeadMerge[]>(`/api/leads/${await idOf('ООО «Корвет-Юниверсум»')}/merges`);
    expect(merges).toMatchObject([{ absorbedName: 'Korvet Universum', cause: 'automatic' }]);
    const { id: merge } = merges[0]!;
    await desk.http.post(`/api/merges/${merge}/undoing`, {});
  });

  it('takes a decision, takes it back, and never asks what was kept apart', async () => {
    const pair = (await queue()).items[0]!;
    const merged = await decide(pair.id, 'merge');
    expect(merged).toMatchObject({ state: 'merged' });
    expect((await queue()).open).toBe(0);
    const again = await desk.http.request<{ code: string }>({
      method: 'POST',
      path: `/api/duplicates/${pair.id}/decision`,
      body: { decision: 'merge' },
    });
    expect([again.status, again.body.code]).toEqual([409, 'duplicate.decided_already']);
    await desk.http.post(`/api/duplicates/${pair.id}/reopening`, {});
    expect((await queue()).items.map(({ id }) => id)).toEqual([pair.id]);
    expect(await decide(pair.id, 'keep_apart')).toMatchObject({ state: 'kept_apart', mergeId: null });
    await load('Пятая', ['ООО «Сапфир»;8 495 210-44-01;;Тула']);
    expect((await queue()).open).toBe(0);
  });
});

describe('leads that learn something after they were compared', () => {
  it('are compared anew: an e-mail that a file brings shows whom we have twice, and nothing is merged unasked', async () => {
    await load('До изменений', [
      'ООО «Нефрит»;8 495 210-55-01;director@nefrit-stone.ru;Псков',
      'Нефрит;8 843 210-55-02;;Казань',
      'ООО «Хризолит»;8 495 210-55-03;;Пермь',
    ]);
    expect((await queue()).open).toBe(0);
    const before = await desk.count('leads WHERE merged_into IS NOT NULL');
    await update('Телефон;Почта\n8 843 210-55-02;director@nefrit-stone.ru\n', {
      mapping: ['phone', 'email'],
      key: { kind: 'phone' },
    });
    const asked = async () =>
      (await queue()).items
        .filter(({ importId }) => importId === null)
        .map(({ a, b, reasons }) => [a.name, b.name, reasons.some(({ field }) => field === 'email')]);
    await desk.until(
      `SELECT FROM events WHERE type = 'duplicates.searched' AND payload @> '{"importId": null, "queued": 1}'`,
    );
    expect(await desk.count('match_work')).toBe(0);
    expect(await asked()).toEqual([['ООО «Нефрит»', 'Нефрит', true]]);
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(before);
  });

  it('are noted when they change, not when a call does, and never while they have no keys', async () => {
    const noted = async (sql: string): Promise<number> => {
      await desk.db.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      const before = await desk.count('match_work');
      await desk.db.query(sql);
      const count = (await desk.count('match_work')) - before;
      await desk.db.query('ROLLBACK');
      return count;
    };
    const nephrite = `(SELECT id FROM leads WHERE name = 'ООО «Нефрит»')`;
    expect(await noted(`UPDATE leads SET city = 'Остров' WHERE id = ${nephrite}`)).toBe(1);
    expect(await noted(`UPDATE leads SET temperature = 'warm' WHERE id = ${nephrite}`)).toBe(0);
    expect(await noted(`UPDATE leads SET city = city WHERE id = ${nephrite}`)).toBe(0);
    expect(await noted(`UPDATE lead_addresses SET raw = raw || ', 1' WHERE lead_id = ${nephrite}`)).toBe(1);
    expect(await noted(`UPDATE phones SET state = 'retired', retired_reason = 'x' WHERE lead_id = ${nephrite}`)).toBe(
      0,
    );
    expect(
      await noted(
        `UPDATE match_key_progress SET up_to = 0, announced = 0; UPDATE leads SET city = 'Остров' WHERE id = ${nephrite}`,
      ),
    ).toBe(0);
  });

  it('get keys of what they are, however long a change takes that began before they were to get them', async () => {
    await load('Перед ключами', [
      'ООО «Топаз»;8 495 210-77-01;director@topaz-stone.ru;Псков',
      'Топаз;8 843 210-77-02;;Казань',
    ]);
    await desk.db.query('DELETE FROM lead_match_keys; UPDATE match_key_progress SET up_to = 0, announced = 0');
    const changing = new pg.Client({ connectionString: desk.app.databaseUrl });
    await changing.connect();
    await changing.query(`BEGIN; UPDATE leads SET email = 'director@topaz-stone.ru' WHERE name = 'Топаз'`);
    await desk.db.query(
      `UPDATE duplicate_searches SET finished_at = NULL, after_lead = 0
       WHERE import_id = (SELECT id FROM imports ORDER BY finished_at DESC LIMIT 1)`,
    );
    await desk.soon('SELECT FROM match_key_progress WHERE announced > 0');
    await desk.soon(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_snapshot_xmin%' AND pid <> pg_backend_pid()`,
    );
    expect(await desk.count('lead_match_keys')).toBe(0);
    await changing.query('COMMIT');
    await changing.end();
    await desk.soon('SELECT FROM duplicate_searches HAVING bool_and(finished_at IS NOT NULL)');
    const topaz = (await queue()).items.filter(({ a }) => a.name === 'ООО «Топаз»');
    expect(topaz.map(({ b, reasons }) => [b.name, reasons.some(({ field }) => field === 'email')])).toEqual([
      ['Топаз', true],
    ]);
  });
});
