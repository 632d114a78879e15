import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BulkAction, BulkChange, LeadCard, LeadList, LeadPage } from '@warmline/contracts';
import { createAndSignIn } from '../../support/http.js';
import { seededRandom } from '../../support/random.js';
import { ListDesk } from '../lists/list-desk.js';

let desk: ListDesk;

beforeAll(async () => {
  desk = await ListDesk.open();
}, 30_000);
afterAll(() => desk.close());

/** Leads straight in the table, each with a number of its own. */
async function makeLeads(name: string, count: number): Promise<string[]> {
  const rows = await desk.db.query<{ id: string }>(
    `WITH added AS (
       INSERT INTO leads (client_id, kind, name, industry, created_at)
       SELECT (SELECT id FROM clients WHERE is_own), 'company', $1 || ' ' || n, CASE WHEN n % 3 = 0 THEN 'Торговля' END, now()
       FROM generate_series(1, $2::int) n RETURNING id
     ), numbers AS (
       INSERT INTO phones (lead_id, e164, number_key, kind, country, created_at)
       SELECT id, '+7913' || lpad(id::text, 7, '0'), decode(md5(id::text), 'hex'), 'mobile', 'RU', now() FROM added)
     SELECT id FROM added ORDER BY id`,
    [name, count],
  );
  return rows.rows.map(({ id }) => id);
}

/** As somebody else did it before. */
function suppress(leadId: string): Promise<unknown> {
  return desk.db.query(
    `INSERT INTO suppressions (number_key, scope, kind, created_at) SELECT number_key, 'organisation', 'opt_out', now() FROM phones WHERE lead_id = $1`,
    [leadId],
  );
}

async function run(change: BulkChange, selection: object): Promise<BulkAction> {
  const { id } = await desk.http.post<BulkAction>('/api/bulk-actions', { selection, change });
  return ended(id, 1);
}

/** Waits for the `times`-th end of it: done, then undone. */
async function ended(id: string, times: number): Promise<BulkAction> {
  await desk.until(
    `SELECT FROM events WHERE type = 'bulk_action.finished' AND payload ->> 'bulkActionId' = $1 HAVING count(*) >= ${times}`,
    id,
  );
  return desk.http.get(`/api/bulk-actions/${id}`);
}

async function undo(action: BulkAction): Promise<BulkAction> {
  await desk.http.post(`/api/bulk-actions/${action.id}/undoing`, {});
  return ended(action.id, 2);
}

/** Everything a bulk change may touch. Versions only grow and are no part of it. */
async function picture(ids: readonly string[]): Promise<unknown[]> {
  const rows = await desk.db.query<Record<string, unknown>>(
    `SELECT l.id, l.industry, l.region, l.city, l.custom, l.stage, l.stage_reason, l.return_on,
            ARRAY(SELECT m.list_id || ' ' || m.added_at || ' ' || coalesce(m.import_id::text, '') || ' ' || coalesce(m.row_number, 0) || ' ' || m.created FROM list_members m WHERE m.lead_id = l.id ORDER BY 1) AS lists,
            ARRAY(SELECT s.id FROM suppressions s JOIN phones p ON p.number_key = s.number_key WHERE p.lead_id = l.id AND s.lifted_at IS NULL) AS stops
     FROM leads l WHERE l.id = ANY ($1::bigint[]) ORDER BY l.id`,
    [ids],
  );
  return rows.rows;
}

const own = (name: string, value: string | null): BulkChange => ({ kind: 'set_own_field', name, value });
const listed = (kind: 'add_to_list' | 'remove_from_list', list: LeadList): BulkChange => ({ kind, listId: list.id });

