import { describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { guardSynthetic } from './synthetic-guard.rules.js';
import { refusingSynthetic } from './synthetic-guard.js';
import type { DialCommand, TelephonyPort } from './telephony.port.js';

const demo = { synthetic: true, to: '+79991234567' };
const invented = { synthetic: false, to: '+99900000001' };
const real = { synthetic: false, to: '+78122345678' };

describe('synthetic rows and invented numbers', () => {
  it('may ring in the simulator', () => {
    expect(guardSynthetic('simulator', demo)).toEqual({ kind: 'allowed' });
    expect(guardSynthetic('simulator', invented)).toEqual({ kind: 'allowed' });
  });

  it.each(['twilio', 'asterisk'] as const)('are refused by %s', (engine) => {
    expect(guardSynthetic(engine, demo)).toEqual({ kind: 'refused', reason: 'synthetic.row' });
    expect(guardSynthetic(engine, invented)).toEqual({ kind: 'refused', reason: 'synthetic.number' });
    expect(guardSynthetic(engine, real)).toEqual({ kind: 'allowed' });
  });

  it('never reach the engine behind the guard, while everything else does', async () => {
    Logger.overrideLogger(false);
    const dial = jest.fn<TelephonyPort['dial']>().mockResolvedValue({ result: 'unknown' });
    const engine = { kind: 'asterisk', dial, health: () => 'up' } as unknown as TelephonyPort;
    const guarded = refusingSynthetic(engine);
    const command = { attemptId: 'a1', ...invented } as unknown as DialCommand;
    expect(await guarded.dial(command)).toEqual({ result: 'rejected', cause: 'invalid_number', retryable: false });
    expect(dial).not.toHaveBeenCalled();
    expect(await guarded.dial({ ...command, ...real })).toEqual({ result: 'unknown' });
    expect(guarded.health()).toBe('up');
    expect(guarded.kind).toBe('asterisk');
  });
});
