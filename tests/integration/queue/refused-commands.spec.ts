import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleClient } from '../../support/console-client.js';
import { Floor } from '../../support/floor.js';

const patient = { previewTimeoutSeconds: 0, wrapUpSeconds: 0 };
let floor: Floor;
let numbers = 0;

/** Picked up by the one who decides; nobody else in this file has it. */
const number = (): string => `+7812320${String((numbers += 1)).padStart(2, '0')}00`;

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

describe('a callback that is called before its time', () => {
  /** Promised by `owner`, who is on pause again. */
  async function promise(owner: ConsoleClient, colleagues: ConsoleClient[] = []): Promise<string> {
    await floor.campaign({
      leads: [{ name: 'Promised', phone: number() }],
      operators: [owner, ...colleagues],
      policy: patient,
    });
    await talk(owner);
    await owner.do('call.hang_up', { attemptId: owner.attempt.id });
    await floor.until(owner, ({ state }) => state === 'wrap_up');
    const dueAt = new Date((await floor.now()).getTime() + 45 * 60_000).toISOString();
    const callback = { dueAt, owner: 'me' as const, about: 'The price' };
    const result = { attemptId: owner.attempt.id, dispositionCode: 'call_later', then: 'pause' as const, callback };
    const { callbacks } = await owner.do('result.save', result);
    return callbacks[0]?.id ?? '';
  }

  /** Everything `callback.call` could have changed. */
  async function standing(callbackId: string, console: ConsoleClient): Promise<unknown> {
    const [callback] = await floor.rows(
      `SELECT c.state, c.owner_operator_id, c.due_at, q.state AS entry, q.reason, q.not_before, q.claimed_by,
         (SELECT count(*) FROM attempts a WHERE a.lead_id = c.lead_id) AS attempts
       FROM callbacks c JOIN queue_entries q USING (campaign_id, lead_id) WHERE c.id = $1`,
      callbackId,
    );
    const [operator] = await floor.rows(
      'SELECT state, version, campaign_id, attempt_id FROM operator_states WHERE operator_id = $1',
      console.me.id,
    );
    return { callback, operator };
  }

  it('is refused where its number has come onto the stop list, and nothing moves', async () => {
    const owner = await floor.operator();
    const callbackId = await promise(owner);
    const e164 = `+7812320${String(numbers).padStart(2, '0')}00`;
    await floor.administrator.post('/api/suppressions', { e164 });
    await floor.now();
    const before = await standing(callbackId, owner);
    expect(await owner.send('callback.call', { callbackId })).toMatchObject({
      ok: false,
      error: { code: 'dial.refused', params: { reasons: [{ reason: 'suppressed', until: null }] } },
    });
    expect(await standing(callbackId, owner)).toEqual(before);
    expect(owner.state).toBe('paused');
  });

  it('is refused to a colleague of the one who promised it, and stays with its owner', async () => {
    const [owner, colleague] = [await floor.operator(), await floor.operator()];
    const callbackId = await promise(owner, [colleague]);
    const before = await standing(callbackId, colleague);
    expect(await colleague.send('callback.call', { callbackId })).toMatchObject({
      ok: false,
      error: { code: 'record.not_found', params: { record: 'callback' } },
    });
    expect(await standing(callbackId, colleague)).toEqual(before);
    expect(colleague.state).toBe('paused');
    // Its number rests for half an hour after a call.
    await floor.pass(31);
    await owner.do('callback.call', { callbackId });
    expect(owner.attempt.callback).toMatchObject({ about: 'The price' });
  });
});
