import { z } from 'zod';

/** Put before local numbers: 812. */
export const areaCodeSchema = z.string().regex(/^[0-9]{2,6}$/);
/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/);
/** A name of the IANA time zone database. */
export const zoneSchema = z.string().max(60).refine(isZone, 'an IANA time zone is expected');

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
