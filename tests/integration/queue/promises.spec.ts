import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Campaign, PromisePage, PromiseTimes } from '@warmline/contracts';
import type { ConsoleClient } from '../../support/console-client.js';
import { Floor } from '../../support/floor.js';

/** Caps of ours that would let nobody be rung twice. */
const strict = {
  previewTimeoutSeconds: 0,
  wrapUpSeconds: 0,
  caps: { perDay: 1, perSevenDays: 1, minimumGapMinutes: 600, triesPerLead: 1 },
};
const MINUTE_MS = 60_000;
let floor: Floor;
let numbers = 0;

/** Picked up by the one who decides; nobody else in this file has it. */
const number = (last = '00'): string => `+7812340${String((numbers += 1)).padStart(2, '0')}${last}`;

beforeAll(async () => {
  floor = await Floor.open('virtual');
});
afterAll(async () => {
  await floor.close();
});

async function talk(console: ConsoleClient): Promise<void> {
  await console.do('operator.ready', {});
  await floor.until(console, ({ state }) => state === 'preview');
  await console.do('attempt.dial', { attemptId: console.attempt.id });
  await floor.until(console, ({ state }) => state === 'talking');
}

async function hangUp(console: ConsoleClient): Promise<void> {
  await console.do('call.hang_up', { attemptId: console.attempt.id });
  await floor.until(console, ({ state }) => state === 'wrap_up');
}

const inMinutes = async (minutes: number): Promise<string> =>
  new Date((await floor.now()).getTime() + minutes * MINUTE_MS).toISOString();

const later = (console: ConsoleClient, dueAt: string, owner: 'me' | 'anyone' = 'me') => ({
  attemptId: console.attempt.id,
  dispositionCode: 'call_later',
  then: 'pause' as const,
  callback: { dueAt, owner, about: 'The price' },
});

/** A campaign of one lead that `owner` has talked with and promised a call to; they are on pause again. */
async function promised(owner: ConsoleClient, { minutes = 45, colleagues = [] as ConsoleClient[] } = {}) {
  const phone = number();
  const campaign = await floor.campaign({
    leads: [{ name: `Promised ${phone}`, phone }],
    operators: [owner, ...colleagues],
    policy: strict,
  });
  await talk(owner);
  await hangUp(owner);
  const attemptId = owner.attempt.id;
  await owner.do('result.save', later(owner, await inMinutes(minutes)));
  const [row] = await floor.rows<{ id: string; lead_id: string }>(
    'SELECT id, lead_id FROM callbacks WHERE promised_in = $1',
    attemptId,
  );
  return { id: row?.id ?? '', leadId: row?.lead_id ?? '', campaign, attemptId, phone };
}

async function state(id: string): Promise<Record<string, unknown>> {
  const [row] = await floor.rows<Record<string, unknown>>(
    'SELECT state, close_reason AS reason, owner_operator_id AS owner FROM callbacks WHERE id = $1',
    id,
  );
  return row ?? {};
}

const places = (leadId: string) =>
  floor.rows<{ campaign_id: string; state: string; reason: string | null }>(
    'SELECT campaign_id, state, reason FROM queue_entries WHERE lead_id = $1 ORDER BY campaign_id',
    leadId,
  );

