import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Order, Updates } from './updates.js';

const updates = Updates.ofSuite();
let campaignId: string;
let listId: string;

beforeAll(async () => {
  const facts = { register_name: '2ГИС', collected_from: '2026-01-10', license: 'договор 5', company_only: true };
  const legalSource = { kind: 'collected_open_data', facts, confirmed: true } as const;
  listId = (await updates.desk.newList('Очередь', { legalSource })).id;
  const { rows } = await updates.desk.db.query<{ id: string }>(
    `WITH script AS (INSERT INTO call_scripts (name, created_at) VALUES ('Сценарий', now()) RETURNING id),
     version AS (
       INSERT INTO call_script_versions (call_script_id, number, document, sha256, updated_at) SELECT id, 1, '{}', '', now() FROM script RETURNING id),
     campaign AS (
       INSERT INTO campaigns (client_id, name, purpose, audience, policy, status, call_script_version_id, created_at)
       SELECT l.client_id, 'Идущая', 'advertising', 'b2b', '{"sharedNumbers": "once"}', 'running', v.id, now()
       FROM lead_lists l, version v WHERE l.id = $1 RETURNING id),
     chosen AS (INSERT INTO campaign_lists (campaign_id, list_id) SELECT id, $1 FROM campaign)
     SELECT id FROM campaign`,
    [listId],
  );
  campaignId = rows[0]?.id ?? '';
}, 30_000);

/** A lead of the list with a number, if any, and its place in the queue, marked as the queue itself marks it. */
async function queued(inn: string, number: string | null): Promise<string> {
  const id = await updates.lead({ name: `Фирма ${inn}`, inn });
  await updates.desk.db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, now())', [
    listId,
    id,
  ]);
  await updates.desk.db.query(
    `INSERT INTO queue_entries (campaign_id, lead_id, state, reason, updated_at) VALUES ($1, $2, 'blocked', 'no_phone', now())`,
    [campaignId, id],
  );
  if (number !== null) {
    await updates.desk.http.post(`/api/leads/${id}/phones`, { number });
    await updates.desk.until('SELECT FROM queue_entries WHERE lead_id = $1 AND phone_id IS NOT NULL', id);
  }
  return id;
}

/** How the lead's place stands, and which number it rings. */
async function placeOf(leadId: string): Promise<string> {
  const { rows } = await updates.desk.db.query<{ place: string }>(
    `SELECT concat_ws(' ', q.state, q.reason, p.e164) AS place FROM queue_entries q LEFT JOIN phones p ON p.id = q.phone_id WHERE q.lead_id = $1`,
    [leadId],
  );
  return rows[0]?.place ?? 'none';
}

const ORDER: Order = { mapping: ['inn', 'phone'], key: { kind: 'inn' }, rules: { phones: 'add' } };

describe('a place in a running queue', () => {
  it.each([
    {
      what: 'of a lead without a number gets one and loses it',
      inn: '7707083893',
      has: null,
      gets: '+78125550101',
      before: 'blocked no_phone',
      after: 'ready +78125550101',
    },
    {
      what: 'of a lead nobody may call by its number gets the right to call and loses it',
      inn: '7736050003',
      has: '+78125550201',
      gets: '+78125550202',
      stopped: '+78125550201',
      before: 'blocked suppressed +78125550201',
      after: 'ready +78125550202',
    },
    {
      what: 'of a lead whose hours nobody knows gets a number with a time zone and loses it',
      inn: '7736207543',
      has: '+78005550301',
      gets: '+78125550302',
      before: 'blocked zone_unknown +78005550301',
      after: 'ready +78125550302',
    },
    {
      what: 'keeps the number it has where that one rings',
      inn: '7728168971',
      has: '+78125550401',
      gets: '+78125550402',
      before: 'ready +78125550401',
      after: 'ready +78125550401',
    },
    {
      what: 'stays shut by a number on the stop list',
      inn: '7710140679',
      has: null,
      gets: '+78125550501',
      stopped: '+78125550501',
      before: 'blocked no_phone',
      after: 'blocked suppressed +78125550501',
    },
    {
      what: 'stays shut by a number that the campaign rings for another lead, and opens when it is taken back',
      inn: '7740000076',
      has: null,
      gets: '+78125550401',
      before: 'blocked no_phone',
      after: 'finished shared_number',
    },
  ])('$what', async ({ inn, has, gets, stopped, before, after }) => {
    const id = await queued(inn, has);
    if (stopped !== undefined) {
      await updates.desk.http.post('/api/suppressions', { e164: stopped });
    }
    expect(await placeOf(id)).toBe(before);
    const done = await updates.commit(await updates.judge(`ИНН;Тел\n${inn};${gets}\n`, ORDER));
    expect([done.state, done.applied]).toEqual(['done', 1]);
    expect(await placeOf(id)).toBe(after);
    expect(await updates.undo(done)).toMatchObject({ state: 'undone', undone: 1, kept: 0 });
    expect(await placeOf(id)).toBe(before);
  });
});
