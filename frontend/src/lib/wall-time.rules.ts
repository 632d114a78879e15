import { zoneOffsetMinutes } from './format.js';

/** A wall-clock time where the lead is. */
export interface WallTime {
  /** `2026-03-19` */
  readonly day: string;
  /** `11:00` */
  readonly time: string;
}

const DAY_MS = 86_400_000;
/** The instant of a wall-clock time in a zone. In the hour that a clock change skips, the later reading. */
export function instantOf({ day, time }: WallTime, zone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const guess = asUtc - zoneOffsetMinutes(zone, asUtc) * 60_000;
  return new Date(asUtc - zoneOffsetMinutes(zone, guess) * 60_000);
}

export function wallTimeOf(instantMs: number, zone: string): WallTime {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const [day = '', time = ''] = wall.format(new Date(instantMs)).split(' ');
  return { day, time };
}

/** What an operator types: `11`, `1130`, `11.30`, `11:30`. Undefined when it is no time of day. */
export function parseTime(typed: string): string | undefined {
  const match = /^\s*(\d{1,2})(?:[:.,\s-]?(\d{2}))?\s*$/.exec(typed);
  const hours = Number(match?.[1]);
  const minutes = Number(match?.[2] ?? 0);
  if (!match || hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/**
 * A day as it is typed: `19` (the next 19th), `19.3`, `19.03.26`, `19/3/2026`, `2026-03-19`, or `+3` days from today. Null when it is no day.
 */
export function parseDay(typed: string, today: string): string | null {
  const text = typed.trim();
  const ahead = /^\+(\d{1,3})$/.exec(text);
  if (ahead) return plusDays(today, Number(ahead[1]));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return existing(text);
  const match = /^(\d{1,2})(?:[./\s-](\d{1,2}))?(?:[./\s-](\d{2}|\d{4}))?$/.exec(text);
  if (!match) return null;
  const [, day = '', month, year] = match;
  const written = (y: number, m: number): string | null =>
    existing(`${y}-${String(m).padStart(2, '0')}-${day.padStart(2, '0')}`);
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) return written(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month));
  if (month !== undefined) {
    return later(written(thisYear, Number(month)), today) ?? written(thisYear + 1, Number(month));
  }
  const thisMonth = Number(today.slice(5, 7));
  const next = thisMonth === 12 ? written(thisYear + 1, 1) : written(thisYear, thisMonth + 1);
  return later(written(thisYear, thisMonth), today) ?? next;
}

const later = (day: string | null, today: string): string | null => (day !== null && day >= today ? day : null);

/** 31 February is no day; it is not moved to March. */
function existing(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
