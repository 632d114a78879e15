/*
 * Wall clocks of the world, from the IANA rules Node ships. An offset is never kept: it is asked for the instant in question,
 * so that a change of summer time or of a law needs a new Node and nothing else.
 */

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day of a calendar, without a zone. `month` 1-12. */
export interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface LocalTime extends LocalDay {
  readonly weekday: Weekday;
  /** Minutes since local midnight, seconds cut off. */
  readonly minuteOfDay: number;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of `zone` at an instant. Throws RangeError when Node does not know the zone. */
export function localTimeAt(at: Date, zone: string): LocalTime {
  const shown = new Date(wallMs(at.getTime(), zone));
  return {
    ...dayOfWall(shown),
    weekday: weekdayOf(dayOfWall(shown)),
    minuteOfDay: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  };
}

export function weekdayOf(day: LocalDay): Weekday {
  return WEEKDAYS[new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay()] ?? 'sun';
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return dayOfWall(new Date(Date.UTC(day.year, day.month - 1, day.day + days)));
}

export function isKnownZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which the wall clock of `zone` shows this minute of this day (1440 = midnight that ends it).
 * In a gap (clocks put forward over it): the instant of the change, when the wall clock first shows that or later.
 * In an overlap (shown twice): `earlier` or `later` of the two, as the caller asks.
 */
export function instantOfLocal(day: LocalDay, minuteOfDay: number, zone: string, overlap: 'earlier' | 'later'): Date {
  const wall = Date.UTC(day.year, day.month - 1, day.day) + minuteOfDay * MINUTE_MS;
  const before = wall - offsetMs(wall - DAY_MS, zone);
  const after = wall - offsetMs(wall + DAY_MS, zone);
  const fitting = [before, after].filter((ms) => wallMs(ms, zone) === wall);
  if (fitting.length === 0) {
    return new Date(changeBetween(Math.min(before, after), Math.max(before, after), zone));
  }
  return new Date(overlap === 'earlier' ? Math.min(...fitting) : Math.max(...fitting));
}

/** The instant of `2026-03-19T11:00` on the wall clock of `zone`; null where no time of day is said. */
export function instantOfWallClock(text: string, zone: string): Date | null {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text) ?? [];
  return minute === undefined
    ? null
    : instantOfLocal(
        { year: Number(year), month: Number(month), day: Number(day) },
        Number(hour) * 60 + Number(minute),
        zone,
        'earlier',
      );
}

/** The first instant after `after` at which the zone's wall clock shows this minute of some day. */
export function nextInstantOf(minuteOfDay: number, after: Date, zone: string): Date {
  const today = localTimeAt(after, zone);
  for (let days = 0; ; days += 1) {
    const at = instantOfLocal(addDays(today, days), minuteOfDay, zone, 'earlier');
    if (at > after) return at;
  }
}

/** The instant in (low, high] from which the offset is the one at `high`. */
function changeBetween(low: number, high: number, zone: string): number {
  const target = offsetMs(high, zone);
  let from = low;
  let to = high;
  while (to - from > 1000) {
    const middle = Math.floor((from + to) / 2000) * 1000;
    if (offsetMs(middle, zone) === target) {
      to = middle;
    } else {
      from = middle;
    }
  }
  return to;
}

function offsetMs(atMs: number, zone: string): number {
  return wallMs(atMs, zone) - Math.floor(atMs / 1000) * 1000;
}

/** What the wall clock shows, written as if it were UTC; whole seconds. */
function wallMs(atMs: number, zone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(atMs)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function dayOfWall(wall: Date): LocalDay {
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** Making a formatter costs about 50 µs, using one about 2. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}
