import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListRightToCall, ListValue } from '../../../contracts/src/index.js';
import type { HttpClient } from '../../support/http.js';
import { before, DAY, HOUR, NOW, type Office, openOffice, type ReportingDesk } from './reporting-desk.js';

let desk: ReportingDesk;
let office: Office;
let marketer: HttpClient;
let close: () => Promise<void>;

beforeAll(async () => {
  const opened = await openOffice();
  ({ desk, office, close } = opened);
  ({ client: marketer } = await opened.signIn('marketer'));
  await desk.transaction.rows(
    `INSERT INTO dispositions (code, parent_code, name_ru, name_en, effect, ordinal)
     VALUES ('dead', 'talked', 'Номера нет', 'Dead', '{"reached": false, "phone": "retire"}', 3)`,
  );
}, 30_000);
afterAll(() => close());

async function newList(name: string, { complete = true, price = null as number | null } = {}): Promise<string> {
  const sourceId = await desk.insert('legal_sources', {
    kind: 'event',
    facts: JSON.stringify({ event_date: '2025-11-01' }),
    complete,
    missing: complete ? [] : ['confirmation'],
    confirmed_by: complete ? office.operatorId : null,
    updated_at: NOW,
  });
  return desk.insert('lead_lists', {
    client_id: office.clientId,
    name,
    audience: 'b2b',
    legal_source_id: sourceId,
    price_minor: price,
    currency: price === null ? null : 'RUB',
    created_at: before(100 * DAY),
  });
}

async function add(listId: string, leadId: string, at = before(80 * DAY)): Promise<void> {
  await desk.transaction.rows('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, $3)', [
    listId,
    leadId,
    at,
  ]);
}

const value = (listId: string): Promise<ListValue> => marketer.get(`/api/lists/${listId}/value`);
const rightToCall = (listId: string): Promise<ListRightToCall> => marketer.get(`/api/lists/${listId}/right-to-call`);

describe('the value of a list', () => {
  it('of an empty one is nothing, and no division by it', async () => {
    const listId = await newList('Empty');
    expect(await value(listId)).toMatchObject({
      listName: 'Empty',
      price: null,
      rows: { read: 0, valid: 0, added: 0, duplicates: 0, repeated: 0 },
      leads: 0,
      numbers: 0,
      collectedOn: '2025-11-01',
      calls: { numbersDialled: 0, numbersBad: 0, leadsCalled: 0, reached: 0, decisionMakers: 0, warm: 0, hot: 0 },
      decay: [],
      overlaps: [],
    });
    expect(await rightToCall(listId)).toEqual({ callable: 0, blocked: [] });
  });

  it('counts calls once a lead, since it stands in the list, with merged cards as the lead they became', async () => {
    const listId = await newList('Called', { price: 1_000_000 });
    const [one, two, three, old] = await Promise.all([1, 2, 3, 4].map(() => desk.lead(office)));
    const merged = await desk.lead(office, { merged_into: one!.leadId });
    for (const { leadId } of [one!, two!, three!]) await add(listId, leadId);
    await add(listId, old!.leadId, before(HOUR));
    const warmed = await desk.talk(office, one!, { at: before(70 * DAY) });
    await desk.talk(office, merged, { at: before(69 * DAY), code: 'secretary' });
    await desk.talk(office, two!, { at: before(10 * DAY), code: 'dead' });
    // Before it stood in the list: another list's doing.
    await desk.talk(office, old!, { at: before(2 * HOUR) });
    await desk.move(one!.leadId, { attempt_id: warmed, to_temperature: 'warm' });
    await desk.move(three!.leadId, { to_temperature: 'hot' });
    expect(await value(listId)).toMatchObject({
      price: { minor: 1_000_000, currency: 'RUB' },
      leads: 4,
      numbers: 4,
      calls: { numbersDialled: 3, numbersBad: 1, leadsCalled: 2, reached: 1, decisionMakers: 1, warm: 1, hot: 0 },
      decay: [
        { month: 0, dialled: 2, bad: 0 },
        { month: 2, dialled: 1, bad: 1 },
      ],
    });
  });

  it('takes back what a corrected result took back, and follows the campaign in what a result means', async () => {
    const listId = await newList('Corrected');
    const [corrected, cooled, stranger] = await Promise.all([1, 2, 3].map(() => desk.lead(office)));
    for (const { leadId } of [corrected!, cooled!, stranger!]) await add(listId, leadId);
    const call = await desk.talk(office, corrected!, { at: before(3 * DAY) });
    await desk.move(corrected!.leadId, { attempt_id: call, to_temperature: 'hot' });
    await desk.move(corrected!.leadId, { attempt_id: call, from_temperature: 'hot', to_temperature: 'cold' });
    const down = await desk.talk(office, cooled!, { at: before(2 * DAY) });
    await desk.move(cooled!.leadId, { attempt_id: down, from_temperature: 'hot', to_temperature: 'warm' });
    const campaignId = await desk.campaign(office);
    await desk.transaction.rows(
      `INSERT INTO campaign_dispositions (campaign_id, disposition_code, effect) VALUES ($1, 'secretary', '{"phone": "retire"}')`,
      [campaignId],
    );
    await desk.talk({ ...office, campaignId }, stranger!, { at: before(DAY), code: 'secretary' });
    expect((await value(listId)).calls).toEqual({
      numbersDialled: 3,
      numbersBad: 1,
      leadsCalled: 3,
      reached: 2,
      decisionMakers: 2,
      warm: 0,
      hot: 0,
    });
  });

  it('names the lists it shares leads with, the largest share first', async () => {
    const listId = await newList('Shared');
    const [small, large] = [await newList('Small'), await newList('Large')];
    const leads = await Promise.all([1, 2, 3].map(() => desk.lead(office)));
    for (const { leadId } of leads) await add(listId, leadId);
    await add(small, leads[0]!.leadId);
    await add(large, leads[0]!.leadId);
    await add(large, leads[1]!.leadId);
    await add(large, (await desk.lead(office)).leadId);
    expect((await value(listId)).overlaps).toEqual([
      { listId: large, listName: 'Large', leads: 2, theirLeads: 3 },
      { listId: small, listName: 'Small', leads: 1, theirLeads: 1 },
    ]);
  });

  it('sums up the files that were loaded and not undone', async () => {
    const listId = await newList('Files');
    const fileId = await desk.insert('files', {
      sha256: 'a'.repeat(64),
      kind: 'upload',
      name: 'a.csv',
      size_bytes: 1,
    });
    const load = (state: string, counts: object) =>
      desk.transaction.rows(
        `INSERT INTO imports (id, list_id, file_id, file_sha256, settings_sha256, state, settings, counts, created_at)
         VALUES (gen_random_uuid(), $1, $2, repeat('a', 64), repeat('b', 64), $3, '{}', $4, $5)`,
        [listId, fileId, state, counts, NOW],
      );
    const counts = {
      rows: 10,
      added: 4,
      sharedNumber: 1,
      allSuppressed: 1,
      updated: 0,
      duplicateInFile: 1,
      duplicateOfList: 2,
      invalid: 1,
    };
    await load('done', counts);
    await load('done', counts);
    await load('undone', counts);
    expect((await value(listId)).rows).toEqual({ read: 20, valid: 18, added: 12, duplicates: 6, repeated: 2 });
  });
});

