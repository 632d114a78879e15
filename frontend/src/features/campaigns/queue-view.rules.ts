import type { Preflight, QueueExplanation, QueueReason } from '@warmline/contracts';

export type Bucket = 'now' | 'later' | 'never' | 'finished';

/** Whether time heals it, a person must, or nothing needs to. */
export const BUCKET_OF_REASON: Record<QueueReason, Exclude<Bucket, 'now'>> = {
  outside_hours: 'later',
  cooling: 'later',
  callback_promised: 'later',
  callback_of_colleague: 'later',
  caps_reached: 'later',
  number_busy: 'later',
  held_by_operator: 'later',
  zone_unknown: 'never',
  legal_source_incomplete: 'never',
  suppressed: 'never',
  no_phone: 'never',
  stage_closed: 'never',
  country_not_allowed: 'never',
  finished: 'finished',
};

export const BUCKET_MARKS: Record<Bucket, string> = {
  now: '--customer-mark',
  later: '--dead-mark',
  never: '--block-mark',
  finished: '--accent-2',
};

export type Waiting = QueueExplanation['waiting'][number];

export interface QueueBucket {
  readonly bucket: Bucket;
  readonly count: number;
  /** Largest first. */
  readonly reasons: readonly Waiting[];
}

/** The queue in four parts that add up to it. The last one is left out while it is empty. */
export function queueBuckets(queue: QueueExplanation): QueueBucket[] {
  const parts = (['later', 'never', 'finished'] as const).map((bucket) => {
    const reasons = queue.waiting.filter((row) => BUCKET_OF_REASON[row.reason] === bucket && row.count > 0);
    return {
      bucket,
      count: reasons.reduce((total, row) => total + row.count, 0),
      reasons: reasons.sort((a, b) => b.count - a.count),
    };
  });
  return [
    { bucket: 'now', count: queue.ready, reasons: [] },
    ...parts.filter((part) => part.bucket !== 'finished' || part.count > 0),
  ];
}

export type PreflightCheck = Preflight['checks'][number];

export function countOutcomes(checks: readonly PreflightCheck[]): Record<PreflightCheck['outcome'], number> {
  const counts = { passed: 0, failed: 0, advice: 0 };
  for (const { outcome } of checks) counts[outcome] += 1;
  return counts;
}

export interface HoursBar {
  /** 0 to 1 across the chart. */
  readonly from: number;
  readonly to: number;
  /** Still to come today. */
  readonly open: boolean;
}

export interface HoursRow {
  readonly zones: readonly string[];
  readonly count: number;
  readonly bars: readonly HoursBar[];
}

export interface HoursChart {
  /** The organisation's: its day is drawn on its clock, whoever reads it. */
  readonly zone: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1; outside when now lies beyond the hours shown. */
  readonly now: number;
  readonly ticksMs: readonly number[];
  readonly rows: readonly HoursRow[];
}

const HOUR_MS = 3_600_000;
/** Rows that fit beside the other panels; the rest of the zones hold few leads. */
const MAX_ROWS = 9;

/** Today's calling windows of each zone on one axis. Null when nobody may be called today. */
export function hoursChart(preflight: Preflight): HoursChart | null {
  const nowMs = Date.parse(preflight.queue.at);
  const windows = preflight.zones.flatMap((zone) => zone.windows);
  if (windows.length === 0) return null;
  const starts = windows.map((window) => Date.parse(window.from));
  const ends = windows.map((window) => Date.parse(window.to));
  const startMs = Math.floor(Math.min(...starts, nowMs) / HOUR_MS) * HOUR_MS;
  const endMs = Math.ceil(Math.max(...ends, nowMs) / HOUR_MS) * HOUR_MS;
  const place = (atMs: number): number => (atMs - startMs) / (endMs - startMs);
  const rows = [...preflight.zones].sort((a, b) => b.count - a.count).slice(0, MAX_ROWS);
  const firstOpens = (row: Preflight['zones'][number]): number =>
    Date.parse(row.windows[0]?.from ?? preflight.queue.at);
  return {
    zone: preflight.day.zone,
    startMs,
    endMs,
    now: place(nowMs),
    ticksMs: ticks(startMs, endMs),
    // East opens first: the chart falls like the sun moves.
    rows: rows
      .sort((a, b) => firstOpens(b) - firstOpens(a))
      .map((row) => ({
        zones: row.zones,
        count: row.count,
        bars: row.windows.flatMap((window) => cut(window, nowMs, place)),
      })),
  };
}

function ticks(startMs: number, endMs: number): number[] {
  const hours = (endMs - startMs) / HOUR_MS;
  const step = hours > 14 ? 2 : 1;
  return Array.from({ length: Math.floor(hours / step) + 1 }, (_, index) => startMs + index * step * HOUR_MS);
}

/** What has passed and what is left of one window. */
function cut(window: { from: string; to: string }, nowMs: number, place: (atMs: number) => number): HoursBar[] {
  const from = Date.parse(window.from);
  const to = Date.parse(window.to);
  const edge = Math.min(to, Math.max(from, nowMs));
  return [
    ...(edge > from ? [{ from: place(from), to: place(edge), open: false }] : []),
    ...(to > edge ? [{ from: place(edge), to: place(to), open: true }] : []),
  ];
}
