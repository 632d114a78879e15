import type { Audience, CampaignPolicy, WeekWindows } from '@warmline/contracts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
type Windows = WeekWindows['mon'];

const MOST_WINDOWS = 4;

const week = (weekday: Windows, saturday: Windows): WeekWindows => ({
  mon: weekday,
  tue: weekday,
  wed: weekday,
  thu: weekday,
  fri: weekday,
  sat: saturday,
  sun: [],
});

/** What a new campaign of this audience starts from; the called person's own time. */
export const USUAL_HOURS: Record<Audience, WeekWindows> = {
  b2b: week([{ from: '09:00', to: '18:00' }], []),
  b2c: week([{ from: '10:00', to: '20:00' }], [{ from: '11:00', to: '18:00' }]),
};

export const withDay = (hours: WeekWindows, day: Day, windows: Windows): WeekWindows => ({ ...hours, [day]: windows });

/** One more window after the last, where the day has room for it. */
export function withWindow(hours: WeekWindows, day: Day): WeekWindows {
  const windows = hours[day];
  const last = windows.at(-1);
  if (!last) return withDay(hours, day, [{ from: '09:00', to: '18:00' }]);
  if (windows.length >= MOST_WINDOWS || last.to >= '23:00') return hours;
  return withDay(hours, day, [...windows, { from: last.to, to: plusHour(last.to) }]);
}

const plusHour = (time: string): string => `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}${time.slice(2)}`;

/** A window ends after it began and the next one begins after that; a day that breaks this cannot be saved. */
export function wrongDays(hours: WeekWindows): Day[] {
  return DAYS.filter((day) =>
    hours[day].some((window, index) => {
      const before = hours[day][index - 1];
      return window.from >= window.to || (before !== undefined && window.from < before.to);
    }),
  );
}

/** Runs of days with equal hours: `mon`-`fri` 09:00-18:00. Closed days are left out. */
export function dayRuns(hours: WeekWindows): { from: Day; to: Day; windows: Windows }[] {
  const runs: { from: Day; to: Day; windows: Windows }[] = [];
  let before = '';
  for (const day of DAYS) {
    const windows = hours[day];
    const key = JSON.stringify(windows);
    const last = runs.at(-1);
    if (windows.length > 0 && last && key === before) last.to = day;
    else if (windows.length > 0) runs.push({ from: day, to: day, windows });
    before = key;
  }
  return runs;
}

/** Minutes as a person sets them: whole days, hours or minutes. */
export function delayParts(minutes: number): { value: number; unit: 'days' | 'hours' | 'minutes' } {
  if (minutes % 1440 === 0) return { value: minutes / 1440, unit: 'days' };
  if (minutes % 60 === 0) return { value: minutes / 60, unit: 'hours' };
  return { value: minutes, unit: 'minutes' };
}

const UNIT_MINUTES = { days: 1440, hours: 60, minutes: 1 } as const;
const LONGEST_DELAY_MINUTES = 60 * 24 * 60;

export const delayMinutes = (value: number, unit: 'days' | 'hours' | 'minutes'): number =>
  Math.min(LONGEST_DELAY_MINUTES, Math.max(1, value * UNIT_MINUTES[unit]));

export const withPolicy = (policy: CampaignPolicy, change: Partial<CampaignPolicy>): CampaignPolicy => ({
  ...policy,
  ...change,
});