describe('a change of many leads', () => {
  it('takes all that the filter finds, also beyond the page, and nothing else', async () => {
    await makeLeads('Осина', 2_300);
    const [other] = await makeLeads('Берёза', 1);
    const list = await desk.newList('Осины');
    const done = await run(listed('add_to_list', list), { filter: { q: 'осина' } });
    expect(done).toMatchObject({ state: 'done', selected: 2_300, done: 2_300, changed: 2_300 });
    expect(await desk.count('list_members WHERE list_id = $1', list.id)).toBe(2_300);
    expect(await desk.count('list_members WHERE lead_id = $1', other)).toBe(0);
    const found = await desk.http.get<LeadPage>(`/api/leads?listId=${list.id}&limit=1`);
    expect(found.total).toBe(2_300);
  }, 60_000);

  it.each<[string, (list: LeadList) => BulkChange]>([
    ['adding to a list', (list) => listed('add_to_list', list)],
    ['removing from a list', (list) => listed('remove_from_list', list)],
    ['a field', () => ({ kind: 'set_field', field: 'industry', value: 'Мебель' })],
    ['taking a field away', () => ({ kind: 'set_field', field: 'industry', value: null })],
    ['an own field', () => own('Приоритет', 'высокий')],
    ['taking an own field away', () => own('Приоритет', null)],
    ['the stop list', () => ({ kind: 'suppress', reason: 'просьба' })],
    ['closing', () => ({ kind: 'close', reason: 'ликвидированы' })],
  ])(
    '%s is undone exactly',
    async (name, changeOf) => {
      const random = seededRandom(name);
      const ids = await makeLeads(`Откат ${name}`, 40);
      const list = await desk.newList(`Откат ${name}`);
      for (const id of ids) {
        if (random.next() < 0.4) {
          await desk.db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, now())', [
            list.id,
            id,
          ]);
        }
        if (random.next() < 0.4) {
          await desk.db.query(`UPDATE leads SET custom = '{"Приоритет":"низкий","Другое":"да"}' WHERE id = $1`, [id]);
        }
        if (random.next() < 0.3) {
          await desk.db.query(
            `UPDATE leads SET stage = 'refused', stage_reason = 'цена', return_on = '2027-01-01' WHERE id = $1`,
            [id],
          );
        }
        if (random.next() < 0.2) {
          await desk.db.query(`UPDATE leads SET stage = 'closed', stage_reason = 'ликвидированы' WHERE id = $1`, [id]);
        }
        if (random.next() < 0.2) await suppress(id);
      }
      const before = await picture(ids);
      const done = await run(changeOf(list), { leadIds: ids });
      expect([done.state, done.changed > 0]).toEqual(['done', true]);
      expect(await picture(ids)).not.toEqual(before);
      expect(await undo(done)).toMatchObject({ state: 'undone', undone: done.changed, kept: 0 });
      expect(await picture(ids)).toEqual(before);
    },
    60_000,
  );

  it('leaves alone what somebody changed since, and counts it', async () => {
    const ids = await makeLeads('Правленые', 5);
    const done = await run({ kind: 'set_field', field: 'city', value: 'Тверь' }, { leadIds: ids });
    const lead = await desk.http.get<LeadCard>(`/api/leads/${ids[0]}`);
    await desk.http.patch(`/api/leads/${ids[0]}`, { version: lead.version, city: 'Ржев' });
    expect(await undo(done)).toMatchObject({ undone: 4, kept: 1 });
    expect(await desk.count(`leads WHERE id = ANY ($1::bigint[]) AND city = 'Ржев'`, ids)).toBe(1);
    expect(await desk.count('leads WHERE id = ANY ($1::bigint[]) AND city IS NULL', ids)).toBe(4);
  });

  it('goes on after its process died in the middle', async () => {
    const ids = await makeLeads('Прерванные', 30);
    const id = '018f0000-0000-7000-8000-000000000001';
    await desk.db.query(
      `INSERT INTO bulk_actions (id, change, filter, state, selected, done, changed, created_at) VALUES ($1, $2, '{}', 'running', 30, 10, 10, now())`,
      [id, { kind: 'set_field', field: 'region', value: 'Тверская область' }],
    );
    await desk.db.query(
      `INSERT INTO bulk_action_leads (action_id, lead_id, state, before)
       SELECT $1, lead_id, CASE WHEN n <= 10 THEN 'changed' ELSE 'waiting' END, CASE WHEN n <= 10 THEN 'null'::jsonb END
       FROM unnest($2::bigint[]) WITH ORDINALITY AS l (lead_id, n)`,
      [id, ids],
    );
    expect(await ended(id, 1)).toMatchObject({ state: 'done', selected: 30, done: 30, changed: 30 });
    expect(await desk.count(`leads WHERE id = ANY ($1::bigint[]) AND region = 'Тверская область'`, ids)).toBe(20);
  });

  it('is cancelled, and what was done until then is undone', async () => {
    const ids = await makeLeads('Отменённые', 6_000);
    const list = await desk.newList('Отменённые');
    const selection = { filter: { q: 'отменённые' } };
    const started = await desk.http.post<BulkAction>('/api/bulk-actions', {
      selection,
      change: listed('add_to_list', list),
    });
    await desk.http.request({ method: 'POST', path: `/api/bulk-actions/${started.id}/cancellation`, body: {} });
    const cancelled = await ended(started.id, 1);
    // Where the machine was faster than the request it is done; both are whole.
    expect(['cancelled', 'done']).toContain(cancelled.state);
    expect(await desk.count('list_members WHERE list_id = $1', list.id)).toBe(cancelled.changed);
    if (cancelled.changed > 0) await undo(cancelled);
    expect(await desk.count('list_members WHERE list_id = $1', list.id)).toBe(0);
    expect(ids).toHaveLength(6_000);
  }, 60_000);

  it('is refused to a marketer where a single lead would be', async () => {
    const [id] = await makeLeads('Чужие права', 1);
    const { client } = await createAndSignIn(desk.http, 'marketer');
    const ask = (change: object) =>
      client.request<{ code: string }>({
        method: 'POST',
        path: '/api/bulk-actions',
        body: { selection: { leadIds: [id] }, change },
      });
    const refused = await ask({ kind: 'close', reason: 'так' });
    expect([refused.status, refused.body.code]).toEqual([403, 'role.refused']);
    expect((await ask({ kind: 'set_field', field: 'city', value: 'Тверь' })).status).toBe(202);
    expect((await ask({ kind: 'add_to_list', listId: '999999' })).body.code).toBe('record.not_found');
  });
});
