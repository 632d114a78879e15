import { describe, expect, it } from '@jest/globals';
import { judgeTime, promiseChips } from './promise-time.rules.js';
import { instantOf } from './wall-time.rules.js';

const zone = 'Asia/Yekaterinburg';
const at = (day: string, time: string): number => instantOf({ day, time }, zone).getTime();
/** The law 9 to 20, the campaign 9 to 18; Friday and the Monday after. */
const times = {
  law: [
    [at('2026-03-20', '09:00'), at('2026-03-20', '20:00')],
    [at('2026-03-23', '09:00'), at('2026-03-23', '20:00')],
  ] as [number, number][],
  campaign: [
    [at('2026-03-20', '09:00'), at('2026-03-20', '18:00')],
    [at('2026-03-23', '09:00'), at('2026-03-23', '18:00')],
  ] as [number, number][],
  until: new Date(at('2026-03-23', '23:59')).toISOString(),
  untilBy: 'source' as const,
};
const chipsAt = (time: string): string[] =>
  promiseChips(times, at('2026-03-20', time), zone).map((chip) => `${chip.id} ${chip.at.day} ${chip.at.time}`);

describe('what may be promised', () => {
  const nowMs = at('2026-03-20', '11:07');
  const judge = (day: string, time: string) => judgeTime(times, at(day, time), { nowMs, zone });

  it.each([
    ['an hour of the day', '2026-03-20', '12:00', 'fine'],
    ['after the campaign`s own hours', '2026-03-20', '19:00', 'outside_campaign'],
    ['now gone', '2026-03-20', '11:00', 'past'],
    ['in the night', '2026-03-20', '03:00', 'past'],
    ['in the next night', '2026-03-21', '03:00', 'closed'],
    ['on a Sunday', '2026-03-22', '12:00', 'closed'],
    ['after the source has ended', '2026-03-24', '12:00', 'source'],
  ])('%s', (_, day, time, kind) => {
    expect(judge(day, time).kind).toBe(kind);
  });

  it('names the earliest time instead, and the hours of the day', () => {
    expect(judge('2026-03-20', '21:00')).toEqual({
      kind: 'closed',
      earliest: at('2026-03-23', '09:00'),
      hours: [{ from: '09:00', to: '20:00' }],
    });
    expect(judge('2026-03-22', '12:00')).toMatchObject({ hours: [] });
    expect(judge('2026-03-20', '10:00')).toMatchObject({ kind: 'past', earliest: at('2026-03-20', '11:08') });
  });
});

describe('quick promises', () => {
  it('are all there in the morning', () => {
    expect(chipsAt('11:07')).toEqual([
      'in_15 2026-03-20 11:22',
      'in_60 2026-03-20 12:07',
      'today 2026-03-20 13:30',
      'tomorrow 2026-03-23 10:00',
    ]);
  });

  it('leave out what the law does not allow any more', () => {
    expect(chipsAt('19:30')).toEqual(['in_15 2026-03-20 19:45', 'tomorrow 2026-03-23 10:00']);
    expect(chipsAt('19:50')).toEqual(['tomorrow 2026-03-23 10:00']);
  });

  it('are none where nothing may be promised', () => {
    expect(promiseChips({ ...times, law: [], campaign: [] }, at('2026-03-20', '11:00'), zone)).toEqual([]);
  });
});
