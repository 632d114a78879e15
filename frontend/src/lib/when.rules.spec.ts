import { describe, expect, it } from '@jest/globals';
import { dayDistance, futureText, pastText, spanText } from './when.rules.js';

const now = Date.parse('2026-03-18T11:14:00Z');
const zone = 'Asia/Yekaterinburg';

describe('when something was or will be', () => {
  it('counts days in the zone asked for, not in the reader’s', () => {
    expect(dayDistance('2026-03-18T20:00:00Z', now, zone)).toBe(1);
    expect(dayDistance('2026-03-18T18:00:00Z', now, zone)).toBe(0);
  });

  it('tells a promise by the lead’s clock', () => {
    expect(futureText('2026-03-18T11:30:00Z', now, { language: 'ru', zone })).toBe('сегодня 16:30');
    expect(futureText('2026-03-20T06:00:00Z', now, { language: 'ru', zone })).toBe('пт 11:00');
    expect(futureText('2026-06-15T06:00:00Z', now, { language: 'ru', zone })).toBe('15 июня');
    expect(futureText('2026-03-19T06:00:00Z', now, { language: 'en', zone })).toBe('tomorrow 11:00');
  });

  it('tells the past the shorter the older', () => {
    expect(pastText('2026-03-17T11:00:00Z', now, 'ru')).toBe('вчера');
    expect(pastText('2026-03-02T11:00:00Z', now, 'ru')).toBe('02.03');
    expect(pastText('2024-03-02T11:00:00Z', now, 'ru')).toBe('02.03.2024');
  });

  it('takes the largest whole unit of a span', () => {
    expect(spanText(26 * 3_600_000, 'ru')).toBe('26 ч');
    expect(spanText(72 * 3_600_000, 'en')).toBe('3 days');
    expect(spanText(90_000, 'en')).toBe('1 min');
  });
});
