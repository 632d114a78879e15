import { localTimeAt } from '../compliance/local-time.rules.js';
import { formatPhone } from '@warmline/contracts';
import { guardFormula } from '../lists/csv-output.rules.js';

/** Excel takes no more characters in a cell. */
const CELL_MAX_CHARACTERS = 32_767;
/** What XML does not allow at all (tabs and line breaks stay), and lone halves of surrogate pairs, which no file in UTF-8 can hold. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** Words of people, as a cell that no spreadsheet takes for a formula or refuses to open. Line breaks of every kind become line feeds: XML keeps no other. */
export function textCell(text: string): string {
  const written = text.slice(0, CELL_MAX_CHARACTERS).replace(/\r\n?/g, '\n').replace(UNWRITABLE, '');
  const guarded = guardFormula(written);
  // Guards make a cell longer; cut behind them, none is lost.
  return guarded.slice(0, CELL_MAX_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
}

const E164 = /^\+[0-9]{7,15}$/;

/**
 * A phone number, grouped as on the screen. With its spaces a spreadsheet keeps it as text, where bare digits after a plus become 7.9E+10;
 * it needs no apostrophe because nothing but digits can follow the plus. Anything else is text like any other.
 */
export function phoneCell(phone: string): string {
  if (!E164.test(phone)) return textCell(phone);
  return formatPhone(phone);
}

/** `2026-03-18 14:16` by the wall clock of the zone: sorts as text and is read the same in every country. */
export function timeCell(instant: string | null, zone: string): string {
  if (instant === null) return '';
  const { year, month, day, minuteOfDay } = localTimeAt(new Date(instant), zone);
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
