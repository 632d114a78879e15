import { describe, expect, it } from '@jest/globals';
import { addDays, instantOfLocal, isKnownZone, localTimeAt, nextInstantOf } from './local-time.rules.js';

const at = (iso: string): Date => new Date(iso);
const BERLIN_SPRING = { year: 2026, month: 3, day: 29 };
const BERLIN_AUTUMN = { year: 2026, month: 10, day: 25 };

describe('local time', () => {
  it.each([
    ['2026-11-23T06:00:30Z', 'Europe/Moscow', 'mon', 9 * 60],
    ['2026-11-22T21:00:00Z', 'Europe/Moscow', 'mon', 0],
    ['2026-11-22T20:59:59Z', 'Europe/Moscow', 'sun', 23 * 60 + 59],
    ['2026-11-23T06:00:00Z', 'Asia/Kamchatka', 'mon', 18 * 60],
    ['2026-11-23T06:00:00Z', 'America/New_York', 'mon', 60],
    ['2026-07-01T04:15:00Z', 'Asia/Kolkata', 'wed', 9 * 60 + 45],
  ])('at %s in %s is %s, minute %i of the day', (instant, zone, weekday, minuteOfDay) => {
    expect(localTimeAt(at(instant), zone)).toMatchObject({ weekday, minuteOfDay });
  });

  it('counts days over the ends of months and years', () => {
    expect(addDays({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
    expect(addDays({ year: 2028, month: 3, day: 1 }, -1)).toEqual({ year: 2028, month: 2, day: 29 });
  });

  it('finds the instant of a wall clock on an ordinary day', () => {
    const day = { year: 2026, month: 11, day: 23 };
    expect(instantOfLocal(day, 9 * 60, 'Asia/Yekaterinburg', 'earlier')).toEqual(at('2026-11-23T04:00:00Z'));
    expect(instantOfLocal(day, 1440, 'Asia/Yekaterinburg', 'earlier')).toEqual(at('2026-11-23T19:00:00Z'));
  });

  it('takes the instant of the change for a time that the spring change skips', () => {
    expect(instantOfLocal(BERLIN_SPRING, 150, 'Europe/Berlin', 'earlier')).toEqual(at('2026-03-29T01:00:00Z'));
    expect(instantOfLocal(BERLIN_SPRING, 150, 'Europe/Berlin', 'later')).toEqual(at('2026-03-29T01:00:00Z'));
  });

  it('tells the two instants of a time that the autumn change shows twice', () => {
    expect(instantOfLocal(BERLIN_AUTUMN, 150, 'Europe/Berlin', 'earlier')).toEqual(at('2026-10-25T00:30:00Z'));
    expect(instantOfLocal(BERLIN_AUTUMN, 150, 'Europe/Berlin', 'later')).toEqual(at('2026-10-25T01:30:00Z'));
  });

  it('finds the next time the wall clock shows an hour, today or tomorrow', () => {
    expect(nextInstantOf(540, at('2026-11-23T05:00:00Z'), 'Europe/Moscow')).toEqual(at('2026-11-23T06:00:00Z'));
    expect(nextInstantOf(540, at('2026-11-23T06:00:00Z'), 'Europe/Moscow')).toEqual(at('2026-11-24T06:00:00Z'));
  });

  it('knows which zones exist', () => {
    expect(isKnownZone('Asia/Omsk')).toBe(true);
    expect(isKnownZone('Asia/Atlantis')).toBe(false);
  });
});
