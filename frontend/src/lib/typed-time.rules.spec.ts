import { describe, expect, it } from '@jest/globals';
import { parseDay, parseTime, writeDay } from './typed-time.rules.js';

describe('a time of day as people type it', () => {
  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['18:00', '18:00'],
    ['24', '24:00'],
  ])('reads %s as %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time);
  });

  it.each(['', '25', '24:30', '9:75', 'утро'])('does not take "%s" for a time', (typed) => {
    expect(parseTime(typed)).toBeNull();
  });
});

describe('a day as people type it', () => {
  it.each([
    ['1.8.2026', '2026-08-01'],
    ['01/08/26', '2026-08-01'],
    ['2026-08-01', '2026-08-01'],
  ])('reads %s as %s', (typed, day) => {
    expect(parseDay(typed)).toBe(day);
  });

  it.each(['', '31.02.2026', '8.2026', 'вчера'])('does not take "%s" for a day', (typed) => {
    expect(parseDay(typed)).toBeNull();
  });

  it('writes a day the way it is read', () => {
    expect(parseDay(writeDay('2026-08-01'))).toBe('2026-08-01');
  });
});
