import { dayKey, formatClock, formatDate, formatDayMonth } from './format.js';
import type { Language } from './language.js';

const DAY_MS = 86_400_000;

/** Whole calendar days from `now` to `at`, in a zone: 0 today, -1 yesterday. */
export function dayDistance(at: string | number, now: number, zone?: string): number {
  return Math.round((Date.parse(dayKey(at, zone)) - Date.parse(dayKey(now, zone))) / DAY_MS);
}

/** `сегодня`, `вчера`, `tomorrow`: the language's own words. */
const dayWord = (distance: number, language: Language): string =>
  new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(distance, 'day');

/** A past instant in a narrow column: `14:16`, `вчера`, `02.03`, `02.03.2025`. */
export function pastText(at: string, now: number, language: Language): string {
  const distance = dayDistance(at, now);
  if (distance === 0) return formatClock(at);
  if (distance === -1) return dayWord(distance, language);
  return formatDate(at, { year: distance < -300 });
}

/** A promise in the lead's zone: `сегодня 16:00`, `чт 11:00`, `15 июня`. */
export function futureText(at: string, now: number, options: { language: Language; zone?: string }): string {
  const { language, zone } = options;
  const distance = dayDistance(at, now, zone);
  if (distance === 0 || distance === 1 || distance === -1) {
    return `${dayWord(distance, language)} ${formatClock(at, zone)}`;
  }
  if (distance > 1 && distance < 7) {
    const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
    const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone }).format(new Date(at));
    return `${weekday} ${formatClock(at, zone)}`;
  }
  return formatDayMonth(at, language, zone);
}

/** `26 ч`, `3 дн.`: how long, in its largest whole unit, by the language's own words. */
export function spanText(spanMs: number, language: Language): string {
  const hours = Math.max(0, Math.floor(spanMs / 3_600_000));
  const [value, unit] =
    hours >= 48
      ? [Math.floor(hours / 24), 'day' as const]
      : hours >= 1
        ? [hours, 'hour' as const]
        : [Math.max(0, Math.floor(spanMs / 60_000)), 'minute' as const];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}
