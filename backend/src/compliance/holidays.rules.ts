import { HOLIDAYS, HOLIDAY_YEARS, LAST_DECREED_YEAR, WORKING_WEEKENDS } from './holidays.data.js';
import { type LocalDay, type Weekday, weekdayOf } from './local-time.rules.js';

const daysOff = new Map(Object.entries(HOLIDAYS).map(([country, years]) => [country, new Set(unpack(years))]));
/** MMDD of every day that was a holiday in some year of the table. */
const daysOffOfAnyYear = new Map(
  [...daysOff].map(([country, days]) => [country, new Set([...days].map((day) => day.slice(4)))]),
);
const workingWeekends = new Map(
  Object.entries(WORKING_WEEKENDS).map(([country, days]) => [country, new Set(days.split(' '))]),
);

/**
 * A national public holiday of the country, transferred days off included. Unknown is no: in a year the table does not reach, a day counts as one
 * when it was one in any year known, so the days of the statute are kept and the moving feasts rather too often than too seldom. A year of the
 * table without its decree has the days of the statute (in Russia article 112 of the Labour Code). Of an unknown country nothing can be said;
 * `holidaysKnown` tells preflight of all three.
 */
export function isPublicHoliday(country: string, day: LocalDay): boolean {
  const key = keyOf(day);
  const isInTable = day.year >= HOLIDAY_YEARS.first && day.year <= HOLIDAY_YEARS.last;
  return (isInTable ? daysOff.get(country)?.has(key) : daysOffOfAnyYear.get(country)?.has(key.slice(4))) ?? false;
}

/** The day of the week the day counts as: a weekend day the state made a working day counts as a Friday. */
export function workingWeekday(country: string, day: LocalDay): Weekday {
  return workingWeekends.get(country)?.has(keyOf(day)) ? 'fri' : weekdayOf(day);
}

/** Whether every day off of the year is in the shipped table, its decree included, so that preflight can warn in time. */
export function holidaysKnown(country: string, year: number): boolean {
  const last = LAST_DECREED_YEAR[country] ?? HOLIDAY_YEARS.last;
  return daysOff.has(country) && year >= HOLIDAY_YEARS.first && year <= last;
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
