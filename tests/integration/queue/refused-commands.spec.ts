import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
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

  it('is cancelled where its number has come onto the stop list, and nothing can be taken up', async () => {
    const owner = await floor.operator();
    const callbackId = await promise(owner);
    const e164 = `+7812320${String(numbers).padStart(2, '0')}00`;
    await floor.administrator.post('/api/suppressions', { e164 });
    await floor.now();
    const before = await standing(callbackId, owner);
    expect(before).toMatchObject({ callback: { state: 'cancelled', entry: 'blocked', reason: 'suppressed' } });
    expect(await owner.send('callback.call', { callbackId })).toMatchObject({
      ok: false,
      error: { code: 'record.not_found', params: { record: 'callback' } },
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
    await floor.pass(31);
    expect(await owner.send('callback.call', { callbackId })).toMatchObject({
      ok: false,
      error: { code: 'dial.refused', params: { reasons: [{ reason: 'callback_promised' }] } },
    });
    await floor.pass(10);
    await owner.do('callback.call', { callbackId });
    expect(owner.attempt.callback).toMatchObject({ about: 'The price' });
  });
});

describe('mute and hold that the telephone engine does not carry out', () => {
  let operator: ConsoleClient;
  let callId: string;

  beforeAll(async () => {
    operator = await floor.operator();
    await floor.campaign({ leads: [{ name: 'Heard', phone: number() }], operators: [operator], policy: patient });
    await talk(operator);
    const rows = await floor.rows<{ call_id: string }>(
      'SELECT call_id FROM simulator_calls WHERE attempt_id = $1',
      operator.attempt.id,
    );
    callId = rows[0]?.call_id ?? '';
  });

  async function kept(): Promise<unknown> {
    const [sound] = await floor.rows('SELECT muted, held FROM calls WHERE attempt_id = $1', operator.attempt.id);
    return sound;
  }

  it.each(['mute', 'hold'] as const)('%s is taken back when the engine refuses', async (command) => {
    await floor.db.query('ALTER TABLE simulator_calls ADD CONSTRAINT out_of_order CHECK (NOT muted AND NOT held)');
    const { version } = operator.snapshot;
    const { id: attemptId } = operator.attempt;
    expect(await operator.refusal(`call.${command}`, { attemptId, on: true })).toBe('call.sound_failed');
    await floor.db.query('ALTER TABLE simulator_calls DROP CONSTRAINT out_of_order');
    // Two steps: what was asked, and that it is taken back.
    await operator.shows(version + 2);
    expect(operator.attempt).toMatchObject({ muted: false, held: false });
    expect(await kept()).toEqual({ muted: false, held: false });
  });

  it('what was on stays on when the engine refuses it a second time', async () => {
    const { id: attemptId } = operator.attempt;
    const { version } = await operator.do('call.mute', { attemptId, on: true });
    await floor.db.query('ALTER TABLE simulator_calls ADD CONSTRAINT out_of_order CHECK (NOT muted) NOT VALID');
    expect(await operator.refusal('call.mute', { attemptId, on: true })).toBe('call.sound_failed');
    await floor.db.query('ALTER TABLE simulator_calls DROP CONSTRAINT out_of_order');
    expect(await kept()).toEqual({ muted: true, held: false });
    await operator.shows(version + 2);
    expect(operator.attempt.muted).toBe(true);
    await operator.do('call.mute', { attemptId, on: false });
  });

  /** What the engine sets `muted` to from now on; `undone` once it has been set to false. */
  async function engineMutes(): Promise<{ heard: string[]; undone: Promise<void> }> {
    await floor.db.query(`
      CREATE FUNCTION tell_muted() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('muted_at_engine', NEW.muted::text); RETURN NEW; END $$;
      CREATE TRIGGER tell_muted AFTER UPDATE OF muted ON simulator_calls FOR EACH ROW EXECUTE FUNCTION tell_muted();
      LISTEN muted_at_engine`);
    const heard: string[] = [];
    const undone = new Promise<void>((resolve) => {
      floor.db.on('notification', ({ payload = '' }) => {
        heard.push(payload);
        if (payload === 'false') resolve();
      });
    });
    return { heard, undone };
  }

  it('is taken back when the engine does not answer, and undone there if it is done too late', async () => {
    const { heard, undone } = await engineMutes();
    const silence = new pg.Client({ connectionString: floor.app.databaseUrl });
    await silence.connect();
    await silence.query('BEGIN');
    await silence.query('SELECT FROM simulator_calls WHERE call_id = $1 FOR UPDATE', [callId]);
    const { version } = operator.snapshot;
    const refused = operator.send('call.mute', { attemptId: operator.attempt.id, on: true });
    expect(await refused).toMatchObject({ ok: false, error: { code: 'call.sound_failed', params: { part: 'muted' } } });
    await operator.shows(version + 2);
    expect(operator.attempt.muted).toBe(false);
    expect(await kept()).toEqual({ muted: false, held: false });

    await silence.query('COMMIT');
    await silence.end();
    await undone;
    expect(heard).toEqual(['true', 'false']);
  });
});
