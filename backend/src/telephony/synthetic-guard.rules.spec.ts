import { describe, expect, it } from '@jest/globals';
import { guardSynthetic } from './synthetic-guard.rules.js';

describe('synthetic rows and invented numbers', () => {
  it('may ring in the simulator', () => {
    expect(guardSynthetic('simulator', { synthetic: true, country: 'ZZ' })).toEqual({ kind: 'allowed' });
  });

  it.each(['twilio', 'asterisk'] as const)('are refused by %s', (engine) => {
    expect(guardSynthetic(engine, { synthetic: true, country: 'RU' })).toEqual({
      kind: 'refused',
      reason: 'synthetic.row',
    });
    expect(guardSynthetic(engine, { synthetic: false, country: 'ZZ' })).toEqual({
      kind: 'refused',
      reason: 'synthetic.number',
    });
  });

  it('leave real rows alone', () => {
    expect(guardSynthetic('twilio', { synthetic: false, country: 'RU' })).toEqual({ kind: 'allowed' });
  });
});
