import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Handover } from '../../../contracts/src/index.js';
import type { HttpClient } from '../../support/http.js';
import { DAY, HOUR, NOW, openOffice, type Office, type ReportingDesk } from '../reporting/reporting-desk.js';

let desk: ReportingDesk;
let office: Office;
let administrator: HttpClient;
let opened: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  opened = await openOffice();
  ({ desk, office, administrator } = opened);
});
afterAll(() => opened.close());

const post = (path: string, body: unknown, client = administrator) =>
  client.request<Handover & { code?: string; params?: unknown }>({ method: 'POST', path, body });
const offer = (leadId: string, to: { toUserId?: string; toName?: string }, client = administrator) =>
  post('/api/handovers', { leadId, ...to }, client);
const answer = (id: string, body: { answer: string; reason?: string }, client = administrator) =>
  post(`/api/handovers/${id}/answer`, body, client);
const eventsOf = (leadId: string) =>
  desk.transaction.rows<{ type: string; operator_id: string | null; payload: unknown }>(
    'SELECT type, operator_id, payload FROM events WHERE lead_id = $1 ORDER BY id',
    [leadId],
  );
const leadRow = (leadId: string) =>
  desk.transaction.row<{ stage: string; temperature: string; touched_at: Date | null }>(
    'SELECT * FROM leads WHERE id = $1',
    [leadId],
  );

async function seller() {
  const { client, me } = await opened.signIn('operator');
  await desk.update('users', me.id, { receives_handovers: true });
  return { client, id: me.id, name: me.name };
}

describe('a lead handed over', () => {
  it('is offered to a salesperson, accepted by him and becomes a customer with the deal', async () => {
    const gleb = await seller();
    const lead = await desk.lead(office);
    const attemptId = await desk.talk(office, lead);
    const offered = await offer(lead.leadId, { toUserId: gleb.id });
    expect(offered).toMatchObject({
      status: 201,
      body: {
        leadId: lead.leadId,
        state: 'offered',
        to: { id: gleb.id, name: gleb.name },
        reason: null,
        answeredAt: null,
      },
    });
    expect((await leadRow(lead.leadId))?.touched_at).toEqual(desk.clock.now());

    const { id } = offered.body;
    desk.pass(HOUR);
    expect(await answer(id, { answer: 'accepted' }, gleb.client)).toMatchObject({
      status: 200,
      body: { state: 'accepted' },
    });
    expect((await leadRow(lead.leadId))?.stage).toBe('open');
    const deal = await answer(id, { answer: 'deal' }, gleb.client);
    expect(deal.body).toMatchObject({ state: 'deal', answeredAt: desk.clock.now().toISOString() });

    expect(await leadRow(lead.leadId)).toMatchObject({ stage: 'customer', temperature: 'hot' });
    const payload = { handoverId: id };
    expect(await eventsOf(lead.leadId)).toEqual([
      { type: 'handover.offered', operator_id: gleb.id, payload },
      { type: 'handover.accepted', operator_id: gleb.id, payload },
      { type: 'handover.deal', operator_id: gleb.id, payload },
      {
        type: 'lead.moved',
        operator_id: office.operatorId,
        payload: expect.objectContaining({ toStage: 'customer', reason: 'deal' }),
      },
    ]);
    const row = await desk.transaction.row('SELECT attempt_id, campaign_id FROM handovers WHERE id = $1', [id]);
    expect(row).toEqual({ attempt_id: attemptId, campaign_id: office.campaignId });
  });

  it('is rejected with a reason and may be offered to somebody else, also one without an account', async () => {
    const gleb = await seller();
    const { leadId } = await desk.lead(office, { temperature: 'warm' });
    const first = (await offer(leadId, { toUserId: gleb.id })).body;
    const noReason = { status: 422, body: { code: 'handover.reason_required' } };
    expect(await answer(first.id, { answer: 'rejected' }, gleb.client)).toMatchObject(noReason);
    expect(await answer(first.id, { answer: 'rejected', reason: '   ' }, gleb.client)).toMatchObject(noReason);
    const rejected = await answer(first.id, { answer: 'rejected', reason: 'not my region' }, gleb.client);
    expect(rejected.body).toMatchObject({ state: 'rejected', reason: 'not my region' });

    const second = await offer(leadId, { toName: 'Denis Sokolov' });
    expect(second.body).toMatchObject({ state: 'offered', to: { id: null, name: 'Denis Sokolov' } });
    expect(await answer(second.body.id, { answer: 'accepted' })).toMatchObject({ status: 200 });
    const history = await administrator.get<Handover[]>(`/api/leads/${leadId}/handovers`);
    expect(history.map(({ state }) => state)).toEqual(['accepted', 'rejected']);
  });

  it('is offered to one salesperson at a time, whoever is first', async () => {
    const { leadId } = await desk.lead(office);
    const replies = await Promise.all([1, 2, 3, 4].map((n) => offer(leadId, { toName: `Seller ${n}` })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const refused = replies.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'handover.wrong_state', params: { state: 'offered' } });
  });

  it('refuses every answer out of turn and changes nothing', async () => {
    const { leadId } = await desk.lead(office);
    const { id } = (await offer(leadId, { toName: 'Denis' })).body;
    expect(await answer(id, { answer: 'deal' })).toMatchObject({ status: 409, body: { code: 'handover.wrong_state' } });
    await answer(id, { answer: 'withdrawn' });
    const events = await eventsOf(leadId);
    for (const late of ['accepted', 'rejected', 'deal', 'withdrawn']) {
      expect(await answer(id, { answer: late, reason: 'late' })).toMatchObject({ status: 409 });
    }
    expect(await eventsOf(leadId)).toEqual(events);
    expect((await leadRow(leadId))?.stage).toBe('open');
  });

  it('refuses cold and closed leads, people who take none, and a request that names nobody or two', async () => {
    const gleb = await seller();
    const cold = await desk.lead(office, { temperature: 'cold' });
    const closed = await desk.lead(office, { stage: 'closed' });
    const { leadId } = await desk.lead(office);
    expect((await offer(cold.leadId, { toName: 'D' })).body.code).toBe('handover.wrong_state');
    expect((await offer(closed.leadId, { toName: 'D' })).body.code).toBe('lead.closed');
    expect((await offer('999999', { toName: 'D' })).body.code).toBe('record.not_found');
    expect((await offer(leadId, { toUserId: office.operatorId })).body.code).toBe('record.not_found');
    expect((await offer(leadId, {})).body.code).toBe('request.invalid');
    expect((await offer(leadId, { toUserId: gleb.id, toName: 'D' })).body.code).toBe('request.invalid');
  });

  it('is nobody else’s to answer', async () => {
    const gleb = await seller();
    const other = await seller();
    const { leadId } = await desk.lead(office);
    const { id } = (await offer(leadId, { toUserId: gleb.id })).body;
    const refused = { status: 403, body: { code: 'role.refused' } };
    expect(await answer(id, { answer: 'accepted' }, other.client)).toMatchObject({
      status: 404,
      body: { code: 'record.not_found' },
    });
    expect(await answer(id, { answer: 'withdrawn' }, gleb.client)).toMatchObject(refused);
    expect(await offer(leadId, { toName: 'D' }, gleb.client)).toMatchObject(refused);
    expect(await answer('999999', { answer: 'accepted' })).toMatchObject({ status: 404 });
  });
});

