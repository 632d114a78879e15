import { beforeAll, describe, expect, it } from '@jest/globals';
import type { StopPrefix } from '@warmline/contracts';
import { LoadDesk } from './load-desk.js';

const loads = LoadDesk.ofSuite();
let campaignId: string;
let listId: string;

beforeAll(async () => {
  const facts = { register_name: '2ГИС', collected_from: '2026-01-10', license: 'договор 5', company_only: true };
  const legalSource = { kind: 'collected_open_data', facts, confirmed: true } as const;
  listId = (await loads.desk.newList('Очередь', { legalSource })).id;
  const { rows } = await loads.desk.db.query<{ id: string }>(
    `WITH script AS (INSERT INTO call_scripts (name, created_at) VALUES ('Сценарий', now()) RETURNING id),
     version AS (
       INSERT INTO call_script_versions (call_script_id, number, document, sha256, updated_at) SELECT id, 1, '{}', '', now() FROM script RETURNING id),
     campaign AS (
       INSERT INTO campaigns (client_id, name, purpose, audience, policy, status, call_script_version_id, created_at)
       SELECT l.client_id, 'Идущая', 'advertising', 'b2b', '{"sharedNumbers": "every_lead"}', 'running', v.id, now()
       FROM lead_lists l, version v WHERE l.id = $1 RETURNING id),
     chosen AS (INSERT INTO campaign_lists (campaign_id, list_id) SELECT id, $1 FROM campaign)
     SELECT id FROM campaign`,
    [listId],
  );
  campaignId = rows[0]?.id ?? '';
}, 30_000);

/** A lead of the list with a number, and its place in the queue, marked as the queue itself marks it. */
async function queued(number: string): Promise<string> {
  const { rows } = await loads.desk.db.query<{ id: string }>(
    `WITH lead AS (
       INSERT INTO leads (client_id, kind, name, created_at) SELECT client_id, 'company', 'Фирма', now() FROM lead_lists WHERE id = $1 RETURNING id),
     member AS (INSERT INTO list_members (list_id, lead_id, added_at) SELECT $1, id, now() FROM lead)
     INSERT INTO queue_entries (campaign_id, lead_id, state, reason, updated_at) SELECT $2, id, 'blocked', 'no_phone', now() FROM lead RETURNING lead_id AS id`,
    [listId, campaignId],
  );
  const id = rows[0]?.id ?? '';
  await loads.desk.http.post(`/api/leads/${id}/phones`, { number });
  await loads.desk.until('SELECT FROM queue_entries WHERE lead_id = $1 AND phone_id IS NOT NULL', id);
  return id;
}

async function placeOf(leadId: string): Promise<string> {
  const { rows } = await loads.desk.db.query<{ place: string }>(
    `SELECT concat_ws(' ', state, reason) AS place FROM queue_entries WHERE lead_id = $1`,
    [leadId],
  );
  return rows[0]?.place ?? 'none';
}

describe('a place in a running queue', () => {
  it('closes with a load and opens with its undo, unless something else stops the number', async () => {
    const [free, said] = [await queued('+78125550601'), await queued('+78125550602')];
    const load = await loads.load('8 812 555-06-01\n8 812 555-06-02\n');
    expect(load.counts).toMatchObject({ leads: 2 });
    expect([await placeOf(free), await placeOf(said)]).toEqual(['blocked suppressed', 'blocked suppressed']);
    await loads.refused('/api/suppressions', { e164: '+78125550602' });
    await loads.undo(load);
    expect([await placeOf(free), await placeOf(said)]).toEqual(['ready', 'blocked suppressed']);
  });

  it('opens when a supervisor lifts the stop, by its id or by the number', async () => {
    const [one, two] = [await queued('+78125550701'), await queued('+78125550702')];
    await loads.refused('/api/suppressions/batch', { numbers: '8 812 555-07-01\n8 812 555-07-02', reason: 'просили' });
    expect([await placeOf(one), await placeOf(two)]).toEqual(['blocked suppressed', 'blocked suppressed']);
    const [stop] = await loads.live('8 812 555-07-01');
    await loads.refused('/api/suppressions/lift', { ids: [stop?.id], reason: 'ошибка' });
    await loads.refused('/api/suppressions/lift', { number: '8(812)5550702', reason: 'ошибка' });
    expect([await placeOf(one), await placeOf(two)]).toEqual(['ready', 'ready']);
  });

  it('closes with a prefix, which says first how many leads it stops, and opens without it', async () => {
    const id = await queued('+78125558801');
    const add = (body: object) =>
      loads.refused('/api/stop-prefixes', { kind: 'own_staff', reason: 'наше здание', ...body });
    expect((await add({ prefix: '921' })).body.code).toBe('stop_prefix.invalid');
    const broad = await add({ prefix: '8 812' });
    expect(broad).toMatchObject({ status: 409, body: { code: 'stop_prefix.broad', params: { prefix: '+7812' } } });
    expect((await add({ prefix: '+7 812', confirmedLeads: 1 })).body.code).toBe('stop_prefix.broad');
    expect(await placeOf(id)).toBe('ready');
    const added = (await add({ prefix: '8 (812) 555-88' })).body as unknown as StopPrefix;
    expect(added).toMatchObject({ prefix: '+781255588', byName: expect.any(String) as unknown });
    expect((await add({ prefix: '+781255588' })).body.code).toBe('stop_prefix.already_there');
    expect(await placeOf(id)).toBe('blocked suppressed');
    expect(await loads.search('8 812 555-88-01')).toMatchObject({
      stopped: true,
      prefixes: [{ prefix: '+781255588' }],
    });
    await loads.desk.http.delete(`/api/stop-prefixes/${added.id}`);
    expect(await placeOf(id)).toBe('ready');
  });
});
