import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QueueMarking } from '../../../backend/src/compliance/queue-marking.service.js';
import { RightToCall } from '../../../backend/src/compliance/right-to-call.service.js';
import { SuppressionService } from '../../../backend/src/compliance/suppression.service.js';
import { DuplicatesModule } from '../../../backend/src/duplicates/duplicates.module.js';
import { LeadMergeService } from '../../../backend/src/duplicates/lead-merge.service.js';
import { LeadService } from '../../../backend/src/leads/lead.service.js';
import { Floor, type LeadGiven } from '../campaigns/floor.fixture.js';

let floor: Floor;
let listA: string;
let listB: string;
let campaign: string;
let script: string;
let numbers = 1_000_000;

beforeAll(async () => {
  floor = await Floor.open(undefined, {}, [DuplicatesModule]);
  [listA, listB] = [await floor.list(), await floor.list()];
  script = await floor.script();
  campaign = await floor.campaign([listA, listB], { scriptId: script });
}, 30_000);
afterAll(() => floor.close());

const number = () => `+7495${(numbers += 1)}`;
const lead = (given: Partial<LeadGiven> = {}, list = listA) =>
  floor.lead(list, { phones: [{ e164: number() }], ...given });

function merge(a: string, b: string): Promise<string> {
  return floor.backend
    .get(LeadMergeService)
    .merge({ leadIds: [a, b], cause: 'reviewed', score: 5, reasons: [], byUserId: floor.userId });
}

const undo = (mergeId: string) => floor.backend.get(LeadMergeService).undo(mergeId, floor.userId);

async function contact(leadId: string, fullName: string, phoneId: string | null = null): Promise<string> {
  const id = await floor.insert('INSERT INTO contacts (lead_id, full_name, created_at) VALUES ($1, $2, $3)', [
    leadId,
    fullName,
    floor.now,
  ]);
  await floor.rows('UPDATE phones SET contact_id = $2 WHERE id = $1', [phoneId, id]);
  return id;
}

async function place(leadId: string, state: string): Promise<void> {
  await floor.rows(
    `INSERT INTO queue_entries (campaign_id, lead_id, phone_id, number_key, class_id, band, state, reason, not_before, updated_at)
     SELECT $1, $2, p.id, p.number_key, NULL, CASE $3 WHEN 'callback' THEN 0 ELSE 5 END, $3, CASE WHEN $3 IN ('blocked', 'finished') THEN 'caps_reached' END,
       CASE WHEN $3 IN ('cooling', 'callback') THEN $4::timestamptz + interval '1 hour' END, $4
     FROM phones p WHERE p.lead_id = $2 ORDER BY p.id LIMIT 1`,
    [campaign, leadId, state, floor.now],
  );
}

async function promise(leadId: string, hours: number): Promise<void> {
  await floor.rows(
    `INSERT INTO callbacks (campaign_id, lead_id, phone_id, due_at, zone, created_at)
     SELECT $1, $2, p.id, $3::timestamptz + make_interval(hours => $4), 'Europe/Moscow', $3 FROM phones p WHERE p.lead_id = $2 ORDER BY p.id LIMIT 1`,
    [campaign, leadId, floor.now, hours],
  );
}

/** Everything about two leads that a merge touches, but the counters of change. */
async function stateOf(ids: readonly string[]): Promise<unknown> {
  const read = (sql: string) => floor.rows(sql, [ids]);
  return {
    leads: await read(`SELECT to_jsonb(l) - 'version' AS row FROM leads l WHERE id = ANY ($1) ORDER BY id`),
    contacts: await read('SELECT id, lead_id, full_name FROM contacts WHERE lead_id = ANY ($1) ORDER BY id'),
    phones: await read(
      'SELECT id, lead_id, contact_id, e164, state, priority FROM phones WHERE lead_id = ANY ($1) ORDER BY id',
    ),
    addresses: await read('SELECT id, lead_id, raw, is_main FROM lead_addresses WHERE lead_id = ANY ($1) ORDER BY id'),
    lists: await read(
      'SELECT list_id, lead_id, added_at FROM list_members WHERE lead_id = ANY ($1) ORDER BY list_id, lead_id',
    ),
    callbacks: await read(
      'SELECT id, lead_id, state, due_at, closed_at FROM callbacks WHERE lead_id = ANY ($1) ORDER BY id',
    ),
    queue: await read(
      `SELECT id, lead_id, phone_id, state, reason, not_before FROM queue_entries WHERE lead_id = ANY ($1) ORDER BY id`,
    ),
    pairs: await read(
      `SELECT lead_a, lead_b, state FROM duplicate_pairs WHERE state = 'open' AND (lead_a = ANY ($1) OR lead_b = ANY ($1))`,
    ),
  };
}