describe('a promise', () => {
  it('is refused at once where it cannot be kept, with the earliest time that can', async () => {
    const operator = await floor.operator();
    await floor.campaign({ leads: [{ name: 'Asked', phone: number() }], operators: [operator], policy: strict });
    await talk(operator);
    await hangUp(operator);
    const day = (await floor.now()).toISOString().slice(0, 10);
    const save = (dueAt: string) => operator.send('result.save', later(operator, dueAt));
    expect(await save(`${day}T00:00:00.000Z`)).toMatchObject({ error: { code: 'callback.in_past' } });
    // 03:00 of the next night and a Sunday in Moscow.
    expect(await save('2026-03-03T00:00:00.000Z')).toMatchObject({
      error: {
        code: 'callback.time_refused',
        params: { opensAt: '2026-03-03T06:00:00.000Z', hours: [{ from: '09:00', to: '20:00' }] },
      },
    });
    expect(await save('2026-03-15T09:00:00.000Z')).toMatchObject({
      error: { code: 'callback.time_refused', params: { opensAt: '2026-03-16T06:00:00.000Z', hours: [] } },
    });
    expect(await save('2033-03-03T09:00:00.000Z')).toMatchObject({ error: { code: 'callback.too_far' } });
    const bare = { attemptId: operator.attempt.id, dispositionCode: 'call_later', then: 'pause' as const };
    expect(await operator.refusal('result.save', bare)).toBe('callback.required');
    const ends = { ...later(operator, await inMinutes(60)), dispositionCode: 'do_not_call' };
    expect(await operator.refusal('result.save', ends)).toBe('callback.result_ends');
    const times = await operator.http.get<PromiseTimes>(`/api/promises/times?attemptId=${operator.attempt.id}`);
    expect(times).toMatchObject({ zone: 'Europe/Moscow', owner: 'me', refused: null, untilBy: 'horizon' });
    // After the campaign's own hours, within the law's.
    await operator.do('result.save', later(operator, `${day}T16:30:00.000Z`));
  });

  it('rings at its time whatever our own caps say, for nobody else before, and is kept by a person reached', async () => {
    const owner = await floor.operator();
    const { id, leadId } = await promised(owner, { minutes: 20 });
    await owner.do('operator.ready', {});
    await floor.until(owner, ({ state }) => state === 'preview');
    expect(owner.snapshot.lead?.id).toBe(leadId);
    await owner.do('attempt.dial', { attemptId: owner.attempt.id });
    await floor.until(owner, ({ state }) => state === 'talking');
    expect(await state(id)).toMatchObject({ state: 'open' });
    await hangUp(owner);
    await owner.do('result.save', { attemptId: owner.attempt.id, dispositionCode: 'meeting', then: 'pause' });
    expect(await state(id)).toMatchObject({ state: 'kept' });
  });

  it('is not kept by a voice assistant, and tried again within its grace', async () => {
    const owner = await floor.operator();
    const { id, leadId } = await promised(owner, { minutes: 20 });
    await talk(owner);
    await hangUp(owner);
    await owner.do('result.save', { attemptId: owner.attempt.id, dispositionCode: 'voice_assistant', then: 'ready' });
    expect(await state(id)).toMatchObject({ state: 'open', owner: owner.me.id });
    const from = await floor.now();
    await floor.until(owner, ({ state }) => state === 'preview');
    expect(owner.snapshot.lead?.id).toBe(leadId);
    expect(((await floor.now()).getTime() - from.getTime()) / MINUTE_MS).toBeLessThanOrEqual(8);
  });

  it('is late after its grace, and anybody`s once its owner does not come', async () => {
    const [owner, colleague] = [await floor.operator(), await floor.operator()];
    const { id, leadId } = await promised(owner, { minutes: 20, colleagues: [colleague] });
    await owner.do('operator.sign_off', {});
    await floor.pass(21);
    expect(await state(id)).toMatchObject({ state: 'open', owner: null });
    await floor.pass(19);
    await talk(colleague);
    expect(colleague.snapshot.lead?.id).toBe(leadId);
    await hangUp(colleague);
    const saved = { attemptId: colleague.attempt.id, dispositionCode: 'meeting', then: 'pause' as const };
    await colleague.do('result.save', saved);
    expect(await state(id)).toMatchObject({ state: 'late' });
  });

  it('is not skipped without another time, and the new time is another promise', async () => {
    const owner = await floor.operator();
    const { id } = await promised(owner, { minutes: 20 });
    await owner.do('operator.ready', {});
    await floor.until(owner, ({ state }) => state === 'preview');
    const skip = { attemptId: owner.attempt.id, reason: 'not_now' as const };
    expect(await owner.refusal('attempt.skip', skip)).toBe('callback.when_instead');
    const dueAt = await inMinutes(30);
    await owner.do('attempt.skip', { ...skip, promise: { dueAt } });
    expect(await state(id)).toMatchObject({ state: 'moved' });
    const [next] = await floor.rows<{ due_at: Date; not_before: Date }>(
      `SELECT b.due_at, q.not_before FROM callbacks b JOIN queue_entries q USING (campaign_id, lead_id) WHERE b.moved_from = $1`,
      id,
    );
    expect([next?.due_at.toISOString(), next?.not_before.toISOString()]).toEqual([dueAt, dueAt]);
    await owner.do('operator.pause', { reason: 'break' });
  });

  it('goes with the result that made it, or stays, as the operator says', async () => {
    const owner = await floor.operator();
    const kept = await promised(owner);
    await owner.do('result.correct', { attemptId: kept.attemptId, dispositionCode: 'interested', promise: 'keep' });
    expect(await state(kept.id)).toMatchObject({ state: 'open' });
    expect(await places(kept.leadId)).toMatchObject([{ state: 'callback' }]);
    const gone = await promised(owner);
    await owner.do('result.correct', { attemptId: gone.attemptId, dispositionCode: 'interested' });
    expect(await state(gone.id)).toMatchObject({ state: 'cancelled', reason: 'corrected' });
  });

  it('is not made three times in a minute', async () => {
    const owner = await floor.operator();
    const { attemptId } = await promised(owner);
    const again = async (minutes: number) => {
      const callback = { dueAt: await inMinutes(minutes), owner: 'me' as const, about: '' };
      return owner.refusal('result.correct', { attemptId, dispositionCode: 'call_later', callback });
    };
    expect(await again(60)).toBe('ok');
    expect(await again(70)).toBe('callback.too_often');
  });
});

