import { describe, expect, it } from '@jest/globals';
import { deliveryDelaysMs, dialFault, NO_FAULTS, parseFaults } from './fault.rules.js';
import { seededRandom } from './seeded-random.rules.js';

const share = (count: number, isHit: () => boolean) =>
  Array.from({ length: count }, isHit).filter((hit) => hit).length / count;

describe('faults between engine and inbox', () => {
  it.each([
    ['none', NO_FAULTS],
    ['', NO_FAULTS],
    ['loss', { ...NO_FAULTS, loss: 0.1 }],
    ['duplicate:1', { ...NO_FAULTS, duplicate: 1 }],
    ['loss:0.2,timeout', { ...NO_FAULTS, loss: 0.2, timeout: 0.1 }],
  ])('reads %j', (text, expected) => {
    expect(parseFaults(text)).toEqual(expected);
  });

  it.each(['explode', 'loss:2', 'loss:x', 'loss:-1'])('refuses %j', (text) => {
    expect(parseFaults(text)).toBeNull();
  });

  it('delivers at once and once when nothing is wrong', () => {
    expect(deliveryDelaysMs(NO_FAULTS, seededRandom('a'))).toEqual([0]);
  });

  it('loses, doubles and delays in the asked share', () => {
    const random = seededRandom('shares');
    const draw = (faults: Partial<typeof NO_FAULTS>) => deliveryDelaysMs({ ...NO_FAULTS, ...faults }, random);
    expect(share(4000, () => draw({ loss: 0.1 }).length === 0)).toBeCloseTo(0.1, 1);
    expect(share(4000, () => draw({ duplicate: 0.3 }).length === 2)).toBeCloseTo(0.3, 1);
    expect(share(4000, () => (draw({ reorder: 0.5 })[0] ?? 0) >= 1000)).toBeCloseTo(0.5, 1);
    expect(share(4000, () => (draw({ delay: 0.5 })[0] ?? 0) >= 5000)).toBeCloseTo(0.5, 1);
  });

  it('times out with and without a placed call', () => {
    const random = seededRandom('dial');
    const drawn = Array.from({ length: 200 }, () => dialFault({ ...NO_FAULTS, timeout: 1 }, random));
    expect(new Set(drawn)).toEqual(new Set(['timeout_but_placed', 'timeout_not_placed']));
    expect(dialFault(NO_FAULTS, random)).toBe('none');
  });
});
