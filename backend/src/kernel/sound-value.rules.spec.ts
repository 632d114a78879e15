import { describe, expect, it } from '@jest/globals';
import { soundValue, TooDeepError } from './sound-value.rules.js';

function nested(levels: number): unknown {
  return JSON.parse('['.repeat(levels) + ']'.repeat(levels));
}

describe('a value from outside', () => {
  it.each([
    ['a NUL', 'a\0b', 'ab'],
    ['half a character', 'a\ud83d', 'a\uFFFD'],
    ['a whole one', 'a\u{1F600}', 'a\u{1F600}'],
    ['text within', { a: ['x\0', { b: '\udc00' }] }, { a: ['x', { b: '\uFFFD' }] }],
    ['a key', { 'n\0ame': 1 }, { name: 1 }],
    ['no text', [1, true, null, undefined], [1, true, null, undefined]],
  ])('is made sound: %s', (_, given, sound) => {
    expect(soundValue(given)).toEqual(sound);
  });

  it('loses a key that would be its prototype', () => {
    const value = soundValue(JSON.parse('{"__proto__": {"role": "administrator"}, "a": 1}')) as object;
    expect(Object.keys(value)).toEqual(['a']);
    expect('role' in value).toBe(false);
  });

  it('is refused when it is nested without end, and goes through as deep as a call script', () => {
    expect(() => soundValue(nested(100_000))).toThrow(TooDeepError);
    expect(soundValue(nested(40))).toEqual(nested(40));
  });
});
