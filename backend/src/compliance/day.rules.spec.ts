import { describe, expect, it } from '@jest/globals';
import { dayOf } from './day.rules.js';

const day = (instant: string, zone: string) => {
  const { startsAt, endsAt } = dayOf(Date.parse(instant), zone);
  return [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()];
};

describe('the report day', () => {
  it.each([
    ['2026-03-18T10:00:00Z', 'Europe/Moscow', '2026-03-17T21:00:00.000Z', '2026-03-18T21:00:00.000Z'],
    ['2026-03-17T20:59:59.999Z', 'Europe/Moscow', '2026-03-16T21:00:00.000Z', '2026-03-17T21:00:00.000Z'],
    ['2026-03-17T21:00:00Z', 'Europe/Moscow', '2026-03-17T21:00:00.000Z', '2026-03-18T21:00:00.000Z'],
    ['2026-03-18T02:00:00Z', 'America/New_York', '2026-03-17T04:00:00.000Z', '2026-03-18T04:00:00.000Z'],
    ['2026-03-18T10:00:00.123Z', 'Asia/Kathmandu', '2026-03-17T18:15:00.000Z', '2026-03-18T18:15:00.000Z'],
    ['2026-03-18T10:00:00Z', 'UTC', '2026-03-18T00:00:00.000Z', '2026-03-19T00:00:00.000Z'],
  ])('of %s in %s goes from midnight to midnight there', (instant, zone, startsAt, endsAt) => {
    expect(day(instant, zone)).toEqual([startsAt, endsAt]);
  });

  it('has 23 hours when summer time begins and 25 when it ends', () => {
    expect(day('2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(day('2026-10-25T12:00:00Z', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
    expect(day('2026-10-24T22:30:00Z', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('begins at the first instant that exists where the clock skips midnight', () => {
    expect(day('2026-03-29T12:00:00Z', 'Asia/Beirut')).toEqual([
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T21:00:00.000Z',
    ]);
    expect(day('2026-03-28T12:00:00Z', 'Asia/Beirut')).toEqual([
      '2026-03-27T22:00:00.000Z',
      '2026-03-28T22:00:00.000Z',
    ]);
  });
});
