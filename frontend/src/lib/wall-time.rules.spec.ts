import { describe, expect, it } from '@jest/globals';
import { instantOf, parseDay, parseTime, plusDays, wallTimeOf } from './wall-time.rules.js';

const zone = 'Asia/Yekaterinburg';

describe("a time on the lead's wall", () => {
  it('becomes an instant and comes back', () => {
    const instant = instantOf({ day: '2026-03-19', time: '11:00' }, zone);
    expect(instant.toISOString()).toBe('2026-03-19T06:00:00.000Z');
    expect(wallTimeOf(instant.getTime(), zone)).toEqual({ day: '2026-03-19', time: '11:00' });
  });

  it('follows the change of clocks where there is one', () => {
    expect(instantOf({ day: '2026-03-29', time: '12:00' }, 'Europe/Berlin').toISOString()).toBe(
      '2026-03-29T10:00:00.000Z',
    );
    expect(instantOf({ day: '2026-03-28', time: '12:00' }, 'Europe/Berlin').toISOString()).toBe(
      '2026-03-28T11:00:00.000Z',
    );
  });

  it.each([
    ['11', '11:00'],
    ['1130', '11:30'],
    ['9.05', '09:05'],
    [' 16:45 ', '16:45'],
    ['24:00', undefined],
    ['11:75', undefined],
    ['утром', undefined],
  ])('is read from %j as %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time);
  });

  it('crosses months', () => {
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
  });
});

describe('a day typed by hand', () => {
  it.each([
    ['19', '2026-03-19'],
    ['17', '2026-04-17'],
    ['1.4', '2026-04-01'],
    ['10.02', '2027-02-10'],
    ['05.06.26', '2026-06-05'],
    ['2026-12-31', '2026-12-31'],
    ['+3', '2026-03-21'],
    ['31.02', null],
    ['завтра', null],
  ])('reads %j as %s', (typed, day) => {
    expect(parseDay(typed, '2026-03-18')).toBe(day);
  });
});
