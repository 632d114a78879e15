import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestDatabase } from '../../support/database.js';
import { cloneDatabaseOfLooseAttempts, START, TelephonyRig } from './telephony-rig.js';

// Application time costs a handful of queries per jump; a busy machine needs longer than jest's 5 s.
jest.setTimeout(60_000);

let database: TestDatabase;
let rig: TelephonyRig;
let line = 0;

/** A fresh number with the last two digits that choose the behaviour. */
const number = (digits: string) => `+7812${String(20_000 + (line += 1)).padStart(5, '0')}${digits}`;

beforeAll(async () => {
  database = await cloneDatabaseOfLooseAttempts();
  rig = await TelephonyRig.start({ databaseUrl: database.url });
  await rig.agenda.advance(START);
});
afterAll(async () => {
  await rig.die();
  await database.drop();
});

describe('simulated calls through inbox and attempt machine', () => {
  it.each([
    ['01', 'busy', 'customer'],
    ['02', 'no_answer', 'us'],
    ['03', 'unallocated_number', 'network'],
    ['05', 'congestion', 'network'],
    ['07', 'rejected', 'customer'],
  ])('a number on %s ends with %s', async (digits, cause, endedBy) => {
    const call = await rig.plan(number(digits));
    await rig.dial(call);
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause, endedBy, answeredAt: null });
  });

  it('a person is answered, connected to the room and stays until we hang up', async () => {
    const call = await rig.plan(number('00'));
    await rig.dial(call);
    await rig.passSeconds(300);
    expect(await rig.attempt(call)).toMatchObject({ state: 'connected' });
    expect(await rig.engine.personaOf(call.attemptId)).toBe('decision_maker');
    await rig.engine.hangup(`sim-${call.attemptId}`);
    await rig.passSeconds(1);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'completed', endedBy: 'us' });
    expect(await rig.eventsOf(call)).toEqual([
      'call.dial_requested',
      'call.queued',
      'call.dialing',
      'call.ringing',
      'call.answered',
      'call.connected',
      'call.ended',
    ]);
  });

  it('hanging up twice, or a call that is not there, is no error', async () => {
    const call = await rig.plan(number('00'));
    await rig.dial(call);
    await rig.engine.hangup(`sim-${call.attemptId}`);
    await rig.engine.hangup(`sim-${call.attemptId}`);
    await rig.engine.hangup('sim-nobody');
    await rig.passSeconds(1);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'canceled', endedBy: 'us' });
  });

  it('rings once when one attempt is dialled twice', async () => {
    const call = await rig.plan(number('01'));
    const first = await rig.dial(call);
    expect(await rig.dial(call)).toEqual(first);
    await rig.passSeconds(60);
    expect(await rig.count('simulator_calls WHERE to_number = $1', [call.to])).toBe(1);
    expect(await rig.count(`provider_events WHERE attempt_id = $1 AND type = 'call.ended'`, [call.attemptId])).toBe(1);
  });

  it('abandons a call that nobody joins after five seconds and hangs it up', async () => {
    const call = await rig.plan(number('08'));
    await rig.dial(call, { onAnswer: 'wait' });
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'completed' });
    const talkMs = (await rig.attempt(call)).endedAt!.getTime() - (await rig.attempt(call)).answeredAt!.getTime();
    expect(talkMs).toBeGreaterThanOrEqual(5_000);
    expect(await rig.count('simulator_calls WHERE ended_at IS NULL')).toBe(0);
  });

  it('carries out a wish to hang up that came before the call had an id', async () => {
    const call = await rig.plan(number('00'));
    await rig.attemptRows.requestHangup(call.attemptId);
    await rig.dial(call);
    await rig.passSeconds(60);
    expect(await rig.attempt(call)).toMatchObject({ state: 'ended', cause: 'canceled', endedBy: 'us' });
  });

  it('takes a call from outside for no orphan', async () => {
    const callId = await rig.engine.ringIn({
      id: 'a',
      from: '+79990000000',
      to: '+78120000001',
      behaviour: 'secretary',
    });
    await rig.passSeconds(5);
    await rig.engine.join(callId, 'room-2');
    await rig.passSeconds(120);
    expect(await rig.engine.lookup({ callId })).toMatchObject({ state: 'answered', roomId: 'room-2' });
    expect(await rig.count(`events WHERE type = 'call.incoming'`)).toBe(1);
    await rig.passSeconds(1000);
    expect(await rig.engine.lookup({ callId })).toMatchObject({ state: 'ended', by: 'customer' });
  });

  it('leaves nothing waiting when all calls are over', async () => {
    await rig.passSeconds(3600);
    expect(await rig.count('simulator_events')).toBe(0);
    expect(await rig.count('deadlines')).toBe(0);
    expect(await rig.count('provider_events WHERE processed_at IS NULL')).toBe(0);
    expect(await rig.agenda.nextDueAt()).toBeNull();
  });
});
