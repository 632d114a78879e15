import { describe, expect, it } from '@jest/globals';
import { EMPTY_KIND, gapOfKind, kindOf, progressOf } from './load.rules.js';

describe('the kind of a load', () => {
  it('is own refusals for the whole organisation until something else is chosen', () => {
    expect(gapOfKind(EMPTY_KIND)).toBeNull();
    expect(kindOf(EMPTY_KIND)).toEqual({ kind: 'opt_out', clientId: null });
  });

  it('asks a register for its name and its date', () => {
    const register = { ...EMPTY_KIND, kind: 'register' as const };
    expect(gapOfKind(register)).toBe('registerName');
    const named = { ...register, registerName: ' TPS ' };
    expect(gapOfKind(named)).toBe('registerDate');
    const whole = { ...named, registerDate: '2026-01-05', expiresOn: '2027-01-01' };
    expect(gapOfKind(whole)).toBeNull();
    expect(kindOf(whole)).toEqual({
      kind: 'register',
      clientId: null,
      register: { name: 'TPS', date: '2026-01-05', maxAgeDays: 31 },
    });
  });

  it('keeps a last day for exclusions alone', () => {
    const until = { ...EMPTY_KIND, expiresOn: '2027-01-01' };
    expect(kindOf({ ...until, kind: 'open_deal' })).toMatchObject({ expiresOn: '2027-01-01' });
    expect(kindOf(until)).not.toHaveProperty('expiresOn');
  });
});

it('hears the progress of its own load alone', () => {
  const event = {
    type: 'suppression_load.progressed',
    payload: { suppressionLoadId: '7', phase: 'reading', done: 5, total: null },
  };
  expect(progressOf(event, '7')).toEqual({ phase: 'reading', done: 5, total: null });
  expect(progressOf(event, '8')).toBeUndefined();
});