describe('merging two leads', () => {
  it('gives the older one what it lacks and takes nothing it has', async () => {
    const [a, b] = [await lead(), await lead({ temperature: 'hot', stage: 'refused', returnOn: '2027-01-01' }, listB)];
    await floor.rows(
      `UPDATE leads SET inn = '7707083893', city = 'Тула', custom = '{"x": "2", "y": "3"}' WHERE id = $1`,
      [b],
    );
    await floor.rows(`UPDATE leads SET city = 'Омск', custom = '{"x": "1"}' WHERE id = $1`, [a]);
    const other = await contact(b, 'Иванов');
    await merge(b, a);
    const [row] = await floor.rows('SELECT inn, city, custom, temperature, stage FROM leads WHERE id = $1', [a]);
    expect(row).toEqual({
      inn: '7707083893',
      city: 'Омск',
      custom: { x: '1', y: '3' },
      temperature: 'hot',
      stage: 'refused',
    });
    const card = await floor.backend.get(LeadService).card(a);
    expect(card.phones).toHaveLength(2);
    expect(card.contacts.map(({ id }) => id)).toEqual([other]);
    expect(card.lists).toHaveLength(2);
    await expect(floor.backend.get(LeadService).card(b)).rejects.toMatchObject({ code: 'record.not_found' });
  });

  it('keeps one number where both have it, and one place in the queue with the promise of either', async () => {
    const shared = number();
    const [a, b] = [await lead({ phones: [{ e164: shared }] }), await lead({ phones: [{ e164: shared }] })];
    await place(a, 'cooling');
    await place(b, 'callback');
    await promise(a, 5);
    await promise(b, 2);
    await merge(a, b);
    expect(await floor.rows('SELECT e164 FROM phones WHERE lead_id = $1', [a])).toEqual([{ e164: shared }]);
    const live = await floor.rows(
      `SELECT lead_id, state FROM queue_entries WHERE lead_id = ANY ($1) AND state <> 'finished'`,
      [[a, b]],
    );
    expect(live).toEqual([{ lead_id: a, state: 'callback' }]);
    const open = await floor.rows(
      `SELECT lead_id, extract(epoch FROM due_at - $2)::int / 3600 AS hours FROM callbacks WHERE lead_id = ANY ($1) AND state = 'open'`,
      [[a, b], floor.now],
    );
    expect(open).toEqual([{ lead_id: a, hours: 2 }]);
  });

  it('is refused while somebody works on either, for two INNs, and twice', async () => {
    const [a, b, c] = [await lead(), await lead(), await lead()];
    await floor.attempt(campaign, b, { at: floor.now, live: true, scriptId: script });
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'lead.in_call' });
    await floor.rows(
      `UPDATE attempts SET state = 'ended', cause = 'answered', ended_at = $2, wrapped_at = NULL WHERE lead_id = $1`,
      [b, floor.now],
    );
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'lead.in_call' });
    await floor.rows('UPDATE attempts SET wrapped_at = $2 WHERE lead_id = $1', [b, floor.now]);
    await floor.rows(
      `UPDATE leads SET inn = CASE id WHEN $1 THEN '7707083893' ELSE '7728168971' END WHERE id IN ($1, $2)`,
      [a, c],
    );
    await expect(merge(a, c)).rejects.toMatchObject({ code: 'lead.inn_differs' });
    await merge(a, b);
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'lead.already_merged' });
  });

  it('keeps the ledger as it was written', async () => {
    const mergeId = await merge(await lead(), await lead());
    await expect(floor.rows(`UPDATE lead_merges SET cause = 'automatic' WHERE id = $1`, [mergeId])).rejects.toThrow();
  });

  it('is refused by the database between leads of two clients', async () => {
    const stranger = await floor.insert(`INSERT INTO clients (name) VALUES ('Other')`);
    const [a, b] = [await lead(), await lead({}, await floor.list({ clientId: stranger }))];
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'list.client_mismatch' });
    await expect(
      floor.rows(
        `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, created_at) VALUES ($1, $2, $3, 1, '[]', now())`,
        [floor.clientId, a, b],
      ),
    ).rejects.toThrow(/not of one client/);
  });
});

