import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleClient } from '../../support/console-client.js';
import { Floor, type FloorLead } from '../../support/floor.js';

/** Nobody is hurried: these tests let hours pass. */
const patient = { previewTimeoutSeconds: 0, wrapUpSeconds: 0 };
let floor: Floor;
let numbers = 0;

/** A number nobody else in this file has; the last two digits say who picks up. */
const number = (picksUp: string): string => `+7812310${String((numbers += 1)).padStart(2, '0')}${picksUp}`;
const lead = (name: string, picksUp = '00'): FloorLead => ({ name, phone: number(picksUp) });

beforeAll(async () => {
  floor = await Floor.open('virtual');
});
afterAll(async () => {
  await floor.close();
});

const isPreview = ({ state }: ConsoleClient): boolean => state === 'preview';

async function talk(console: ConsoleClient): Promise<void> {
  await console.do('operator.ready', {});
  await floor.until(console, isPreview);
  await console.do('attempt.dial', { attemptId: console.attempt.id });
  await floor.until(console, ({ state }) => state === 'talking');
}

async function talkAndHangUp(console: ConsoleClient): Promise<void> {
  await talk(console);
  await console.do('call.hang_up', { attemptId: console.attempt.id });
  await floor.until(console, ({ state }) => state === 'wrap_up');
}

interface Entry {
  state: string;
  reason: string | null;
  not_before: Date | null;
}

async function entryOf(attemptId: string): Promise<Entry | undefined> {
  const [entry] = await floor.rows<Entry>(
    `SELECT q.state, q.reason, q.not_before FROM queue_entries q JOIN attempts a ON a.queue_entry_id = q.id WHERE a.id = $1`,
    attemptId,
  );
  return entry;
}

async function temperatureOf(attemptId: string): Promise<string | undefined> {
  const [found] = await floor.rows<{ temperature: string }>(
    'SELECT l.temperature FROM leads l JOIN attempts a ON a.lead_id = l.id WHERE a.id = $1',
    attemptId,
  );
  return found?.temperature;
}

describe('operators who become ready at the same instant', () => {
  it('never hold one lead twice, nor one number that several leads share', async () => {
    const shared = number('00');
    const inns = ['7707083893', '7736050003', '7702070139'];
    const branches = inns.map((inn, at) => ({ name: `Branch ${at}`, phone: shared, inn }));
    const operators = await Promise.all(Array.from({ length: 5 }, () => floor.operator()));
    await floor.campaign({
      leads: [...branches, lead('Alpha'), lead('Beta'), lead('Gamma')],
      operators,
      policy: patient,
    });
    const given: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(operators.map((operator) => operator.do('operator.ready', {})));
      await floor.now();
      const holders = operators.filter(isPreview);
      const leads = holders.map(({ snapshot }) => snapshot.lead?.id ?? '');
      const held = holders.map((holder) => holder.number);
      expect(new Set(leads).size).toBe(leads.length);
      expect(new Set(held).size).toBe(held.length);
      given.push(...leads);
      for (const operator of operators) {
        if (isPreview(operator)) {
          await operator.do('attempt.skip', { attemptId: operator.attempt.id, reason: 'not_now' });
        }
      }
      for (const operator of operators) {
        await operator.until(({ state }) => state !== 'offline');
        if (operator.state !== 'paused') {
          await operator.do('operator.pause', { reason: 'break' });
        }
      }
      // A number that was busy is looked at again after two minutes.
      await floor.pass(3);
    }
    expect(new Set(given).size).toBe(6);
  });
});

