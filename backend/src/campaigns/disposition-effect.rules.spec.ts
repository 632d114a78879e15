import { describe, expect, it } from '@jest/globals';
import { type LeadStanding, leadAfterResult } from './disposition-effect.rules.js';
import { SEEDED_DISPOSITIONS } from './disposition-seed.data.js';

const NOW = new Date('2026-03-18T09:00:00Z');
const COLD: LeadStanding = { temperature: 'cold', stage: 'open', stageReason: null, returnOn: null };
const ALL = SEEDED_DISPOSITIONS.flatMap((group) => group.results);
const effectOf = (code: string) => ALL.find((result) => result.code === code)!.effect;
const after = (lead: LeadStanding, code: string) => leadAfterResult(lead, effectOf(code), code, NOW);

describe('leadAfterResult', () => {
  it.each([
    ['interested', 'warm', 'open'],
    ['send_offer', 'warm', 'open'],
    ['meeting', 'hot', 'open'],
    ['invoice', 'hot', 'open'],
    ['order', 'hot', 'customer'],
    ['refusal_price', 'cold', 'refused'],
    ['already_client', 'cold', 'customer'],
    ['company_closed', 'cold', 'closed'],
    ['do_not_call', 'cold', 'closed'],
    ['busy', 'cold', 'open'],
    ['number_changed_hands', 'cold', 'open'],
  ])('leads a cold lead by %s to %s and %s', (code, temperature, stage) => {
    expect(after(COLD, code)).toMatchObject({ temperature, stage });
  });

  it('never cools a lead by a result', () => {
    for (const { code } of ALL) {
      expect(after({ ...COLD, temperature: 'hot' }, code).temperature).toBe('hot');
    }
  });

  it('names the day on which a refusal may be asked again', () => {
    expect(after(COLD, 'refusal_not_now')).toEqual({ ...COLD, stage: 'refused', stageReason: 'refusal_not_now', returnOn: '2026-06-16' });
  });

  it('opens a refused lead again that warms', () => {
    const refused: LeadStanding = { ...COLD, stage: 'refused', stageReason: 'refusal_price', returnOn: '2026-06-01' };
    expect(after(refused, 'interested')).toEqual({ ...COLD, temperature: 'warm' });
    expect(after(refused, 'no_answer')).toEqual(refused);
  });

  it('keeps a customer a customer when he refuses another offer', () => {
    expect(after({ ...COLD, stage: 'customer' }, 'refusal_no_need').stage).toBe('customer');
  });

  it('never reopens or warms what is closed', () => {
    const closed: LeadStanding = { ...COLD, stage: 'closed', stageReason: 'do_not_call' };
    for (const { code } of ALL) {
      expect(after(closed, code)).toEqual(closed);
    }
  });

  it('gives every seeded code once', () => {
    expect(new Set(ALL.map(({ code }) => code)).size).toBe(ALL.length);
  });
});
