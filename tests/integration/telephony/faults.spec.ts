import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { CallEvent } from '../../../backend/src/telephony/provider-event.rules.js';
import { FAULT_NAMES, type Faults } from '../../../backend/src/telephony/simulator/fault.rules.js';
import type { TestDatabase } from '../../support/database.js';
import { cloneDatabaseOfLooseAttempts, type PlannedCall, START, TelephonyRig } from './telephony-rig.js';

// Application time costs a handful of queries per jump; a busy machine needs longer than jest's 5 s.
jest.setTimeout(60_000);

const opened: { rig: TelephonyRig; database: TestDatabase }[] = [];

async function open(faults: Partial<Faults> = {}): Promise<TelephonyRig> {
  const database = await cloneDatabaseOfLooseAttempts();
  const rig = await TelephonyRig.start({ databaseUrl: database.url, faults });
  opened.push({ rig, database });
  await rig.agenda.advance(START);
  return rig;
}

afterEach(async () => {
  for (const { rig, database } of opened.splice(0)) {
    await rig.die();
    await database.drop();
  }
});

const number = (index: number, digits = '') => `+7812${String(2_000_000 + index * 100).slice(0, 5)}${digits}`;

/** Seconds before the operator hangs up: longer than people talk to a machine, shorter than their patience. */
const TALK_SECONDS = 200;

async function truthOf(rig: TelephonyRig, { attemptId }: PlannedCall) {
  return rig.transaction.row<{ cause: string; ended_by: string; answered: boolean }>(
    'SELECT cause, ended_by, answered_at IS NOT NULL AS answered FROM simulator_calls WHERE attempt_id = $1',
    [attemptId],
  );
}

describe('faults between the engine and us', () => {
  it.each(FAULT_NAMES)(
    '%s: every call ends as the exchange knows it, once, and nothing is left over',
    async (fault) => {
      const rig = await open({ [fault]: 0.4 });
      const calls: PlannedCall[] = [];
      for (let index = 0; index < 15; index += 1) {
        const call = await rig.plan(`+7812${String(2_000_000 + index)}`);
        calls.push(call);
        await rig.dial(call);
        await rig.passSeconds(5);
      }
      await rig.passSeconds(TALK_SECONDS);
      for (const { attemptId } of calls) await rig.engine.hangup(`sim-${attemptId}`);
      await rig.pass();

      for (const call of calls) {
        const attempt = await rig.attempt(call);
        const truth = await truthOf(rig, call);
        const expected =
          truth === undefined
            ? { state: 'ended', cause: 'failed_to_place', verdictInvented: true }
            : { state: 'ended', cause: truth.cause, endedBy: truth.ended_by, verdictInvented: false };
        expect(attempt).toMatchObject(expected);
        expect(attempt.answeredAt !== null).toBe(truth?.answered ?? false);
        const ends = (await rig.eventsOf(call)).filter((type) => type === 'call.ended');
        expect(ends).toHaveLength(1);
      }
      expect(await rig.count('simulator_calls WHERE ended_at IS NULL')).toBe(0);
      expect(await rig.count('simulator_events')).toBe(0);
      expect(await rig.count('provider_events WHERE processed_at IS NULL')).toBe(0);
      expect(await rig.count('deadlines')).toBe(0);
    },
  );

  it('finds a dial that timed out and yet was placed, and connects it to its operator', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.attempts.decide(call.attemptId, { t: 'request_dial' });
    await rig.attempts.decide(call.attemptId, { t: 'dial_unknown' });
    const other = await rig.plan(number(2, '00'));
    // The exchange took the dial of the first: only its answer is missing.
    await rig.engine.dial({
      attemptId: call.attemptId,
      to: call.to,
      from: '+78120000001',
      tryNo: 1,
      synthetic: true,
      ringTimeoutMs: 25_000,
      maxDurationMs: 3_600_000,
      amd: 'off',
      onAnswer: { join: 'room-1' },
    });
    await rig.passSeconds(30);
    expect(await rig.attempt(call)).toMatchObject({ state: 'connected', callId: `sim-${call.attemptId}` });
    expect(await rig.attempt(other)).toMatchObject({ state: 'planned' });
  });

  it('gives up a dial that was never placed after two questions in sixty seconds, not before', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.attempts.decide(call.attemptId, { t: 'request_dial' });
    await rig.attempts.decide(call.attemptId, { t: 'dial_unknown' });
    await rig.passSeconds(59);
    expect(await rig.attempt(call)).toMatchObject({ state: 'unknown' });
    await rig.passSeconds(2);
    expect(await rig.attempt(call)).toMatchObject({ cause: 'failed_to_place', verdictInvented: true });
  });

  it('decides nothing while the engine cannot be asked, and does when it is back', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '02'));
    await rig.dial(call);
    await rig.passSeconds(5);
    rig.engine.setOutage(true);
    expect(await rig.gate.reason()).toBe('telephony.down');
    await rig.passSeconds(600);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ringing' });
    rig.engine.setOutage(false);
    expect(await rig.gate.reason()).toBeNull();
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'no_answer' });
  });

  it('ends as lost a call that the engine does not know any more', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.dial(call);
    await rig.passSeconds(60);
    await rig.transaction.manager.query('DELETE FROM simulator_calls');
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ cause: 'lost_engine', verdictInvented: true });
  });
});

