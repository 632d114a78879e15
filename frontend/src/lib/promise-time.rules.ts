import type { PromiseTimes } from '@warmline/contracts';
import { dayKey } from './format.js';
import { instantOf, plusDays, type WallTime, wallTimeOf } from './wall-time.rules.js';

/** In the order of their keys. */
export const CHIP_IDS = ['in_15', 'in_60', 'today', 'tomorrow'] as const;
export type ChipId = (typeof CHIP_IDS)[number];

export interface PromiseChip {
  readonly id: ChipId;
  /** Where the lead is. */
  readonly at: WallTime;
}

export type TimeVerdict =
  | { readonly kind: 'fine' | 'outside_campaign' }
  | {
      readonly kind: 'past' | 'closed' | 'too_far' | 'source';
      /** The first instant at or after the asked one that may be promised; null: there is none. */
      readonly earliest: number | null;
      /** When calls may start on the asked day, in the lead's time; none: not at all. */
      readonly hours: readonly { readonly from: string; readonly to: string }[];
    };

type Windows = Pick<PromiseTimes, 'law' | 'campaign' | 'until' | 'untilBy'>;

const MINUTE_MS = 60_000;
const HALF_HOUR_MS = 30 * MINUTE_MS;
/** A morning call is not the first thing in the day. */
const MORNING = '10:00';
const DAYS_LOOKED = 14;

/** Whether a time may be promised: by the law's hours; outside the campaign's own it may, and is told. */
export function judgeTime(times: Windows, atMs: number, { nowMs, zone }: { nowMs: number; zone: string }): TimeVerdict {
  const refusal = (kind: 'past' | 'closed' | 'too_far' | 'source', from: number): TimeVerdict => ({
    kind,
    earliest: earliestFrom(times, from),
    hours: hoursOfDay(times, dayKey(atMs, zone), zone),
  });
  if (atMs <= nowMs) return refusal('past', nowMs + MINUTE_MS);
  if (atMs > Date.parse(times.until)) {
    return refusal(times.untilBy === 'source' ? 'source' : 'too_far', nowMs + MINUTE_MS);
  }
  if (!isWithin(times.law, atMs)) return refusal('closed', atMs);
  return { kind: isWithin(times.campaign, atMs) ? 'fine' : 'outside_campaign' };
}

/** The usual promises, each only where it may be promised. */
export function promiseChips(times: Windows, nowMs: number, zone: string): PromiseChip[] {
  const candidates: { id: ChipId; atMs: number | null }[] = [
    { id: 'in_15', atMs: upTo(nowMs + 15 * MINUTE_MS, MINUTE_MS) },
    { id: 'in_60', atMs: upTo(nowMs + 60 * MINUTE_MS, MINUTE_MS) },
    { id: 'today', atMs: laterToday(nowMs, zone) },
    { id: 'tomorrow', atMs: nextMorning(times, nowMs, zone) },
  ];
  return candidates.flatMap(({ id, atMs }) => {
    if (atMs === null) return [];
    const { kind } = judgeTime(times, atMs, { nowMs, zone });
    return kind === 'fine' || kind === 'outside_campaign' ? [{ id, at: wallTimeOf(atMs, zone) }] : [];
  });
}

/** Hours of nobody: what holds until the server has told its own. */
export function anyTime(nowMs: number): Windows {
  const until = nowMs + 180 * 86_400_000;
  return {
    law: [[nowMs, until]],
    campaign: [[nowMs, until]],
    until: new Date(until).toISOString(),
    untilBy: 'horizon',
  };
}

function laterToday(nowMs: number, zone: string): number | null {
  const atMs = upTo(nowMs + 2 * 60 * MINUTE_MS, HALF_HOUR_MS);
  return dayKey(atMs, zone) === dayKey(nowMs, zone) ? atMs : null;
}

/** The first day after today on which calls may start: at ten, or when that day opens. The campaign's own hours go first. */
function nextMorning(times: Windows, nowMs: number, zone: string): number | null {
  const today = dayKey(nowMs, zone);
  for (let days = 1; days <= DAYS_LOOKED; days += 1) {
    const ten = instantOf({ day: plusDays(today, days), time: MORNING }, zone).getTime();
    const noon = instantOf({ day: plusDays(today, days), time: '12:00' }, zone).getTime();
    for (const windows of [times.campaign, times.law]) {
      const found = windows.find(([from, to]) => to > ten && from < noon + HALF_HOUR_MS && from < to);
      if (found) return Math.max(found[0], ten);
    }
  }
  return null;
}

function earliestFrom({ law }: Windows, fromMs: number): number | null {
  const window = law.find(([, to]) => to > fromMs);
  return window === undefined ? null : upTo(Math.max(window[0], fromMs), MINUTE_MS);
}

function hoursOfDay({ law }: Windows, day: string, zone: string): { from: string; to: string }[] {
  const starts = instantOf({ day, time: '00:00' }, zone).getTime();
  const ends = instantOf({ day: plusDays(day, 1), time: '00:00' }, zone).getTime();
  return law
    .filter(([from, to]) => to > starts && from < ends)
    .map(([from, to]) => ({
      from: wallTimeOf(Math.max(from, starts), zone).time,
      to: to >= ends ? '24:00' : wallTimeOf(to, zone).time,
    }));
}

const isWithin = (windows: Windows['law'], atMs: number): boolean =>
  windows.some(([from, to]) => from <= atMs && atMs < to);

const upTo = (ms: number, step: number): number => Math.ceil(ms / step) * step;