describe('the instant of dialling', () => {
  it('refuses a number that was put on the stop list after the preview and blocks its lead', async () => {
    const operator = await floor.operator();
    const refused = lead('Refused');
    await floor.campaign({ leads: [refused], operators: [operator], policy: patient });
    await operator.do('operator.ready', {});
    await floor.until(operator, isPreview);
    const { id } = operator.attempt;
    await floor.administrator.post('/api/suppressions', { e164: refused.phone });
    await floor.now();
    expect(await operator.send('attempt.dial', { attemptId: id })).toMatchObject({
      ok: false,
      error: { code: 'dial.refused', params: { reasons: [{ reason: 'suppressed', until: null, zones: [] }] } },
    });
    await floor.until(operator, ({ state }) => state === 'ready');
    expect(await entryOf(id)).toMatchObject({ state: 'blocked', reason: 'suppressed' });
    expect(await floor.rows('SELECT FROM simulator_calls WHERE attempt_id = $1', id)).toEqual([]);
    const { queue } = await operator.until((shown) => shown.queue?.ready === 0);
    expect(queue?.waiting).toMatchObject([{ reason: 'suppressed', count: 1 }]);
  });

  it('refuses a lead whose campaign was paused after the preview and keeps its place', async () => {
    const operator = await floor.operator();
    const { id: campaignId } = await floor.campaign({ leads: [lead('Kept')], operators: [operator], policy: patient });
    await operator.do('operator.ready', {});
    await floor.until(operator, isPreview);
    const { id } = operator.attempt;
    await floor.administrator.post(`/api/campaigns/${campaignId}/pause`);
    expect(await operator.send('attempt.dial', { attemptId: id })).toMatchObject({
      ok: false,
      error: { code: 'dial.refused', params: { reasons: [{ reason: 'campaign_not_running', until: null }] } },
    });
    await floor.until(operator, ({ state }) => state === 'ready');
    expect(await entryOf(id)).toMatchObject({ state: 'ready', reason: null });
    await floor.administrator.post(`/api/campaigns/${campaignId}/start`);
    await floor.until(operator, isPreview);
    expect(operator.attempt.id).not.toBe(id);
  });

  it('keeps the minimum gap and the caps of a number, whatever the rules of recycling say', async () => {
    const operator = await floor.operator();
    const caps = { perDay: 2, perSevenDays: 3, minimumGapMinutes: 40, triesPerLead: 10 };
    const soon = { delayMinutes: 1, times: 50, otherDayPart: false };
    const policy = { ...patient, caps, retries: { busy: soon, default: soon } };
    await floor.campaign({ leads: [lead('Always busy', '01')], operators: [operator], policy });
    await operator.do('operator.ready', {});
    const leadIds: string[] = [];
    for (const minutes of [1, 38, 60, 20 * 60, 4 * 60, 2 * 60]) {
      await floor.pass(minutes);
      if (isPreview(operator)) {
        leadIds.push(operator.snapshot.lead?.id ?? '');
        await operator.do('attempt.dial', { attemptId: operator.attempt.id });
      }
    }
    const dials = await floor.rows<{ at: Date }>(
      'SELECT dial_requested_at AS at FROM attempts WHERE lead_id = $1 AND dial_requested_at IS NOT NULL ORDER BY 1',
      leadIds[0],
    );
    const minutes = dials.slice(1).map(({ at }, index) => (at.getTime() - (dials[index]?.at.getTime() ?? 0)) / 60_000);
    expect(dials).toHaveLength(3);
    expect(minutes[0]).toBeGreaterThanOrEqual(40);
    expect((minutes[0] ?? 0) + (minutes[1] ?? 0)).toBeGreaterThanOrEqual(24 * 60);
    const { queue } = await operator.until((shown) => shown.queue?.ready === 0);
    expect(queue?.waiting).toMatchObject([{ reason: 'caps_reached', count: 1 }]);
  });
});

