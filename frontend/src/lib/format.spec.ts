import { describe, expect, it } from '@jest/globals';
import {
  dayKey,
  formatClock,
  formatDate,
  formatHours,
  formatNumber,
  formatShare,
  formatTalk,
  formatTimer,
  formatWeekday,
  formatZoneOffset,
  zoneOffsetMinutes,
} from './format.js';
import { formatPhone } from './phone.js';

const at = '2026-03-18T11:14:12.000Z';
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('spans of time', () => {
  it('count minutes and seconds, and hours from the first hour on', () => {
    expect([formatTimer(134_000), formatTimer(3_723_000), formatTimer(-5)]).toEqual(['02:14', '1:02:03', '00:00']);
  });

  it('drop the leading zero of a talk and keep hours of a day', () => {
    expect([formatTalk(292_000), formatHours(151 * 60_000)]).toEqual(['4:52', '2:31']);
  });
});

describe('numbers', () => {
  it('are grouped by the language, four digits too', () => {
    expect([plain(formatNumber(1204, 'ru')), formatNumber(1204, 'en')]).toEqual(['1 204', '1,204']);
  });

  it('give a share with its decimal mark and a dash where the whole is too small to say', () => {
    expect(plain(formatShare(63, 640, { language: 'ru' }))).toBe('9,8 %');
    expect(formatShare(21, 48, { language: 'en' })).toBe('44%');
    expect(formatShare(2, 9, { language: 'ru', minimum: 30 })).toBe('—');
  });
});

describe('instants', () => {
  it('show 24 hours in the zone asked for', () => {
    expect([formatClock(at, 'Europe/Moscow'), formatClock(at, 'Asia/Yekaterinburg')]).toEqual(['14:14', '16:14']);
  });

  it('name days in both languages', () => {
    expect(formatWeekday(at, 'ru', 'Europe/Moscow')).toBe('ср, 18 марта');
    expect(formatWeekday(at, 'en', 'Europe/Moscow')).toBe('Wed, 18 March');
    expect([formatDate(at, { zone: 'Europe/Moscow' }), formatDate(at, { zone: 'Europe/Moscow', year: true })]).toEqual([
      '18.03',
      '18.03.2026',
    ]);
  });

  it('belong to the day of their zone', () => {
    const late = '2026-03-18T22:30:00.000Z';
    expect([dayKey(late, 'Europe/Moscow'), dayKey(late, 'Europe/London')]).toEqual(['2026-03-19', '2026-03-18']);
  });

  it('count zones from Moscow in Russian and from UTC in English', () => {
    expect(zoneOffsetMinutes('Asia/Yekaterinburg', at)).toBe(300);
    const now = Date.parse(at);
    expect(formatZoneOffset('Asia/Yekaterinburg', 'ru', now)).toBe('МСК+2');
    expect(formatZoneOffset('Europe/Moscow', 'ru', now)).toBe('МСК');
    expect(formatZoneOffset('Asia/Yekaterinburg', 'en', now)).toBe('UTC+5');
  });
});

describe('phones', () => {
  it('are grouped as people read them', () => {
    expect(formatPhone('+79211234567')).toBe('+7 921 123-45-67');
    expect(formatPhone('+442079460958')).toBe('+44 207 946 09-58');
    expect(formatPhone('8 (812) 123')).toBe('8 (812) 123');
  });
});