describe('while a promise is open', () => {
  it('no other campaign rings the person, and does once it is cancelled', async () => {
    const [owner, other] = [await floor.operator(), await floor.operator()];
    const { id, leadId, campaign } = await promised(owner);
    const draft = await floor.administrator.post<Campaign>(`/api/campaigns/${campaign.id}/clone`);
    await floor.administrator.patch(`/api/campaigns/${draft.id}`, {
      version: draft.version,
      operatorIds: [other.me.id],
      policy: { ...draft.policy, caps: { perDay: 5, perSevenDays: 5, minimumGapMinutes: 0, triesPerLead: 5 } },
    });
    await floor.administrator.post(`/api/campaigns/${draft.id}/start`);
    await other.do('operator.ready', {});
    await floor.pass(2);
    expect(other.state).toBe('ready');
    expect(await places(leadId)).toContainEqual({
      campaign_id: draft.id,
      state: 'cooling',
      reason: 'callback_promised',
    });
    await floor.administrator.post(`/api/promises/${id}/cancel`, { reason: 'Wrote by mail' });
    await floor.until(other, ({ state }) => state === 'preview');
    expect(other.snapshot.lead?.id).toBe(leadId);
    await other.do('attempt.skip', { attemptId: other.attempt.id, reason: 'not_now' });
    await other.do('operator.pause', { reason: 'break' });
    expect(await state(id)).toMatchObject({ state: 'cancelled', reason: 'by_hand' });
  });

  it('a stop cancels it in the same moment', async () => {
    const owner = await floor.operator();
    const { id, phone } = await promised(owner);
    await floor.administrator.post('/api/suppressions', { e164: phone });
    expect(await state(id)).toMatchObject({ state: 'cancelled', reason: 'stopped' });
  });

  it('its campaign is not finished without a decision; another one of the client takes it over', async () => {
    const owner = await floor.operator();
    const { id, leadId, campaign } = await promised(owner);
    await expect(floor.administrator.post(`/api/campaigns/${campaign.id}/finish`)).rejects.toThrow(
      /campaign\.open_promises/,
    );
    const draft = await floor.administrator.post<Campaign>(`/api/campaigns/${campaign.id}/clone`);
    const promises = { action: 'hand_over', campaignId: draft.id };
    await floor.administrator.post(`/api/campaigns/${campaign.id}/finish`, { promises });
    expect(await state(id)).toMatchObject({ state: 'moved' });
    expect(await places(leadId)).toMatchObject([
      { campaign_id: campaign.id, state: 'finished' },
      { campaign_id: draft.id, state: 'callback' },
    ]);
    const cancel = { promises: { action: 'cancel', reason: 'The client has left' } };
    await floor.administrator.post(`/api/campaigns/${draft.id}/start`);
    await floor.administrator.post(`/api/campaigns/${draft.id}/finish`, cancel);
    const { items, counts } = await floor.administrator.get<PromisePage>(
      `/api/promises?view=closed&campaignId=${draft.id}`,
    );
    expect(items).toMatchObject([
      { state: 'cancelled', closeReason: 'campaign_finished', closeNote: 'The client has left' },
    ]);
    expect(counts.open).toBe(0);
  });

  it('it exists for its owner, its campaign and supervisors alone', async () => {
    const [owner, colleague, stranger] = [await floor.operator(), await floor.operator(), await floor.operator()];
    const { id, attemptId } = await promised(owner, { colleagues: [colleague] });
    const marketer = (await floor.person('marketer')).client;
    for (const who of [stranger.http, colleague.http]) {
      await expect(who.post(`/api/promises/${id}/cancel`, { reason: 'Mine now' })).rejects.toThrow(/record\.not_found/);
      await expect(who.post(`/api/promises/${id}/assign`, { operatorId: null })).rejects.toThrow(/record\.not_found/);
      await expect(who.get(`/api/promises/times?callbackId=${id}`)).rejects.toThrow(/record\.not_found/);
      await expect(who.get(`/api/promises/times?attemptId=${attemptId}`)).rejects.toThrow(/attempt\.not_yours/);
      await expect(who.get('/api/promises')).rejects.toThrow(/role\.refused/);
    }
    await expect(marketer.post(`/api/promises/${id}/cancel`, { reason: 'No' })).rejects.toThrow(/role\.refused/);
    await expect(owner.http.post(`/api/promises/${id}/assign`, { operatorId: stranger.me.id })).rejects.toThrow(
      /record\.not_found/,
    );
    await owner.http.post(`/api/promises/${id}/assign`, { operatorId: null });
    expect(await state(id)).toMatchObject({ state: 'open', owner: null });
    await colleague.http.post(`/api/promises/${id}/assign`, { operatorId: colleague.me.id });
    expect(await state(id)).toMatchObject({ owner: colleague.me.id });
  });

  it('two who take it at once do not both get it', async () => {
    const [owner, colleague] = [await floor.operator(), await floor.operator()];
    const { id, leadId } = await promised(owner, { minutes: 20, colleagues: [colleague] });
    await floor.administrator.post(`/api/promises/${id}/assign`, { operatorId: null });
    await floor.pass(16);
    const replies = await Promise.all(
      [owner, colleague].map((console) => console.send('callback.call', { callbackId: id })),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    const live = await floor.rows(`SELECT FROM attempts WHERE lead_id = $1 AND state <> 'ended'`, leadId);
    expect(live).toHaveLength(1);
  });
});
