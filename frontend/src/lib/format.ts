import type { Language } from './language.js';

const LOCALES: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

const NBSP = '\u00a0';
const MINUTE_MS = 60_000;

/** `14:05` for minutes and seconds, `1:02:03` from an hour on. Negative spans read as zero. */
export function formatTimer(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const tail = `${String(minutes).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** A length of a talk in a list: `4:52`, `1:02:03`. */
export function formatTalk(spanMs: number): string {
  return formatTimer(spanMs).replace(/^0(\d)/, '$1');
}

/** Hours and minutes: `2:31`; for shares of a working day. */
export function formatHours(spanMs: number): string {
  const minutes = Math.max(0, Math.floor(spanMs / MINUTE_MS));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function formatNumber(value: number, language: Language, fractionDigits = 0): string {
  return new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
    // Intl leaves four digits ungrouped in some locales; counts are compared by eye, so they are always grouped.
    useGrouping: 'always',
  }).format(value);
}

/** A share of a whole as `9,8 %`; a dash while the whole is under `minimum`, where a share would be noise. */
export function formatShare(part: number, whole: number, options: { language: Language; minimum?: number }): string {
  if (whole < (options.minimum ?? 1)) return '—';
  const percent = (part / whole) * 100;
  const digits = percent >= 20 || percent === 0 ? 0 : 1;
  const number = formatNumber(percent, options.language, digits);
  return options.language === 'ru' ? `${number}${NBSP}%` : `${number}%`;
}

/** 24-hour time of day in `zone` (IANA), the reader's own zone when left out. */
export function formatClock(at: string | number | Date, zone?: string): string {
  return intl({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone).format(new Date(at));
}

/** Time of day with seconds, for the course of a call. */
export function formatClockSeconds(at: string | number | Date, zone?: string): string {
  return intl({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, zone).format(new Date(at));
}

/** `11.03`, or `11.03.2026` with `year`. */
export function formatDate(at: string | number | Date, options: { zone?: string; year?: boolean } = {}): string {
  const parts = intl({ day: '2-digit', month: '2-digit', year: 'numeric' }, options.zone).formatToParts(new Date(at));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return options.year ? `${of('day')}.${of('month')}.${of('year')}` : `${of('day')}.${of('month')}`;
}

/** `18 марта`, `18 March`. */
export function formatDayMonth(at: string | number | Date, language: Language, zone?: string): string {
  return dayFormat({ day: 'numeric', month: 'long' }, language, zone).format(new Date(at));
}

/** `ср, 18 марта`, `Wed, 18 March`. */
export function formatWeekday(at: string | number | Date, language: Language, zone?: string): string {
  const weekday = dayFormat({ weekday: 'short' }, language, zone).format(new Date(at));
  return `${weekday}, ${formatDayMonth(at, language, zone)}`;
}

/** ISO calendar day (`2026-03-18`) of an instant in a zone: the key by which days are compared. */
export function dayKey(at: string | number | Date, zone?: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(at));
}

/** Offset of `zone` from UTC in minutes at that instant. */
export function zoneOffsetMinutes(zone: string, at: string | number | Date): number {
  const instant = new Date(at);
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const utc = Date.parse(`${wall.format(instant).replace(' ', 'T')}Z`);
  return Math.round((utc - Math.floor(instant.getTime() / 1000) * 1000) / MINUTE_MS);
}

/** `МСК+2` in Russian, where everybody counts from Moscow; `UTC+5` in English. */
export function formatZoneOffset(zone: string, language: Language, at: number = Date.now()): string {
  const base = language === 'ru' ? zoneOffsetMinutes('Europe/Moscow', at) : 0;
  const minutes = zoneOffsetMinutes(zone, at) - base;
  const name = language === 'ru' ? 'МСК' : 'UTC';
  if (minutes === 0) return name;
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `${name}${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

function intl(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
}

function dayFormat(
  options: Intl.DateTimeFormatOptions,
  language: Language,
  zone: string | undefined,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: zone });
}
