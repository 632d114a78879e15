import { describe, expect, it } from '@jest/globals';
import { readCursor, searchPatterns, writeCursor } from './warm-hot.rules.js';

describe('the cursor of a page', () => {
  it('is read as it was written', () => {
    const position = ['hot', '2026-03-18T14:16:00.123456Z', '42'] as const;
    expect(readCursor(writeCursor([...position]))).toEqual(position);
  });

  it.each([
    '',
    'x',
    '%%%',
    Buffer.from('{"a":1}').toString('base64url'),
    Buffer.from('["cold","x","1"]').toString('base64url'),
  ])('is refused when it is %j', (cursor) => {
    expect(readCursor(cursor)).toBeUndefined();
  });
});

describe('a search', () => {
  it('takes wildcards as written', () => {
    expect(searchPatterns('50%_a\\b').text).toBe('%50\\%\\_a\\\\b%');
  });

  it.each([
    ['8 (921) 123-45-67', '%9211234567%'],
    ['+7 921 123-45-67', '%9211234567%'],
    ['45-67', '%4567%'],
    ['123', null],
    ['Plant 4567', null],
  ])('for %j looks for the number %j', (q, digits) => {
    expect(searchPatterns(q).digits).toBe(digits);
  });
});
