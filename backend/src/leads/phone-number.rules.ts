import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { isAlienShape, isLocalShape } from './phone-shape.rules.js';
import type { Piece } from './phone-text.rules.js';

/** How the digits of a cell become a number; the same for a whole list. */
export interface PhoneCellSettings {
  /** Country of numbers written without a country code, ISO 3166 alpha-2. */
  readonly country: CountryCode;
  /** Code put before local numbers, digits only: `812`. */
  readonly areaCode?: string | undefined;
  /** +999 numbers of a demo; never accepted in a real list. */
  readonly acceptSynthetic?: boolean | undefined;
}

export interface CellPhone {
  /** As it stood in the cell. */
  readonly raw: string;
  readonly e164: string;
  /** Digits to dial after the answer; empty when there are none. */
  readonly extension: string;
  /** `area_code`: completed by the list's hint; `suffix`: last two digits given after a full number ("310-21-84/85"). */
  readonly origin: 'as_written' | 'area_code' | 'suffix';
}

/**
 * `rounded`: a spreadsheet has cut the digits (`7,92E+10`). `note`: hours, a date, a contract, a room, a price. `plus_eight`: "+8 (812) ..." is either
 * a slip for 8 or the number of another country.
 */
export type LeftoverReason =
  | 'no_number'
  | 'too_short'
  | 'too_long'
  | 'area_code_missing'
  | 'not_in_plan'
  | 'fax'
  | 'repeated'
  | 'rounded'
  | 'note'
  | 'plus_eight';

/** A part of the cell that gives no number of its own. */
export interface Leftover {
  readonly text: string;
  readonly reason: LeftoverReason;
}

export type PieceResult = CellPhone | Leftover;

/**
 * The digits of one piece as a number to dial, or why they are none. `isTorn`: before it stands a country code or the beginning of a number that
 * could not be read, so digits that need completing may be its end.
 */
export function dialable(piece: Piece, settings: PhoneCellSettings, isTorn = false): PieceResult {
  const { digits } = piece;
  if (digits === '') {
    return { text: piece.text, reason: 'no_number' };
  }
  const found = { raw: piece.text, extension: piece.extension };
  if (settings.acceptSynthetic === true && piece.international && /^999\d{6,12}$/.test(digits)) {
    return { ...found, e164: `+${digits}`, origin: 'as_written' };
  }
  if (isSlipOfEight(piece, settings)) {
    return { text: piece.text, reason: 'plus_eight' };
  }
  const complete = isTorn && !isSelfSufficient(piece) ? undefined : completeNumber(piece, settings);
  if (complete !== undefined) {
    return { ...found, e164: complete, origin: 'as_written' };
  }
  const local = piece.international || isTorn ? undefined : localNumber(piece, settings);
  if (local !== undefined) {
    return { ...found, e164: local, origin: 'area_code' };
  }
  return { text: piece.text, reason: reasonFor(piece, settings) };
}

/** Needs no area code and no country to be known: nothing before it can be its beginning. */
function isSelfSufficient({ digits, international }: Piece): boolean {
  return international || (digits.length === 11 && /^[78]/.test(digits));
}

/** A number written in full. With a plus its own country code alone decides; without one 8 and 7 before ten digits are trunk and country. */
export function completeNumber(piece: Piece, settings: PhoneCellSettings): string | undefined {
  const { digits, international } = piece;
  if (piece.isPlusMisplaced) {
    return undefined;
  }
  if (international) {
    return abroad(digits);
  }
  if (settings.country === 'RU' || settings.country === 'KZ') {
    const russian = russianNumber(piece);
    return russian ?? (mayLackPlus(piece) ? abroad(digits) : undefined);
  }
  const national = parsePhoneNumberFromString(digits, settings.country);
  if (national?.isValid() === true) {
    return national.number;
  }
  return digits.length >= 11 && !piece.hasLetters ? abroad(digits) : undefined;
}

