import { HOLIDAYS, HOLIDAY_YEARS, WORKING_WEEKENDS } from './holidays.data.js';
import { type LocalDay, type Weekday, weekdayOf } from './local-time.rules.js';

const daysOff = new Map(Object.entries(HOLIDAYS).map(([country, years]) => [country, new Set(unpack(years))]));
const workingWeekends = new Map(
  Object.entries(WORKING_WEEKENDS).map(([country, days]) => [country, new Set(days.split(' '))]),
);

/** A national public holiday of the country, transferred days off included. Unknown country or year: not known to be one. */
export function isPublicHoliday(country: string, day: LocalDay): boolean {
  return daysOff.get(country)?.has(keyOf(day)) ?? false;
}

/** The day of the week the day counts as: a weekend day the state made a working day counts as a Friday. */
export function workingWeekday(country: string, day: LocalDay): Weekday {
  return workingWeekends.get(country)?.has(keyOf(day)) ? 'fri' : weekdayOf(day);
}

/** Whether the shipped table covers the year, so that preflight can warn in time. */
export function holidaysKnown(country: string, year: number): boolean {
  return daysOff.has(country) && year >= HOLIDAY_YEARS.first && year <= HOLIDAY_YEARS.last;
}

/** `2026:0101 0102;2027:0101` as 20260101, 20260102, 20270101. */
function unpack(years: string): string[] {
  return years.split(';').flatMap((entry) => {
    const [year = '', days = ''] = entry.split(':');
    return days.split(' ').map((day) => year + day);
  });
}

function keyOf({ year, month, day }: LocalDay): string {
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}
