import { describe, expect, it } from '@jest/globals';
import { planCall } from './call-plan.rules.js';
import { intervene, progress, scheduleOf, snapshotOf } from './exchange.rules.js';
import type { ExchangeCall, Progress } from './exchange.rules.js';
import { seededRandom } from './seeded-random.rules.js';

const at = (ms: number) => new Date(Date.UTC(2026, 2, 3, 9) + ms);
const placed: ExchangeCall = {
  callId: 'c1',
  attemptId: 'a1',
  direction: 'out',
  to: '+78120000001',
  from: '+78120000002',
  behaviour: 'secretary',
  state: 'queued',
  cause: null,
  placedAt: at(0),
  answeredAt: null,
  endedAt: null,
  endedBy: null,
  room: null,
  joinedAt: null,
};
const answered: ExchangeCall = { ...placed, state: 'answered', answeredAt: at(5000) };
const hangUpOfSilence: Progress = { t: 'call.ended', cause: 'completed', by: 'customer', onlyAlone: true };

describe('a call at the simulated exchange', () => {
  it('enters the asked room at the moment of the answer and says who speaks', () => {
    const { call, told } = progress(placed, { t: 'call.answered', join: 'room-7' }, at(5000));
    expect(call).toMatchObject({ state: 'answered', room: 'room-7', answeredAt: at(5000), joinedAt: at(5000) });
    expect(told.map((event) => event.t)).toEqual(['call.answered', 'room.joined']);
    expect(told[0]?.raw).toEqual({ simulated: { persona: 'secretary' } });
  });

  it('does not say who will speak before somebody picked up', () => {
    expect(progress(placed, { t: 'call.ringing' }, at(2000)).told[0]?.raw).toEqual({});
  });

  it('ends out of silence only while it is alone', () => {
    expect(progress(answered, hangUpOfSilence, at(9000)).call).toMatchObject({ state: 'ended', endedBy: 'customer' });
    expect(progress({ ...answered, room: 'room-7' }, hangUpOfSilence, at(9000)).told).toEqual([]);
  });

  it('tells talk time, causes and codes at the end', () => {
    const end = intervene(answered, { t: 'hang_up' }, at(65_000));
    expect(end.told).toMatchObject([{ t: 'call.ended', cause: 'completed', by: 'us', talkMs: 60_000 }]);
    const busy: Progress = { t: 'call.ended', cause: 'busy', by: 'customer', onlyAlone: false };
    expect(progress(placed, busy, at(900)).told).toMatchObject([{ cause: 'busy', sip: 486, q850: 17 }]);
  });

  it('is canceled when we hang up before the answer', () => {
    expect(intervene(placed, { t: 'hang_up' }, at(900)).call).toMatchObject({ cause: 'canceled', endedBy: 'us' });
  });

  it('does nothing any more once it is over', () => {
    const { call } = intervene(answered, { t: 'hang_up' }, at(6000));
    expect(progress(call, { t: 'call.amd', verdict: 'human', detectedAfterMs: 1 }, at(7000))).toEqual({
      call,
      told: [],
    });
    for (const command of [{ t: 'hang_up' }, { t: 'leave' }, { t: 'join', room: 'r' }] as const) {
      expect(intervene(call, command, at(8000))).toEqual({ call, told: [] });
    }
  });

  it('changes rooms, keeps the time of the first joining and ignores repeats', () => {
    const first = intervene(answered, { t: 'join', room: 'r1' }, at(6000)).call;
    const second = intervene(first, { t: 'join', room: 'r2' }, at(7000));
    expect(second.call).toMatchObject({ room: 'r2', joinedAt: at(6000) });
    expect(intervene(second.call, { t: 'join', room: 'r2' }, at(8000)).told).toEqual([]);
    expect(intervene(second.call, { t: 'leave' }, at(9000))).toMatchObject({
      call: { room: null },
      told: [{ t: 'room.left' }],
    });
  });

  it('answers an incoming call by joining it', () => {
    const ringing: ExchangeCall = { ...placed, direction: 'in', state: 'ringing', attemptId: null };
    expect(intervene(ringing, { t: 'join', room: 'r1' }, at(4000)).call).toMatchObject({
      state: 'answered',
      room: 'r1',
    });
    expect(intervene({ ...placed, state: 'ringing' }, { t: 'join', room: 'r1' }, at(4000)).told).toEqual([]);
  });

  it('names equal happenings equally and different ones differently', () => {
    const keys = [
      ...progress(placed, { t: 'call.answered', join: 'r1' }, at(5000)).told,
      ...intervene({ ...answered, room: 'r1' }, { t: 'join', room: 'r2' }, at(6000)).told,
      ...intervene(answered, { t: 'hang_up' }, at(7000)).told,
    ].map((event) => event.dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(progress(placed, { t: 'call.ringing' }, at(1)).told).toEqual(
      progress(placed, { t: 'call.ringing' }, at(1)).told,
    );
  });

  it('answers a lookup with the truth', () => {
    expect(snapshotOf(answered)).toMatchObject({ state: 'answered', answeredAt: at(5000), direction: 'outgoing' });
    const { call } = intervene(answered, { t: 'hang_up' }, at(65_000));
    expect(snapshotOf(call)).toMatchObject({ state: 'ended', cause: 'completed', by: 'us', endedAt: at(65_000) });
  });
});

describe('the schedule of a plan', () => {
  const plan = planCall({ behaviour: 'secretary', ringTimeoutMs: 25_000, amd: 'off', random: seededRandom('x') });
  const schedule = (maxDurationMs: number) => scheduleOf(plan, { placedAt: at(0), maxDurationMs, join: 'r1' });

  it('ends a talk by patience, or by the hard stop where that comes first', () => {
    expect(schedule(3_600_000).at(-1)?.progress).toMatchObject({
      cause: 'completed',
      by: 'customer',
      onlyAlone: false,
    });
    const stopped = schedule(30_000).at(-1);
    const answer = schedule(30_000).find(({ progress: next }) => next.t === 'call.answered');
    expect(stopped?.progress).toMatchObject({ cause: 'max_duration', by: 'us' });
    expect((stopped?.dueAt.getTime() ?? 0) - (answer?.dueAt.getTime() ?? 0)).toBe(30_000);
  });

  it('holds the room to join and the end of silence', () => {
    const rows = schedule(3_600_000).map((row) => row.progress);
    expect(rows).toContainEqual({ t: 'call.answered', join: 'r1' });
    expect(rows).toContainEqual(hangUpOfSilence);
  });
});
