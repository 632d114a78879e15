import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LeadCard } from '@warmline/contracts';
import type { ConsoleClient } from '../../support/console-client.js';
import { Floor } from '../../support/floor.js';
import { connectSocket } from '../../support/socket-client.js';

const caps = { perDay: 20, perSevenDays: 50, minimumGapMinutes: 0, triesPerLead: 50 };
const policy = { previewTimeoutSeconds: 0, wrapUpSeconds: 0, caps };
let floor: Floor;
let made = 0;

/** A number that nobody else in this file has, answered by the one who decides; `02` rings and is not answered. */
const number = (picksUp = '00'): string => `+99955501${String((made += 1)).padStart(2, '0')}${picksUp}`;

beforeAll(async () => {
  floor = await Floor.open('virtual', { OPERATOR_LEASE_SECONDS: '1' });
});
afterAll(async () => {
  await floor.close();
});

interface Desk {
  readonly operator: ConsoleClient;
  readonly numbers: readonly string[];
  readonly leadId: string;
}

/** An operator in a conversation with the only lead of a campaign, which has so many numbers. */
async function talkTo(name: string, numbers: readonly string[]): Promise<Desk> {
  const operator = await floor.operator();
  await floor.campaign({
    leads: [{ name, phone: numbers.join(', ') }],
    operators: [operator],
    policy,
    synthetic: true,
  });
  await talkAgain(operator);
  return { operator, numbers, leadId: operator.snapshot.lead?.id ?? '' };
}

async function talkAgain(operator: ConsoleClient): Promise<void> {
  await operator.do('operator.ready', {});
  await floor.until(operator, ({ state }) => state === 'preview');
  await operator.do('attempt.dial', { attemptId: operator.attempt.id });
  await floor.until(operator, ({ state }) => state === 'talking');
}

async function answer(operator: ConsoleClient, event: string, fields = {}): Promise<void> {
  const { script } = await operator.until((shown) => shown.script !== null);
  await operator.do('script.send', { attemptId: operator.attempt.id, seq: script?.seq ?? 0, event, fields });
}

/** Ends the call and saves the result; answers the attempt's id. */
async function save(operator: ConsoleClient, dispositionCode: string): Promise<string> {
  const { id: attemptId } = operator.attempt;
  if (operator.state === 'talking') {
    await operator.do('call.hang_up', { attemptId });
    await floor.until(operator, ({ state }) => state === 'wrap_up');
  }
  await operator.do('result.save', { attemptId, dispositionCode, then: 'pause' });
  return attemptId;
}

/** The browser is gone, its lease has run out, and nobody comes back for as long as a result waits. */
async function vanishForGood({ operator }: Desk): Promise<void> {
  const feed = await connectSocket(floor.administrator);
  await feed.send('feed.resume', { since: null });
  operator.close();
  await feed.events.awaitNext(
    'feed.events',
    ({ events }) => events.some(({ type }) => type === 'operator.vanished'),
    20_000,
  );
  feed.close();
  await floor.pass(20);
}

/** Numbers of these that may not ring: the one text every dial is decided on. */
async function stopped(numbers: readonly string[]): Promise<string[]> {
  const rows = await floor.rows<{ e164: string }>(
    `SELECT DISTINCT p.e164 FROM phones p JOIN suppressions s ON s.number_key = p.number_key AND s.lifted_at IS NULL WHERE p.e164 = ANY ($1)`,
    numbers,
  );
  return numbers.filter((each) => rows.some(({ e164 }) => e164 === each));
}

async function resultOf(leadId: string): Promise<string[]> {
  const rows = await floor.rows<{ code: string }>(
    `SELECT r.disposition_code AS code FROM attempt_results r JOIN attempts a ON a.id = r.attempt_id
     WHERE a.lead_id = $1 AND r.superseded_at IS NULL ORDER BY r.id`,
    leadId,
  );
  return rows.map(({ code }) => code);
}

async function placeOf(leadId: string): Promise<{ state: string; reason: string | null; not_before: Date | null }[]> {
  return floor.rows('SELECT state, reason, not_before FROM queue_entries WHERE lead_id = $1 ORDER BY id', leadId);
}

const correctAs = async (attemptId: string, dispositionCode: string) => {
  const { client } = await floor.person('supervisor');
  return client.request({
    method: 'POST',
    path: `/api/attempts/${attemptId}/result`,
    body: { dispositionCode, reason: 'Heard the recording' },
  });
};

describe('the end of a script that asks not to be called', () => {
  it('stops every number of the person at once, and is the result when the operator never comes back', async () => {
    const desk = await talkTo('Gone after the stop', [number(), number()]);
    await answer(desk.operator, 'answer.stop');
    expect(desk.operator.state).toBe('talking');
    expect(await stopped(desk.numbers)).toEqual(desk.numbers);
    await vanishForGood(desk);
    expect(await resultOf(desk.leadId)).toEqual(['do_not_call']);
    expect(await placeOf(desk.leadId)).toMatchObject([{ state: 'finished', reason: 'do_not_call' }]);
    await floor.pass(3 * 24 * 60);
    expect(await floor.rows('SELECT FROM attempts WHERE lead_id = $1', desk.leadId)).toHaveLength(1);
  });

  it('stands whatever is saved then, until a stop is corrected away', async () => {
    const { operator, numbers } = await talkTo('Saved as something else', [number(), number()]);
    await answer(operator, 'answer.stop');
    const attemptId = await save(operator, 'refusal_price');
    expect(await stopped(numbers)).toEqual(numbers);
    await operator.do('result.correct', { attemptId, dispositionCode: 'do_not_call' });
    await operator.do('result.correct', { attemptId, dispositionCode: 'refusal_price' });
    expect(await stopped(numbers)).toEqual([]);
  });
});