describe('undoing a merge', () => {
  const given = fc.record({
    sameNumber: fc.boolean(),
    sameList: fc.boolean(),
    sameAddress: fc.boolean(),
    contactOfNumber: fc.boolean(),
    promiseA: fc.constantFrom(0, 1, 3),
    promiseB: fc.constantFrom(0, 2, 4),
    placeA: fc.constantFrom('', 'cooling', 'finished'),
    placeB: fc.constantFrom('', 'cooling', 'callback'),
    stageB: fc.constantFrom('open', 'refused', 'customer'),
    heatB: fc.constantFrom('cold', 'hot'),
    inn: fc.constantFrom('', 'a', 'b'),
    asked: fc.boolean(),
  });

  it('restores both leads exactly, whatever they had', async () => {
    await fc.assert(
      fc.asyncProperty(given, async (what) => {
        const shared = number();
        const numbersOf = () => [{ e164: what.sameNumber ? shared : number() }, { e164: number() }];
        const [a, b] = [
          await lead({ phones: numbersOf() }),
          await lead(
            { phones: numbersOf(), stage: what.stageB, temperature: what.heatB },
            what.sameList ? listA : listB,
          ),
        ];
        await floor.rows(
          `UPDATE leads SET inn = '7707083893', email = 'a@example.org', custom = '{"k": "v"}' WHERE id = $1`,
          [what.inn === 'a' ? a : what.inn === 'b' ? b : null],
        );
        for (const [at, leadId] of [a, b].entries()) {
          await floor.rows('INSERT INTO lead_addresses (lead_id, raw, is_main) VALUES ($1, $2, true)', [
            leadId,
            what.sameAddress ? 'Ленина, 1' : `Ленина, ${at}`,
          ]);
          const [phone] = await floor.rows<{ id: string }>('SELECT id FROM phones WHERE lead_id = $1 ORDER BY id', [
            leadId,
          ]);
          await contact(leadId, `Contact ${at}`, what.contactOfNumber ? phone!.id : null);
        }
        if (what.placeA !== '') await place(a, what.placeA);
        if (what.placeB !== '') await place(b, what.placeB);
        if (what.promiseA > 0) await promise(a, what.promiseA);
        if (what.promiseB > 0) await promise(b, what.promiseB);
        const third = await lead();
        if (what.asked) {
          await floor.rows(
            `INSERT INTO duplicate_pairs (client_id, lead_a, lead_b, score, reasons, created_at) VALUES ($1, $2, $3, 1, '[]', now())`,
            [floor.clientId, b, third],
          );
        }
        // Facts a mark depends on are settled first, so that only the merge is compared.
        await floor.backend.get(QueueMarking).remark({ leadIds: [a, b] }, 'test');
        const before = await stateOf([a, b]);
        await undo(await merge(a, b));
        expect(await stateOf([a, b])).toEqual(before);
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('leaves what somebody changed meanwhile, and does not ask again', async () => {
    const [a, b] = [await lead(), await lead()];
    await floor.rows(`UPDATE leads SET city = 'Тула', email = 'b@example.org' WHERE id = $1`, [b]);
    const mergeId = await merge(a, b);
    await floor.rows(`UPDATE leads SET email = 'new@example.org' WHERE id = $1`, [a]);
    await undo(mergeId);
    const [row] = await floor.rows('SELECT city, email FROM leads WHERE id = $1', [a]);
    expect(row).toEqual({ city: null, email: 'new@example.org' });
    expect(await floor.rows('SELECT state FROM duplicate_pairs WHERE lead_a = $1 AND lead_b = $2', [a, b])).toEqual([
      { state: 'kept_apart' },
    ]);
    await expect(undo(mergeId)).rejects.toMatchObject({ code: 'merge.already_undone' });
  });

  it('begins with the last merge', async () => {
    const [a, b, c] = [await lead(), await lead(), await lead()];
    const first = await merge(b, c);
    await merge(a, b);
    await expect(undo(first)).rejects.toMatchObject({ code: 'merge.later_one_first' });
  });
});

describe('a stop list', () => {
  it('that names any number of a lead holds for all its numbers, those of a merged card too', async () => {
    const suppressed = number();
    const [a, b] = [await lead(), await lead({ phones: [{ e164: suppressed }] })];
    await place(a, 'cooling');
    const entry = await floor.entryOf(campaign, a);
    await floor.backend.get(SuppressionService).suppress({
      numberKey: floor.keyOf(suppressed),
      scope: 'organisation',
      kind: 'opt_out',
      byUserId: floor.userId,
    });
    const reasons = async () => JSON.stringify(await floor.backend.get(RightToCall).verdictFor(entry));
    expect(await reasons()).not.toContain('suppressed');
    await merge(a, b);
    expect(await reasons()).toContain('suppressed');
    const [row] = await floor.rows('SELECT state, reason FROM queue_entries WHERE id = $1', [entry]);
    expect(row).toEqual({ state: 'blocked', reason: 'suppressed' });
  });
});