/** By the country code the digits begin with; "+44 (0)20 ..." and "+7 8 921 ..." carry a trunk digit that is not dialled. */
function abroad(digits: string): string | undefined {
  if (digits.startsWith('7')) {
    const national = digits.length === 12 && digits[1] === '8' ? digits.slice(2) : digits.slice(1);
    const e164 = `+7${national}`;
    return national.length === 10 && isDialable(e164) ? e164 : undefined;
  }
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isValid() === true ? parsed.number : undefined;
}

/** Countries next door, whose numbers stand in Russian lists with and without the plus. */
const NEIGHBOUR = /^(?:37[0-5]|380|99[2-68])/;

/** A spreadsheet takes the plus away from a bare number. Formatted in groups, the digits of others are a code more often than a phone. */
function mayLackPlus({ digits, written, hasLetters }: Piece): boolean {
  const isBare = /^\s*\d{11,15}\s*$/.test(written) && !digits.startsWith('1');
  return digits.length >= 11 && !hasLetters && (isBare || NEIGHBOUR.test(digits));
}

/** 8 and 7 before ten digits are the trunk and the country code; both together happen as well ("7 8 921 ..."). */
function russianNumber({ digits, written }: Piece): string | undefined {
  if (isAlienShape(written)) {
    return undefined;
  }
  const lead =
    digits.length === 12 && digits.startsWith('78') ? 2 : digits.length === 11 && /^[78]/.test(digits) ? 1 : 0;
  const e164 = `+7${digits.slice(lead)}`;
  return e164.length === 12 && isDialable(e164) ? e164 : undefined;
}

/**
 * "+8 (812) 310-21-84" is written by people who mean 8 812, and "+84 951 234 567" is Vietnam. Refused where the 8 stands apart, and where the ten digits
 * behind it are a Russian number: a number that may be another country's is not rung.
 */
function isSlipOfEight({ digits, written, international }: Piece, { country }: PhoneCellSettings): boolean {
  if (!international || digits.length !== 11 || !digits.startsWith('8') || (country !== 'RU' && country !== 'KZ')) {
    return false;
  }
  const isGrouped = /\+\s?\(?\d{2,3}[\s()-]/.test(written);
  return /\+\s?\(?8[\s()-]/.test(written) || (!isGrouped && isDialable(`+7${digits.slice(1)}`));
}

function localNumber({ digits, written }: Piece, settings: PhoneCellSettings): string | undefined {
  const { areaCode, country } = settings;
  if (areaCode === undefined || areaCode === '' || digits.length < 5 || digits.length > 8) {
    return undefined;
  }
  if (country === 'RU' || country === 'KZ') {
    const e164 = `+7${areaCode}${digits}`;
    // No subscriber number begins with 0 or 8: these digits lead out of the local network.
    return /^[^08]/.test(digits) && isLocalShape(written) && isDialable(e164) ? e164 : undefined;
  }
  const parsed = parsePhoneNumberFromString(`${areaCode}${digits}`, country);
  return parsed?.isValid() === true ? parsed.number : undefined;
}

/** In the plan of zone 7 the first five national digits decide whether ten digits are a number; asked of the metadata once each. */
const PLAN_DIGITS = 5;
const inRussianPlan = new Map<string, boolean>();

/** Mobile numbers of Russia need no look into the metadata: any ten digits after a 9 are in the plan. */
export function isDialable(e164: string): boolean {
  if (!/^\+7\d{10}$/.test(e164)) {
    return isInPlan(e164);
  }
  if (e164[2] === '9') {
    return true;
  }
  const prefix = e164.slice(0, 2 + PLAN_DIGITS);
  const known = inRussianPlan.get(prefix) ?? isInPlan(e164);
  inRussianPlan.set(prefix, known);
  return known;
}

function isInPlan(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.isValid() === true;
}

function reasonFor({ digits, international, written }: Piece, settings: PhoneCellSettings): LeftoverReason {
  if (digits.length < 5) {
    return 'too_short';
  }
  if (digits.length > 15) {
    return 'too_long';
  }
  const lacksCode = digits.length < 8 && settings.areaCode === undefined && !international && isLocalShape(written);
  return lacksCode ? 'area_code_missing' : 'not_in_plan';
}
