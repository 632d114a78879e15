/** When somebody may be called back: a working day and an hour that is office time in every zone the number may lie in. */
import { addDays, instantOfLocal, localTimeAt, MINUTE_MS } from '../compliance/local-time.rules.js';
import type { LocalDay, LocalTime } from '../compliance/local-time.rules.js';
import type { Random } from '../telephony/simulator/seeded-random.rules.js';
import { between } from '../telephony/simulator/seeded-random.rules.js';

const EARLIEST_HOUR = 10;
const LATEST_HOUR = 17;
const MOST_DAYS = 14;

/** Where nothing is known of the person's clock the promise is made by the organisation's usual one. */
const FALLBACK_ZONE = 'Europe/Moscow';

/** Whom a time is promised to. */
export interface Listener {
  /** The application clock. */
  readonly now: string;
  /** Possible zones of the number; empty where nothing is known. */
  readonly zones: readonly string[];
  readonly locale: 'ru' | 'en';
}

/** A day and an hour in the wall clock of the person called, as a script's date field takes it. */
export function workingDayAhead(listener: Listener, random: Random): string {
  const at = promisedInstant(listener, random, 0);
  const zone = zonesOf(listener)[0] ?? FALLBACK_ZONE;
  const { year, month, day, minuteOfDay } = localTimeAt(at, zone);
  return `${year}-${two(month)}-${two(day)}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** `later` moves it on by as many working days: what to try when the first time was refused. */
export function promisedInstant(listener: Listener, random: Random, later: number): Date {
  const now = new Date(listener.now);
  const zones = zonesOf(listener);
  const zone = zones[0] ?? FALLBACK_ZONE;
  const minute = between(random, EARLIEST_HOUR * 4, LATEST_HOUR * 4 - 1) * 15;
  const first = localTimeAt(now, zone);
  let left = between(random, 0, 2) + later;
  for (let days = 1; days <= MOST_DAYS + later; days += 1) {
    const day = addDays(first, days);
    const at = fittingInstant(day, { minute, zone, zones });
    if (at !== null && left <= 0) return at;
    if (at !== null) left -= 1;
  }
  // Zones without a common office hour: the first one's noon is as good as any, the server decides.
  return instantOfLocal(addDays(first, 1 + later), 12 * 60, zone, 'earlier');
}

/** The wished minute, or the nearest quarter of an hour at which it is a working hour everywhere; null on a day off. */
function fittingInstant(day: LocalDay, wish: { minute: number; zone: string; zones: readonly string[] }): Date | null {
  for (let shift = 0; shift < 24 * 60; shift += 15) {
    const at = instantOfLocal(day, (wish.minute + shift) % (24 * 60), wish.zone, 'earlier');
    if (wish.zones.every((zone) => isOfficeTime(localTimeAt(at, zone)))) return at;
  }
  return null;
}

function isOfficeTime({ weekday, minuteOfDay }: LocalTime): boolean {
  const hour = (minuteOfDay * MINUTE_MS) / 3_600_000;
  return weekday !== 'sat' && weekday !== 'sun' && hour >= EARLIEST_HOUR && hour < LATEST_HOUR;
}

function zonesOf({ zones }: Listener): readonly string[] {
  return zones.length === 0 ? [FALLBACK_ZONE] : zones;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
