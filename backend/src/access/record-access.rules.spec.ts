import { describe, expect, it } from '@jest/globals';
import { RECORDS, ROLES } from '@warmline/contracts';
import { grantOf, mayReach, refusalFor, type Relations } from './record-access.rules.js';

const STRANGER: Relations = { present: false, own: false, member: false, observed: false };

describe('who reaches a record', () => {
  it.each(['administrator', 'supervisor'] as const)('is the %s for every kind', (role) => {
    for (const record of RECORDS) {
      expect(mayReach(grantOf(role, record), 'touch', STRANGER)).toBe(true);
    }
  });

  it.each(['operator', 'observer'] as const)('is no %s whom nothing joins to it', (role) => {
    for (const record of RECORDS) {
      expect(mayReach(grantOf(role, record), 'see', STRANGER)).toBe(false);
      expect(mayReach(grantOf(role, record), 'touch', undefined)).toBe(false);
    }
  });

  const cases = [
    ['operator', 'lead', 'touch', { present: true }, true],
    ['operator', 'lead', 'touch', { own: true }, false],
    ['operator', 'lead', 'see', { own: true }, true],
    ['operator', 'lead', 'see', { member: true }, false],
    ['operator', 'phone', 'touch', { present: true }, true],
    ['operator', 'callback', 'touch', { own: true }, true],
    ['operator', 'callback', 'touch', { member: true }, false],
    ['operator', 'list', 'see', { member: true, own: true, present: true }, false],
    ['observer', 'campaign', 'see', { observed: true }, true],
    ['observer', 'campaign', 'touch', { observed: true }, false],
    ['observer', 'lead', 'see', { observed: true }, false],
    ['marketer', 'lead', 'touch', {}, true],
    ['marketer', 'attempt', 'see', {}, false],
  ] as const;
  it.each(cases.map((each) => ({ each })))('is as the table says: $each', ({ each }) => {
    const [role, record, purpose, joined, may] = each;
    expect(mayReach(grantOf(role, record), purpose, { ...STRANGER, ...joined })).toBe(may);
  });

  it('is said for every role and kind, and a refusal names nothing but what was asked', () => {
    for (const role of ROLES) {
      for (const record of RECORDS) {
        expect(grantOf(role, record)).toBeDefined();
        expect(Object.values(refusalFor(record, '7').params).every((each) => each === '7' || each === record)).toBe(
          true,
        );
      }
    }
  });
});