describe('an operator who is gone after a conversation', () => {
  it('leaves a result of its own, and the lead does not ring by itself on the same day of its zone', async () => {
    const desk = await talkTo('Half said', [number()]);
    await answer(desk.operator, 'answer.through');
    const at = await floor.now();
    await vanishForGood(desk);
    expect(await resultOf(desk.leadId)).toEqual(['unfinished_talk']);
    const [place] = await placeOf(desk.leadId);
    const midnight = new Date(at);
    midnight.setUTCHours(21, 0, 0, 0); // of Moscow
    if (midnight <= at) midnight.setUTCDate(midnight.getUTCDate() + 1);
    expect(place?.state).toBe('cooling');
    expect(place?.not_before?.getTime()).toBeGreaterThanOrEqual(midnight.getTime());
  });
});

describe('the stop key', () => {
  it('stops the person: numbers they are given later too, and a dial on another card that nobody has answered', async () => {
    const shared = number('02');
    const { operator, numbers, leadId } = await talkTo('Stopped as a person', [number(), shared]);
    const colleague = await floor.operator();
    await floor.campaign({
      leads: [{ name: 'The same switchboard', phone: shared, inn: '7707083893' }],
      operators: [colleague],
      policy,
      synthetic: true,
    });
    await colleague.do('operator.ready', {});
    await floor.until(colleague, ({ state }) => state === 'preview');
    await colleague.do('attempt.dial', { attemptId: colleague.attempt.id });
    const other = colleague.attempt.id;

    await operator.do('number.suppress', { attemptId: operator.attempt.id });
    expect(await stopped(numbers)).toEqual(numbers);
    expect(operator.snapshot.timeline.map(({ kind }) => kind)).toContain('suppressed');
    await floor.until(colleague, ({ snapshot }) => snapshot.attempt?.id !== other);
    expect(await floor.rows('SELECT cause, hangup_requested FROM attempts WHERE id = $1', other)).toEqual([
      { cause: 'canceled', hangup_requested: true },
    ]);
    await save(operator, 'interested');

    const later = number();
    await floor.administrator.post<LeadCard>(`/api/leads/${leadId}/phones`, { number: later });
    // Nobody may be called on it at another card either: the campaign finds no lead it could ring.
    const leads = [{ name: 'Has it too', phone: later, inn: '7736050003' }];
    const alone = floor.campaign({ leads, operators: [await floor.operator()], policy, synthetic: true });
    await expect(alone).rejects.toThrow(/callable_leads/);
    await floor.pass(2 * 24 * 60);
    expect(await placeOf(leadId)).toMatchObject([{ state: 'blocked', reason: 'suppressed' }]);
  });

  it('stops the number alone where the operator says so, and the person`s other number is tried', async () => {
    const { operator, numbers, leadId } = await talkTo('One number only', [number(), number()]);
    await operator.do('number.suppress', { attemptId: operator.attempt.id, scope: 'number' });
    await save(operator, 'interested');
    expect(await stopped(numbers)).toHaveLength(1);
    await floor.pass(3 * 24 * 60);
    expect(await placeOf(leadId)).toMatchObject([{ state: 'ready', reason: null }]);
  });
});

