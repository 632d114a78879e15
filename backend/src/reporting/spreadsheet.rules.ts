import { localTimeAt } from '../compliance/local-time.rules.js';
import { guardFormula } from '../lists/csv-output.rules.js';

/** Excel takes no more characters in a cell. */
const CELL_MAX_CHARACTERS = 32_767;
/** What XML does not allow at all (tabs and line breaks stay), and lone halves of surrogate pairs, which no file in UTF-8 can hold. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** Words of people, as a cell that no spreadsheet takes for a formula or refuses to open. */
export function textCell(text: string): string {
  return guardFormula(text.slice(0, CELL_MAX_CHARACTERS - 1).replace(UNWRITABLE, ''));
}

const E164 = /^\+[0-9]{7,15}$/;

/**
 * A phone number, grouped as it is read out. With its spaces a spreadsheet keeps it as text, where bare digits after a plus become 7.9E+10;
 * it needs no apostrophe because nothing but digits can follow the plus. Anything else is text like any other.
 */
export function phoneCell(phone: string): string {
  if (!E164.test(phone)) return textCell(phone);
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  if (russian !== null) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return phone.replace(/(\d{3})(?=\d{2})/g, '$1 ').trim();
}

/** `2026-03-18 14:16` by the wall clock of the zone: sorts as text and is read the same in every country. */
export function timeCell(instant: string | null, zone: string): string {
  if (instant === null) return '';
  const { year, month, day, minuteOfDay } = localTimeAt(new Date(instant), zone);
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
