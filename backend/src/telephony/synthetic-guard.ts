import { Logger } from '@nestjs/common';
import { guardSynthetic } from './synthetic-guard.rules.js';
import type { TelephonyPort } from './telephony.port.js';

/** The engine with the guard in front of its `dial`; every other call goes straight through. */
export function refusingSynthetic(engine: TelephonyPort): TelephonyPort {
  const logger = new Logger('synthetic-guard');
  const dial: TelephonyPort['dial'] = async (command) => {
    const verdict = guardSynthetic(engine.kind, command);
    if (verdict.kind === 'allowed') return engine.dial(command);
    logger.error(`${engine.kind} was asked to dial attempt ${command.attemptId}: ${verdict.reason}`);
    return { result: 'rejected', cause: 'invalid_number', retryable: false };
  };
  return new Proxy(engine, {
    get: (target, key) => {
      if (key === 'dial') return dial;
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
