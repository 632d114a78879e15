import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { numberKey } from './number-key.js';

const NUMBERS = ['+79161234567', '+1', '+442071838750', ''];

function asTheLibrary(secret: string, e164: string): string {
  return createHmac('sha256', secret).update(e164, 'latin1').digest('hex').slice(0, 32);
}

describe('the key of a number', () => {
  it.each([
    ['short', 'a'],
    ['of a block', 'b'.repeat(64)],
    ['longer than a block', 'c'.repeat(65)],
    ['not ASCII', 'секрет'],
    ['empty', ''],
  ])('is the first half of the HMAC, the secret %s', (_, secret) => {
    for (const number of NUMBERS) {
      expect(numberKey(secret, number).toString('hex')).toBe(asTheLibrary(secret, number));
    }
  });

  it('does not keep one number or secret in the key of the next', () => {
    const long = numberKey('one', '+442071838750').toString('hex');
    expect(numberKey('one', '+1').toString('hex')).toBe(asTheLibrary('one', '+1'));
    expect(numberKey('two', '+1').toString('hex')).toBe(asTheLibrary('two', '+1'));
    expect(numberKey('one', '+442071838750').toString('hex')).toBe(long);
  });

  it('refuses what is no number', () => {
    expect(() => numberKey('one', '9'.repeat(65))).toThrow(RangeError);
  });
});
