import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@warmline/contracts';
import { limitOf, paceAt, TAKINGS } from './taking.rules.js';

describe('how fast a person may take', () => {
  it('is free at first, then slow, then stopped, for every role and kind', () => {
    for (const role of ROLES) {
      for (const taking of TAKINGS) {
        const limit = limitOf(taking, role);
        expect(limit.slow).toBeLessThan(limit.stop);
        const steps = [0, limit.slow - 1, limit.slow, limit.stop - 1, limit.stop, limit.stop * 2];
        expect(steps.map((used) => paceAt(used, limit))).toEqual(['free', 'free', 'slow', 'slow', 'stop', 'stop']);
      }
    }
  });

  it('leaves work alone: a card every five seconds, two hundred pages of fifty rows in ten minutes', () => {
    expect(paceAt(119, limitOf('cards', 'supervisor'))).toBe('free');
    expect(paceAt(199 * 50, limitOf('rows', 'marketer'))).toBe('free');
    expect(paceAt(3, limitOf('exports', 'marketer'))).toBe('free');
  });
});
