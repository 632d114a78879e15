import { addDays, instantOfLocal, localTimeAt } from './local-time.rules.js';

/** The organisation's day, of reports and charts: from midnight to midnight of its zone. All instants in ms since 1970. */
export interface OrganisationDay {
  readonly startsAt: number;
  /** Exclusive. */
  readonly endsAt: number;
}

/** The day an instant lies in: 23, 24 or 25 hours. Where the clock skips midnight it begins with the first instant that exists. */
export function dayOf(instant: number, zone: string): OrganisationDay {
  const date = localTimeAt(new Date(instant), zone);
  return {
    startsAt: instantOfLocal(date, 0, zone, 'earlier').getTime(),
    endsAt: instantOfLocal(addDays(date, 1), 0, zone, 'earlier').getTime(),
  };
}

export function isWithin(day: OrganisationDay, instant: number): boolean {
  return instant >= day.startsAt && instant < day.endsAt;
}