describe('the right to call a list', () => {
  it('is that of its own legal source, by the same rules as the queue', async () => {
    const [complete, incomplete] = [await newList('Complete'), await newList('Incomplete', { complete: false })];
    const [fine, refused, unknown] = await Promise.all([
      desk.lead(office),
      desk.lead(office, { stage: 'closed' }),
      desk.lead(office),
    ]);
    await desk.update('phones', unknown.phoneId, { zones: [], zone_source: 'unknown' });
    for (const { leadId } of [fine, refused, unknown]) {
      await add(complete, leadId);
      await add(incomplete, leadId);
    }
    const right = await rightToCall(complete);
    expect(right.callable).toBe(1);
    expect(right.blocked).toHaveLength(2);
    expect(right.blocked).toEqual(
      expect.arrayContaining([
        { reason: 'stage_closed', leads: 1 },
        { reason: 'zone_unknown', leads: 1 },
      ]),
    );
    expect(await rightToCall(incomplete)).toEqual({
      callable: 0,
      blocked: [
        { reason: 'legal_source_incomplete', leads: 2 },
        { reason: 'stage_closed', leads: 1 },
      ],
    });
  });

  it('is there while one number of a lead may be called', async () => {
    const listId = await newList('Two numbers');
    const { leadId, phoneId } = await desk.lead(office);
    await add(listId, leadId);
    await desk.update('phones', phoneId, { zones: [], zone_source: 'unknown' });
    expect(await rightToCall(listId)).toEqual({ callable: 0, blocked: [{ reason: 'zone_unknown', leads: 1 }] });
    await desk.insert('phones', {
      lead_id: leadId,
      e164: '+79219990000',
      number_key: Buffer.alloc(16, 9),
      kind: 'mobile',
      country: 'RU',
      zones: ['Europe/Moscow'],
      zone_source: 'numbering_plan',
      created_at: NOW,
    });
    expect(await rightToCall(listId)).toEqual({ callable: 1, blocked: [] });
  });

  it('of a list that is not there is refused', async () => {
    for (const what of ['value', 'right-to-call']) {
      const reply = await marketer.request({ method: 'GET', path: `/api/lists/999999/${what}` });
      expect(reply).toMatchObject({ status: 404 });
    }
  });
});
