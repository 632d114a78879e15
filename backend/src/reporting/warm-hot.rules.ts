import type { Role } from '@warmline/contracts';
import { z } from 'zod';

/** A lead that cools within that time is shown as cooling. */
export const COOLS_SOON_MS = 7 * 86_400_000;
/** So long a deal stays on the list after the lead became a customer. */
export const DEAL_SHOWN_MS = 7 * 86_400_000;

/** Where a page ended: temperature, since when (microseconds, as the database writes it) and id of its last row. */
const positionSchema = z.tuple([
  z.enum(['hot', 'warm']),
  z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  z.string().regex(/^[1-9][0-9]{0,17}$/),
]);
export type WarmHotPosition = z.infer<typeof positionSchema>;

export function writeCursor(position: WarmHotPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Undefined for anything but a cursor of ours. */
export function readCursor(cursor: string): WarmHotPosition | undefined {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

/** Those who lead the work see every warm and hot lead; a salesperson of any other role what was offered to him. */
export const SEES_ALL: Record<Role, boolean> = {
  administrator: true,
  supervisor: true,
  marketer: true,
  operator: false,
  observer: false,
};

export interface SearchPatterns {
  /** For ILIKE; `%` and `_` of the user's are taken as written. */
  readonly text: string;
  /** For a number, by its digits; null when there are too few to search by. */
  readonly digits: string | null;
}

const FEWEST_DIGITS = 4;

export function searchPatterns(q: string): SearchPatterns {
  const digits = q.replace(/\D/g, '');
  // 8 921 ... and 921 ... are written as +7 921 ...: the country's own prefix is not searched for.
  const national = digits.length === 11 ? digits.slice(1) : digits;
  return {
    text: `%${q.replace(/[\\%_]/g, '\\$&')}%`,
    digits: digits.length >= FEWEST_DIGITS && /^[\d\s()+.-]+$/.test(q) ? `%${national}%` : null,
  };
}