describe('a warm or hot lead nobody touches', () => {
  const temperatureOf = async (leadId: string) => (await leadRow(leadId))?.temperature;

  it('cools by the rule of its campaign, one level at a time, and the next instant is known before', async () => {
    const campaignId = await desk.campaign({ ...office, coolAfterDays: { hot: 3, warm: 5 } });
    const { leadId } = await desk.lead(office, { temperature_at: desk.clock.now() });
    await desk.move(leadId, { campaign_id: campaignId });
    const began = desk.clock.now().getTime();
    // Told of the new lead, it looks again within the hour at the latest; the agenda then jumps to the very instant.
    await desk.tell('lead.changed', { fields: [] }, { leadId });
    const far = new Date(began + 9 * DAY);
    const seen: [number, string | undefined][] = [[0, await temperatureOf(leadId)]];
    while (desk.clock.now() < far) {
      await desk.agenda.advance(far);
      seen.push([(desk.clock.now().getTime() - began) / DAY, await temperatureOf(leadId)]);
    }
    const changes = seen.filter(([, temperature], at) => at === 0 || temperature !== seen[at - 1]?.[1]);
    expect(changes).toEqual([
      [0, 'hot'],
      [3, 'warm'],
      [8, 'cold'],
    ]);
    expect((await eventsOf(leadId)).slice(1)).toMatchObject([
      { type: 'lead.moved', payload: { fromTemperature: 'hot', toTemperature: 'warm', reason: 'cooled' } },
      { type: 'lead.moved', payload: { fromTemperature: 'warm', toTemperature: 'cold', reason: 'cooled' } },
    ]);
    const moves = await desk.transaction.rows(
      'SELECT reason, campaign_id FROM lead_moves WHERE lead_id = $1 ORDER BY id',
      [leadId],
    );
    expect(moves.slice(1)).toEqual([
      { reason: 'cooled', campaign_id: campaignId },
      { reason: 'cooled', campaign_id: campaignId },
    ]);
  });

  it('stays while a callback, an offer or a deal is open, and cools counted from when that ended', async () => {
    const start = desk.clock.now();
    const fresh = { temperature_at: start };
    const called = await desk.lead(office, fresh);
    const callback = {
      campaign_id: office.campaignId,
      lead_id: called.leadId,
      phone_id: called.phoneId,
      zone: 'Europe/Moscow',
    };
    const callbackId = await desk.insert('callbacks', { ...callback, due_at: start, created_at: NOW });
    const offered = await desk.lead(office, fresh);
    const accepted = await desk.lead(office, fresh);
    const free = await desk.lead(office, fresh);
    await offer(offered.leadId, { toName: 'Denis' });
    const { id } = (await offer(accepted.leadId, { toName: 'Denis' })).body;
    await answer(id, { answer: 'accepted' });

    const advanceTo = async (at: Date) => {
      while (desk.clock.now() < at) await desk.agenda.advance(at);
    };
    const day15 = new Date(start.getTime() + 15 * DAY);
    await advanceTo(day15);
    const leads = [called, offered, accepted, free];
    const temperatures = () => Promise.all(leads.map(({ leadId }) => temperatureOf(leadId)));
    expect(await temperatures()).toEqual(['hot', 'hot', 'hot', 'warm']);

    await desk.update('callbacks', callbackId, { state: 'kept', closed_at: day15 });
    await desk.tell('callback.kept', { callbackId }, { leadId: called.leadId });
    await answer(id, { answer: 'rejected', reason: 'went silent' });
    await advanceTo(new Date(start.getTime() + 28 * DAY));
    expect(await temperatures()).toEqual(['hot', 'hot', 'hot', 'warm']);
    await advanceTo(new Date(start.getTime() + 30 * DAY));
    expect(await temperatures()).toEqual(['warm', 'hot', 'warm', 'warm']);
  });
});
