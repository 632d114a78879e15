import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DispositionEffect } from '@warmline/contracts';
import { DispositionService } from '../../../backend/src/campaigns/disposition.service.js';
import { HeldEntryService } from '../../../backend/src/campaigns/held-entry.service.js';
import { SuppressionService } from '../../../backend/src/compliance/suppression.service.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { Floor } from './floor.fixture.js';

let floor: Floor;
let held: HeldEntryService;
let next = 0;

/** A number nobody else in this file has. */
const number = (): string => `+7812${String(2_000_000 + (next += 1))}`;

beforeAll(async () => {
  floor = await Floor.open();
  held = floor.backend.get(HeldEntryService);
});
afterAll(() => floor.close());

interface Talk {
  campaign: string;
  lead: string;
  entryId: string;
}

/** A lead of a campaign of its own that an operator has on the line. */
async function talkWith(numbers: string[]): Promise<Talk> {
  const list = await floor.list();
  const lead = await floor.lead(list, { phones: numbers.map((e164, priority) => ({ e164, priority })) });
  const campaign = await floor.campaign([list]);
  await floor.rows(`UPDATE queue_entries SET state = 'wrap_up', claimed_by = $2 WHERE campaign_id = $1`, [
    campaign,
    floor.userId,
  ]);
  return { campaign, lead, entryId: await floor.entryOf(campaign, lead) };
}

const stop = (e164: string): Promise<unknown> =>
  floor.backend
    .get(SuppressionService)
    .suppress({ numberKey: floor.keyOf(e164), scope: 'organisation', kind: 'opt_out', byUserId: floor.userId });

async function effectOf(campaign: string, code: string): Promise<DispositionEffect> {
  return (await floor.backend.get(DispositionService).effectOf(campaign, code))!;
}

async function settle({ campaign, entryId }: Talk, code: string): Promise<void> {
  const effect = await effectOf(campaign, code);
  await floor.backend.get(Transaction).run(() => held.settle({ entryId, code, effect, callback: null }));
}

describe('a place in the queue whose number was stopped while it was held', () => {
  it('is blocked with its reason by the result that retries, in the same transaction', async () => {
    const only = number();
    const talk = await talkWith([only]);
    await stop(only);
    await settle(talk, 'no_answer');
    expect(await floor.queue(talk.campaign)).toEqual({ [talk.lead]: 'blocked: suppressed' });
    expect(
      await floor.rows(`SELECT payload FROM events WHERE type = 'queue.remarked' AND campaign_id = $1`, [
        talk.campaign,
      ]),
    ).toEqual([{ payload: { changed: 1, cause: 'suppressed' } }]);
  });

  it('rests on another number of the lead where there is one', async () => {
    const [stopped, other] = [number(), number()];
    const talk = await talkWith([stopped, other]);
    await stop(stopped);
    await settle(talk, 'no_answer');
    expect(await floor.queue(talk.campaign)).toEqual({ [talk.lead]: 'cooling' });
    const rows = await floor.rows(
      'SELECT p.e164 FROM queue_entries q JOIN phones p ON p.id = q.phone_id WHERE q.id = $1',
      [talk.entryId],
    );
    expect(rows).toEqual([{ e164: other }]);
  });

  it('is blocked when a promise to call back was made on it', async () => {
    const only = number();
    const talk = await talkWith([only]);
    await stop(only);
    const [phone] = await floor.rows<{ id: string }>('SELECT id FROM phones WHERE lead_id = $1', [talk.lead]);
    const callback = { dueAt: new Date('2026-11-24T08:00:00Z'), ownerOperatorId: null, phoneId: phone!.id };
    const effect = await effectOf(talk.campaign, 'no_answer');
    await floor.backend
      .get(Transaction)
      .run(() => held.settle({ entryId: talk.entryId, code: 'no_answer', effect, callback }));
    expect(await floor.queue(talk.campaign)).toEqual({ [talk.lead]: 'blocked: suppressed' });
  });

  it('is blocked when it is given back undialled to rest', async () => {
    const only = number();
    const { campaign, lead, entryId } = await talkWith([only]);
    await stop(only);
    const back = { reason: 'skipped_later', restMinutes: 60, campaignId: campaign, leadId: lead };
    await floor.backend.get(Transaction).run(() => held.giveBack(entryId, back));
    expect(await floor.queue(campaign)).toEqual({ [lead]: 'blocked: suppressed' });
  });
});

it('leaves a place whose number may ring to its rest', async () => {
  const talk = await talkWith([number()]);
  await settle(talk, 'no_answer');
  expect(await floor.queue(talk.campaign)).toEqual({ [talk.lead]: 'cooling' });
});
