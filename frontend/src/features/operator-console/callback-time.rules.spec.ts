import { describe, expect, it } from '@jest/globals';
import { callbackChips, instantOf, parseDay, parseTime, plusDays, wallTimeOf } from './callback-time.rules.js';

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

describe('quick promises', () => {
  const chips = (instant: string) =>
    callbackChips(Date.parse(instant), zone).map(({ id, at }) => `${id} ${at.day} ${at.time}`);

  it('begin with today, an hour from now on the half hour', () => {
    expect(chips('2026-03-18T09:14:00Z')[0]).toBe('today 2026-03-18 15:30');
  });

  it('leave today out when the day is done there', () => {
    expect(chips('2026-03-18T12:10:00Z')[0]).toBe('tomorrow_10 2026-03-19 10:00');
  });

  it('pass over the weekend', () => {
    expect(chips('2026-03-20T12:10:00Z').slice(0, 3)).toEqual([
      'tomorrow_10 2026-03-23 10:00',
      'tomorrow_11 2026-03-23 11:00',
      'later_day 2026-03-24 10:00',
    ]);
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
