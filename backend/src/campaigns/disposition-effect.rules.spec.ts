import { describe, expect, it } from '@jest/globals';
import type { DispositionEffect } from '@warmline/contracts';
import { leadAfterResult, type LeadState } from './disposition-effect.rules.js';

const NOW = new Date('2026-11-23T21:30:00Z');
const cold: LeadState = { temperature: 'cold', stage: 'open', stageReason: null, returnOn: null };
const base: DispositionEffect = { reached: true, decisionMaker: true, phone: 'keep', queue: 'finish', suppress: false };

const after = (before: Partial<LeadState>, effect: Partial<DispositionEffect>): LeadState =>
  leadAfterResult({ ...cold, ...before }, { ...base, ...effect }, 'some_code', NOW);

describe('what a result makes of a lead', () => {
  it.each([
    ['cold', 'warm', 'warm'],
    ['cold', 'hot', 'hot'],
    ['warm', 'hot', 'hot'],
    ['hot', 'warm', 'hot'],
    ['hot', 'cold', 'hot'],
    ['warm', undefined, 'warm'],
  ] as const)('warms but never cools: %s and %s give %s', (temperature, result, expected) => {
    expect(after({ temperature }, { temperature: result }).temperature).toBe(expected);
  });

  it('a refusal has its reason and the day of return', () => {
    expect(after({}, { stage: 'refused', returnAfterDays: 90 })).toEqual({
      temperature: 'cold',
      stage: 'refused',
      stageReason: 'some_code',
      returnOn: '2027-02-21',
    });
    expect(after({}, { stage: 'refused' }).returnOn).toBeNull();
  });

  it('a refusal leaves a customer a customer, a closed company does not', () => {
    const customer = { stage: 'customer', stageReason: 'order' } as const;
    expect(after(customer, { stage: 'refused', returnAfterDays: 90 })).toMatchObject(customer);
    expect(after(customer, { stage: 'closed' })).toMatchObject({ stage: 'closed', stageReason: 'some_code' });
  });

  it('interest opens a lead that had refused, a call nobody answered does not', () => {
    const refused = { stage: 'refused', stageReason: 'refusal_not_now', returnOn: '2026-11-01' } as const;
    expect(after(refused, { temperature: 'warm' })).toEqual({
      temperature: 'warm',
      stage: 'open',
      stageReason: null,
      returnOn: null,
    });
    expect(after(refused, { reached: false })).toMatchObject(refused);
  });

  it('an order makes a customer and keeps whatever else the lead carries', () => {
    const before = { ...cold, clientId: '7' };
    expect(leadAfterResult(before, { ...base, temperature: 'hot', stage: 'customer' }, 'order', NOW)).toEqual({
      temperature: 'hot',
      stage: 'customer',
      stageReason: 'order',
      returnOn: null,
      clientId: '7',
    });
  });
});
