import { describe, expect, it } from '@jest/globals';
import { levelsDownTo, maskNumbers } from './log.js';

describe('maskNumbers', () => {
  it.each([
    ['+7 921 123-45-67', '+***67'],
    ['dial +79211234567 failed', 'dial +***67 failed'],
    ['8 (812) 310-21-84', '+***84'],
    ['attempt 01999999-9999-7999-8999-999999999999', 'attempt 01999999-9999-7999-8999-999999999999'],
    ['took 1764000000001 ms', 'took 1764000000001 ms'],
  ])('writes %s as %s', (line, masked) => {
    expect(maskNumbers(line)).toBe(masked);
  });
});

describe('levelsDownTo', () => {
  it('keeps what is graver than the level asked for', () => {
    expect(levelsDownTo('warn')).toEqual(['fatal', 'error', 'warn']);
  });
});