describe('calls that belong to nobody', () => {
  const event = (rig: TelephonyRig, over: Partial<CallEvent>): CallEvent =>
    ({
      provider: 'simulator',
      dedupeKey: `test:${JSON.stringify(over)}`,
      callId: 'sim-stranger',
      occurredAt: rig.clock.now(),
      receivedAt: rig.clock.now(),
      raw: {},
      t: 'call.ringing',
      ...over,
    }) as CallEvent;

  it('are waited for a minute and then hung up with an alarm', async () => {
    const rig = await open();
    await rig.tell(event(rig, {}));
    await rig.passSeconds(59);
    expect(await rig.count(`events WHERE type = 'call.orphan_hung_up'`)).toBe(0);
    await rig.passSeconds(2);
    expect(await rig.count(`events WHERE type = 'call.orphan_hung_up'`)).toBe(1);
    expect(await rig.count(`provider_events WHERE outcome = 'given_up'`)).toBe(1);
  });

  it('find their attempt when its call id becomes known late', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.attempts.decide(call.attemptId, { t: 'request_dial' });
    await rig.tell(event(rig, { callId: 'late-id', t: 'call.ringing' }));
    await rig.passSeconds(1);
    await rig.attempts.decide(call.attemptId, { t: 'dial_accepted', callId: 'late-id' });
    expect(await rig.attempt(call)).toMatchObject({ state: 'ringing' });
  });

  it('are hung up when they turn out to be a second leg of an attempt', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.dial(call);
    await rig.tell(event(rig, { attemptId: call.attemptId, t: 'call.answered' }));
    await rig.passSeconds(60);
    expect(await rig.outcomesOf(call)).toContain('leaked');
    expect(await rig.attempt(call)).toMatchObject({ state: 'connected', callId: `sim-${call.attemptId}` });
  });

  it('are hung up when their attempt was given up before they rang', async () => {
    const rig = await open();
    const call = await rig.plan(number(1, '00'));
    await rig.dial(call);
    await rig.attempts.decide(call.attemptId, { t: 'lose_engine' });
    await rig.passSeconds(60);
    expect(await truthOf(rig, call)).toMatchObject({ cause: 'canceled', ended_by: 'us' });
    expect(await rig.attempt(call)).toMatchObject({ cause: 'canceled', verdictInvented: false });
    expect(await rig.eventsOf(call)).toContain('call.ending_corrected');
  });
});
