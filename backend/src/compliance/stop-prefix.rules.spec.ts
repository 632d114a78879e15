import { describe, expect, it } from '@jest/globals';
import { isBroadPrefix, normalPrefix } from './stop-prefix.rules.js';

describe('a prefix as people write it', () => {
  it.each([
    ['+7 921', '+7921'],
    ['8 (800)', '+7800'],
    ['7495', '+7495'],
    ['7 (495) 123-4', '+74951234'],
    ['+47', '+47'],
    ['00 44 20', '+4420'],
    ['+999', '+999'],
    [' +7 ', '+7'],
  ])('%s is %s', (text, prefix) => {
    expect(normalPrefix(text)).toBe(prefix);
  });

  it.each(['', '+', '8', '921', '495', '+0123', 'abc', '+7 921 абв', '+123456789012345', '7921*'])(
    '%s is none',
    (text) => {
      expect(normalPrefix(text)).toBeNull();
    },
  );
});

describe('a broad prefix', () => {
  it.each([
    ['+7', 0, true],
    ['+7921', 1, true],
    ['+749512', 3, false],
    ['+749512', 1_001, true],
  ])('%s with %i leads: %s', (prefix, leads, isBroad) => {
    expect(isBroadPrefix(prefix, leads)).toBe(isBroad);
  });
});