describe('a corrected result', () => {
  it('of an earlier call stops the person, retires the number and tells temperature and stage again', async () => {
    const { operator, numbers, leadId } = await talkTo('Corrected late', [number(), number()]);
    const first = await save(operator, 'secretary_refused');
    await floor.pass(2 * 24 * 60);
    await talkAgain(operator);
    await save(operator, 'interested');
    const lead = () => floor.administrator.get<LeadCard>(`/api/leads/${leadId}`);
    expect(await lead()).toMatchObject({ temperature: 'warm', stage: 'open' });

    expect((await correctAs(first, 'order')).status).toBe(204);
    expect(await lead()).toMatchObject({ temperature: 'hot', stage: 'customer' });
    expect((await correctAs(first, 'number_changed_hands')).status).toBe(204);
    expect(await lead()).toMatchObject({ temperature: 'warm', stage: 'open' });
    expect((await lead()).phones.filter(({ state }) => state === 'retired')).toHaveLength(1);
    await floor.administrator.post(`/api/leads/${leadId}/moves`, { stage: 'refused', reason: 'Said so by mail' });
    expect((await correctAs(first, 'do_not_call')).status).toBe(204);
    expect(await lead()).toMatchObject({ stage: 'refused', stageReason: 'Said so by mail' });
    expect((await lead()).phones.every(({ state }) => state === 'active')).toBe(true);
    expect(await stopped(numbers)).toEqual(numbers);
    expect(await placeOf(leadId)).toMatchObject([{ state: 'blocked' }]);
  });

  it('away from a stop lifts what it alone had stopped, and leaves what the key or another call stopped', async () => {
    const shared = number();
    const { operator, numbers } = await talkTo('Taken back', [shared, number()]);
    const attemptId = await save(operator, 'do_not_call');
    expect(await stopped(numbers)).toEqual(numbers);
    await operator.do('result.correct', { attemptId, dispositionCode: 'interested' });
    expect(await stopped(numbers)).toEqual([]);
    const [lifted] = await floor.rows<{ by: string; reason: string }>(
      `SELECT lifted_by AS by, lift_reason AS reason FROM suppressions WHERE attempt_id = $1 AND lifted_at IS NOT NULL`,
      attemptId,
    );
    expect(lifted).toEqual({ by: operator.me.id, reason: 'result_corrected' });

    await floor.pass(2 * 24 * 60);
    await talkAgain(operator);
    await operator.do('number.suppress', { attemptId: operator.attempt.id });
    const second = await save(operator, 'do_not_call');
    await operator.do('result.correct', { attemptId: second, dispositionCode: 'interested' });
    expect(await stopped(numbers)).toEqual(numbers);
  });
});

describe('what is over', () => {
  it('is not saved once more, and its note is the operator`s for five minutes', async () => {
    const { operator, leadId } = await talkTo('Twice', [number()]);
    const first = await save(operator, 'secretary_refused');
    await operator.socket.sendRaw('note.save', { attemptId: first, text: 'Within the five minutes' });
    await floor.pass(2 * 24 * 60);
    await talkAgain(operator);
    const present = operator.attempt.id;
    await operator.do('call.hang_up', { attemptId: present });
    await floor.until(operator, ({ state }) => state === 'wrap_up');
    const again = { attemptId: first, dispositionCode: 'order', then: 'pause' as const };
    expect(await operator.refusal('result.save', again)).toBe('attempt.not_yours');
    expect(await operator.refusal('wrap_up.extend', { attemptId: first })).toBe('attempt.not_yours');
    expect(await operator.socket.sendRaw('note.save', { attemptId: first, text: 'Rewritten' })).toMatchObject({
      error: { code: 'attempt.not_yours' },
    });
    expect(operator.state).toBe('wrap_up');
    expect(await floor.rows('SELECT note FROM calls WHERE attempt_id = $1', first)).toEqual([
      { note: 'Within the five minutes' },
    ]);
    await save(operator, 'interested');
    expect(await resultOf(leadId)).toEqual(['secretary_refused', 'interested']);
  });

  it('is not given a result that only an engine knows, by an operator or a supervisor', async () => {
    const { operator, leadId } = await talkTo('Not for people', [number()]);
    const { id: attemptId } = operator.attempt;
    await operator.do('call.hang_up', { attemptId });
    await floor.until(operator, ({ state }) => state === 'wrap_up');
    for (const dispositionCode of ['no_answer', 'unallocated', 'unfinished_talk']) {
      const given = { attemptId, dispositionCode, then: 'pause' as const };
      expect(await operator.refusal('result.save', given)).toBe('result.only_by_system');
    }
    await save(operator, 'interested');
    const corrected = { attemptId, dispositionCode: 'unallocated' };
    expect(await operator.refusal('result.correct', corrected)).toBe('result.only_by_system');
    expect(await correctAs(attemptId, 'busy')).toMatchObject({ body: { code: 'result.only_by_system' } });
    expect(await resultOf(leadId)).toEqual(['interested']);
  });
});

describe('what the script asks', () => {
  it('is kept: the person who decides with a number that rings, and a tag that is found', async () => {
    const { operator, leadId } = await talkTo('Names another', [number()]);
    const named = number();
    await answer(operator, 'answer.somebody');
    await answer(operator, 'ask.submit', {
      person_name: 'Ольга Решаева',
      person_position: 'Директор',
      person_phone: named,
    });
    const card = await floor.administrator.get<LeadCard>(`/api/leads/${leadId}`);
    const contact = card.contacts.find(({ fullName }) => fullName === 'Ольга Решаева');
    expect(contact).toMatchObject({ position: 'Директор', isDecisionMaker: true });
    expect(card.phones).toContainEqual(
      expect.objectContaining({ e164: named, contactId: contact?.id, state: 'active' }),
    );
    await save(operator, 'not_decision_maker');
    await floor.pass(2 * 24 * 60);
    await operator.do('operator.ready', {});
    await floor.until(operator, ({ state }) => state === 'preview');
    const phone = operator.snapshot.lead?.phones.find(({ e164 }) => e164 === named);
    await operator.do('attempt.dial', { attemptId: operator.attempt.id, phoneId: phone?.id });
    await floor.until(operator, ({ state }) => state === 'talking');
    expect(operator.number).toBe(named);
    await save(operator, 'interested');
  });
});

it('left nothing in the backend`s log that anybody would have to look into', () => {
  expect(floor.complaints).toEqual([]);
});
