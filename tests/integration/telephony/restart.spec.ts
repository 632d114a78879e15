import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TestDatabase } from '../../support/database.js';
import { cloneDatabaseOfLooseAttempts, START, TelephonyRig } from './telephony-rig.js';

// Application time costs a handful of queries per jump; a busy machine needs longer than jest's 5 s.
jest.setTimeout(60_000);

let database: TestDatabase;
let rig: TelephonyRig;

beforeEach(async () => {
  database = await cloneDatabaseOfLooseAttempts();
  rig = await TelephonyRig.start({ databaseUrl: database.url });
  await rig.agenda.advance(START);
});
afterEach(async () => {
  await rig.die();
  await database.drop();
});

/** The backend dies and comes back after so many seconds. */
async function restartAfter(seconds: number): Promise<void> {
  const now = new Date(rig.clock.now().getTime() + seconds * 1000);
  await rig.die();
  rig = await TelephonyRig.start({ databaseUrl: database.url, now });
}

describe('restart of the backend', () => {
  it('keeps dialling closed until the engine`s calls are sorted out', async () => {
    await restartAfter(1);
    expect(await rig.gate.reason()).toBe('telephony.recovering');
    await rig.passSeconds(0);
    expect(await rig.gate.reason()).toBeNull();
  });

  it('adopts a conversation that went on without us', async () => {
    const call = await rig.plan('+78122000000');
    await rig.dial(call);
    await rig.passSeconds(60);
    await restartAfter(5);
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'connected' });
    await rig.engine.hangup(`sim-${call.attemptId}`);
    await rig.passSeconds(1);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', endedBy: 'us' });
  });

  it('learns what happened to a call while nobody listened', async () => {
    const call = await rig.plan('+78122000002');
    await rig.dial(call);
    await rig.passSeconds(5);
    await restartAfter(600);
    await rig.passSeconds(1);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'no_answer' });
  });

  it('finds the call of a dial whose process died before the answer', async () => {
    const call = await rig.plan('+78122000000');
    await rig.attempts.decide(call.attemptId, { t: 'request_dial' });
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
    await restartAfter(2);
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'connected', callId: `sim-${call.attemptId}` });
    expect(await rig.count('simulator_calls')).toBe(1);
  });

  it('gives up a dial that died with the process before it reached the engine', async () => {
    const call = await rig.plan('+78122000000');
    await rig.attempts.decide(call.attemptId, { t: 'request_dial' });
    await restartAfter(2);
    await rig.passSeconds(90);
    expect(await rig.attempt(call)).toMatchObject({ cause: 'failed_to_place' });
    expect(await rig.count('simulator_calls')).toBe(0);
  });

  it('carries out a hang-up that was asked for just before the process died', async () => {
    const call = await rig.plan('+78122000000');
    await rig.dial(call);
    await rig.passSeconds(60);
    await rig.attemptRows.requestHangup(call.attemptId);
    await restartAfter(1);
    await rig.passSeconds(1);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', endedBy: 'us' });
  });

  it('applies events that waited in the inbox, once', async () => {
    const call = await rig.plan('+78122000001');
    await rig.dial(call);
    await rig.passSeconds(60);
    await rig.transaction.manager.query('UPDATE provider_events SET processed_at = NULL, outcome = NULL');
    const before = await rig.eventsOf(call);
    await restartAfter(1);
    await rig.passSeconds(1);
    expect(await rig.eventsOf(call)).toEqual(before);
    expect(await rig.outcomesOf(call)).toEqual(['late_or_repeated', 'late_or_repeated', 'late_or_repeated']);
  });
});
