import type { Audience, CampaignPolicy, WeekWindows } from '@warmline/contracts';
import { isPublicHoliday, workingWeekday } from './holidays.rules.js';
import { addDays, DAY_MS, instantOfLocal, type LocalDay, localTimeAt } from './local-time.rules.js';
import type { RulePack } from './rule-packs.data.js';

/** [from, to) in epoch milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

export interface CallingHours {
  /** Every IANA zone the person may be in; all of them must allow. Never empty: an unknown zone is refused before. */
  readonly zones: readonly string[];
  /** Countries whose public holidays count; usually the number's own. */
  readonly jurisdictions: readonly string[];
  /** The hard limits; all of them hold. */
  readonly packs: readonly RulePack[];
  readonly audience: Audience;
  /** The campaign's own hours, narrowed by the packs. */
  readonly hours: WeekWindows;
  readonly onHolidays: boolean;
}

/** `opensAt` null: not within the next `HORIZON_DAYS`. `until` is at most the horizon away. */
export type Openness =
  { readonly open: true; readonly until: Date } | { readonly open: false; readonly opensAt: Date | null };

const ALL_DAY: WeekWindows['mon'] = [{ from: '00:00', to: '24:00' }];
/** Hours of a campaign that narrows nothing: only the packs are left, the law. */
export const EVERY_HOUR: WeekWindows = {
  mon: ALL_DAY,
  tue: ALL_DAY,
  wed: ALL_DAY,
  thu: ALL_DAY,
  fri: ALL_DAY,
  sat: ALL_DAY,
  sun: ALL_DAY,
};

/** A campaign may hold promises to its own hours too; where it does not say, the person's choice goes before ours. */
export function keepsPromisesByLaw(policy: Pick<CampaignPolicy, 'promisesByLaw'>): boolean {
  return policy.promisesByLaw ?? true;
}

/** Longer than any row of holidays with its weekends. */
export const HORIZON_DAYS = 21;
const FIRST_LOOK_DAYS = 3;

/** Whether a call may start at `now`, and till when; else when the next may. Windows are half-open, by the start of the call. */
export function opennessAt(calling: CallingHours, now: Date): Openness {
  const at = now.getTime();
  // Most answers lie within days; three weeks are looked through only over long holidays.
  for (const days of [FIRST_LOOK_DAYS, HORIZON_DAYS]) {
    const found = openIntervals(calling, now, days).find(({ to }) => to > at);
    if (found !== undefined && (found.to < at + (days - 1) * DAY_MS || days === HORIZON_DAYS)) {
      return found.from <= at
        ? { open: true, until: new Date(found.to) }
        : { open: false, opensAt: new Date(found.from) };
    }
  }
  return { open: false, opensAt: null };
}

/** When calls may start, from local yesterday on for `days` days, in order and not touching one another. */
export function openIntervals(calling: CallingHours, now: Date, days: number): Interval[] {
  return calling.zones
    .map((zone) => openInZone(calling, { zone, now, days }))
    .reduce((common, own) => intersect(common, own));
}

function openInZone(calling: CallingHours, { zone, now, days }: { zone: string; now: Date; days: number }): Interval[] {
  const today = localTimeAt(now, zone);
  const intervals: Interval[] = [];
  for (let offset = -1; offset <= days; offset += 1) {
    const day = addDays(today, offset);
    for (const { from, to } of minutesOpen(calling, day)) {
      // The stricter of the two readings of an hour that is shown twice.
      const opens = instantOfLocal(day, from, zone, 'later').getTime();
      const closes = instantOfLocal(day, to, zone, 'earlier').getTime();
      appendMerged(intervals, { from: opens, to: closes });
    }
  }
  return intervals;
}

/** The hours of one local day in which a call may start, as `HH:MM`; none on a closed day. */
export function hoursOfDay(calling: CallingHours, day: LocalDay): { from: string; to: string }[] {
  return minutesOpen(calling, day).map(({ from, to }) => ({ from: clockOf(from), to: clockOf(to) }));
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Minutes of the local day in which the campaign and every pack allow a call to start. */
function minutesOpen(calling: CallingHours, day: LocalDay): Interval[] {
  const holiday = calling.jurisdictions.some((country) => isPublicHoliday(country, day));
  if (holiday && (!calling.onHolidays || calling.packs.some((pack) => pack.holidays === 'closed'))) {
    return [];
  }
  const weekday = workingWeekday(calling.jurisdictions[0] ?? '', day);
  const weeks = [calling.hours, ...calling.packs.map((pack) => pack.hours[calling.audience])];
  return weeks.map((week) => inMinutes(week[weekday])).reduce((common, own) => intersect(common, own));
}

function inMinutes(windows: WeekWindows['mon']): Interval[] {
  const merged: Interval[] = [];
  const sorted = windows
    .map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }))
    .sort((a, b) => a.from - b.from);
  sorted.forEach((interval) => appendMerged(merged, interval));
  return merged;
}

/** 'HH:MM' up to '24:00' as minutes since midnight. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function appendMerged(intervals: Interval[], next: Interval): void {
  if (next.to <= next.from) return;
  const last = intervals.at(-1);
  if (last !== undefined && next.from <= last.to) {
    intervals[intervals.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
  } else {
    intervals.push(next);
  }
}

/** Both lists in order and without overlap; so is the answer. */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (let a = left[i], b = right[j]; a !== undefined && b !== undefined; a = left[i], b = right[j]) {
    appendMerged(common, { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) });
    if (a.to < b.to) {
      i += 1;
    } else {
      j += 1;
    }
  }
  return common;
}
