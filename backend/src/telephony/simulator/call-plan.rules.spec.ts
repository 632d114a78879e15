import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BEHAVIOURS, PERSONA_OF } from './behaviour.rules.js';
import type { Behaviour } from './behaviour.rules.js';
import { planCall } from './call-plan.rules.js';
import { seededRandom } from './seeded-random.rules.js';

const plan = (behaviour: Behaviour, seed: string, over: { ringTimeoutMs?: number; amd?: 'off' | 'async' } = {}) =>
  planCall({ behaviour, ringTimeoutMs: 25_000, amd: 'off', random: seededRandom(seed), ...over });

describe('plan of a simulated call', () => {
  it.each([
    ['busy', 'busy'],
    ['no_answer', 'no_answer'],
    ['unallocated', 'unallocated_number'],
    ['congestion', 'congestion'],
    ['declined', 'rejected'],
  ] as const)('%s ends with %s and is never answered', (behaviour, cause) => {
    const { moments, persona, talkPatienceMs } = plan(behaviour, 'x');
    expect(moments.at(-1)).toMatchObject({ t: 'call.ended', cause });
    expect(moments.some((moment) => moment.t === 'call.answered')).toBe(false);
    expect([persona, talkPatienceMs]).toEqual([null, null]);
  });

  it('lets a no-answer ring exactly as long as it was told', () => {
    const { moments } = plan('no_answer', 'x', { ringTimeoutMs: 20_000 });
    const ringing = moments.find((moment) => moment.t === 'call.ringing');
    expect((moments.at(-1)?.afterMs ?? 0) - (ringing?.afterMs ?? 0)).toBe(20_000);
  });

  it('asks for a machine verdict only when told so', () => {
    expect(plan('machine', 'x').moments.some((moment) => moment.t === 'call.amd')).toBe(false);
    expect(plan('machine', 'x', { amd: 'async' }).moments.at(-1)).toMatchObject({ t: 'call.amd', verdict: 'machine' });
    expect(plan('decision_maker', 'x', { amd: 'async' }).moments.at(-1)).toMatchObject({ verdict: 'human' });
  });

  it('keeps the order of time, answers before the ring time-out and bears silence shorter than talk', () => {
    const anyPlan = fc.record({
      behaviour: fc.constantFrom(...BEHAVIOURS),
      seed: fc.string(),
      ringTimeoutMs: fc.integer({ min: 5_000, max: 60_000 }),
      amd: fc.constantFrom('off' as const, 'async' as const),
    });
    fc.assert(
      fc.property(anyPlan, ({ behaviour, seed, ringTimeoutMs, amd }) => {
        const made = plan(behaviour, seed, { ringTimeoutMs, amd });
        const times = made.moments.map((moment) => moment.afterMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const ringing = made.moments.find((moment) => moment.t === 'call.ringing');
        const answered = made.moments.find((moment) => moment.t === 'call.answered');
        expect(answered !== undefined).toBe(PERSONA_OF[behaviour] !== null);
        if (answered === undefined || ringing === undefined) return;
        expect(answered.afterMs - ringing.afterMs).toBeLessThan(ringTimeoutMs);
        expect(made.silencePatienceMs).toBeLessThanOrEqual(made.talkPatienceMs ?? 0);
      }),
    );
  });
});