describe('the result of a call', () => {
  it('warms the lead and sets its next try; corrected within five minutes it does what the right one does', async () => {
    const operator = await floor.operator();
    await floor.campaign({ leads: [lead('Warming')], operators: [operator], policy: patient });
    await talkAndHangUp(operator);
    const { id } = operator.attempt;
    await operator.do('result.save', { attemptId: id, dispositionCode: 'send_offer', note: 'Offer', then: 'pause' });
    const saved = await floor.now();
    expect(await temperatureOf(id)).toBe('warm');
    const entry = await entryOf(id);
    expect(entry?.state).toBe('cooling');
    expect(entry?.not_before?.getTime()).toBeGreaterThanOrEqual(saved.getTime() + 24 * 3_600_000);

    await floor.pass(4);
    await operator.do('result.correct', { attemptId: id, dispositionCode: 'meeting' });
    expect(await temperatureOf(id)).toBe('hot');
    expect(await entryOf(id)).toMatchObject({ state: 'finished', reason: 'meeting' });

    await floor.pass(2);
    const late = { attemptId: id, dispositionCode: 'refusal_price' };
    expect(await operator.refusal('result.correct', late)).toBe('result.correction_too_late');
    const { client: supervisor } = await floor.person('supervisor');
    const correct = (body: object) => supervisor.request({ method: 'POST', path: `/api/attempts/${id}/result`, body });
    expect(await correct({ dispositionCode: 'refusal_price' })).toMatchObject({
      body: { code: 'result.reason_required' },
    });
    expect(await correct({ dispositionCode: 'refusal_price', reason: 'Heard the recording' })).toMatchObject({
      status: 204,
    });
    expect(await temperatureOf(id)).toBe('cold');
    const kept = await floor.rows('SELECT FROM attempt_results WHERE attempt_id = $1', id);
    expect(kept).toHaveLength(3);
  });

  it('that promises a call brings the lead to its owner when it is due, before everything else', async () => {
    const [owner, colleague] = [await floor.operator(), await floor.operator()];
    const leads = ['First', 'Second', 'Third', 'Fourth'].map((name) => lead(name));
    await floor.campaign({ leads, operators: [owner, colleague], policy: patient });
    await talkAndHangUp(owner);
    const promised = owner.snapshot.lead?.id;
    const dueAt = new Date((await floor.now()).getTime() + 45 * 60_000).toISOString();
    const callback = { dueAt, owner: 'me' as const, about: 'The price' };
    const result = { attemptId: owner.attempt.id, dispositionCode: 'call_later', then: 'pause' as const, callback };
    await owner.do('result.save', result);
    expect(owner.snapshot.callbacks).toMatchObject([{ leadId: promised, about: 'The price', state: 'open' }]);

    await colleague.do('operator.ready', {});
    await floor.pass(46);
    expect(colleague.snapshot.lead?.id).not.toBe(promised);
    await colleague.do('attempt.skip', { attemptId: colleague.attempt.id, reason: 'not_now' });
    await floor.until(colleague, isPreview);
    expect(colleague.snapshot.lead?.id).not.toBe(promised);

    await owner.do('operator.ready', {});
    await floor.until(owner, isPreview);
    expect(owner.snapshot.lead?.id).toBe(promised);
    expect(owner.attempt).toMatchObject({
      why: expect.arrayContaining(['callback_due']),
      callback: { about: 'The price' },
    });
  });

  it('can be given after more time was asked for, and the console shows the new end at once', async () => {
    const operator = await floor.operator();
    await floor.campaign({ leads: [lead('Slow')], operators: [operator], policy: { ...patient, wrapUpSeconds: 60 } });
    await talkAndHangUp(operator);
    const before = operator.attempt.wrapUpEndsAt;
    await operator.do('wrap_up.extend', { attemptId: operator.attempt.id });
    expect(Date.parse(operator.attempt.wrapUpEndsAt ?? '') - Date.parse(before ?? '')).toBe(30_000);
    await operator.do('result.save', {
      attemptId: operator.attempt.id,
      dispositionCode: 'refusal_price',
      then: 'pause',
    });
    expect(operator.state).toBe('paused');
  });
});

describe('a call while it lasts', () => {
  it('takes hold, mute and the stop key one after another', async () => {
    const operator = await floor.operator();
    await floor.campaign({ leads: [lead('Held')], operators: [operator], policy: patient });
    await talk(operator);
    const attemptId = operator.attempt.id;
    await operator.do('call.hold', { attemptId, on: true });
    expect(operator.attempt).toMatchObject({ held: true, muted: false });
    await operator.do('call.hold', { attemptId, on: false });
    await operator.do('call.mute', { attemptId, on: true });
    expect(operator.attempt).toMatchObject({ held: false, muted: true });
    await operator.do('number.suppress', { attemptId });
    expect(operator.state).toBe('talking');
    await operator.do('call.hang_up', { attemptId });
    await floor.until(operator, ({ state }) => state === 'wrap_up');
    await operator.do('result.save', { attemptId, dispositionCode: 'interested', then: 'pause' });
    await floor.pass(2 * 24 * 60);
    expect(await entryOf(attemptId)).toMatchObject({ state: 'blocked', reason: 'suppressed' });
  });
});

/** Minutes to the next Tuesday, 9:30 in Moscow: a working hour, whatever the tests before have let pass. */
function minutesToTuesday(from: Date): number {
  const to = new Date(from);
  to.setUTCHours(6, 30, 0, 0);
  while (to.getUTCDay() !== 2 || to <= from) to.setUTCDate(to.getUTCDate() + 1);
  return Math.ceil((to.getTime() - from.getTime()) / 60_000);
}

it('tells of a lead whose day has ended when its hours open again, and where it is', async () => {
  const operator = await floor.operator();
  await floor.campaign({ leads: [lead('Late')], operators: [operator], policy: patient });
  await floor.pass(minutesToTuesday(await floor.now()));
  await operator.do('operator.ready', {});
  await floor.until(operator, isPreview);
  await floor.pass(12 * 60);
  const reply = await operator.send('attempt.dial', { attemptId: operator.attempt.id });
  const until = new Date(await floor.now());
  until.setUTCDate(until.getUTCDate() + 1);
  until.setUTCHours(6, 0, 0, 0);
  expect(reply).toMatchObject({
    ok: false,
    error: {
      code: 'dial.refused',
      params: { reasons: [{ reason: 'outside_hours', until: until.toISOString(), zones: ['Europe/Moscow'] }] },
    },
  });
});

it('left nothing in the backend`s log that anybody would have to look into', () => {
  expect(floor.complaints).toEqual([]);
});
