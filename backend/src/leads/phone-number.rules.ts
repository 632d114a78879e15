import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
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
  /** `area_code`: completed by the list's hint; `suffix`: last digits given after a full number ("310-21-84, 57-16"). */
  readonly origin: 'as_written' | 'area_code' | 'suffix';
}

export type LeftoverReason =
  'no_number' | 'too_short' | 'too_long' | 'area_code_missing' | 'not_in_plan' | 'fax' | 'repeated';

/** A part of the cell that gives no number of its own. */
export interface Leftover {
  readonly text: string;
  readonly reason: LeftoverReason;
}

export type PieceResult = CellPhone | Leftover;

/** The digits of one piece as a number to dial, or why they are none. */
export function dialable(piece: Piece, settings: PhoneCellSettings): PieceResult {
  const { digits } = piece;
  if (digits === '') {
    return { text: piece.text, reason: 'no_number' };
  }
  const found = { raw: piece.text, extension: piece.extension };
  if (settings.acceptSynthetic === true && piece.international && /^999\d{6,12}$/.test(digits)) {
    return { ...found, e164: `+${digits}`, origin: 'as_written' };
  }
  const complete = completeNumber(piece, settings);
  if (complete !== undefined) {
    return { ...found, e164: complete, origin: 'as_written' };
  }
  const local = localNumber(digits, settings);
  if (local !== undefined && !piece.international) {
    return { ...found, e164: local, origin: 'area_code' };
  }
  return { text: piece.text, reason: reasonFor(digits, settings) };
}

/** A number written in full, whatever stands before its national digits. */
export function completeNumber(piece: Piece, settings: PhoneCellSettings): string | undefined {
  const { digits } = piece;
  const candidates: string[] = [];
  if (settings.country === 'RU' || settings.country === 'KZ') {
    candidates.push(...russianCandidates(piece));
  } else if (!piece.international) {
    const national = parsePhoneNumberFromString(digits, settings.country);
    if (national?.isValid() === true) {
      return national.number;
    }
  }
  if (piece.international || digits.length >= 11) {
    candidates.push(`+${digits}`, `+${digits.replace(/^(00|810)/, '')}`);
  }
  return candidates.find(isDialable);
}

/** 8 and 7 before ten digits are the trunk and the country code; both together happen as well ("+7 8 921 ..."). */
function russianCandidates({ digits, international }: Piece): string[] {
  if (digits.length === 10 && !(international && digits.startsWith('999'))) {
    return [`+7${digits}`];
  }
  if (digits.length === 11 && /^[78]/.test(digits)) {
    return [`+7${digits.slice(1)}`];
  }
  if (digits.length === 12 && digits.startsWith('78')) {
    return [`+7${digits.slice(2)}`];
  }
  return [];
}

function localNumber(digits: string, settings: PhoneCellSettings): string | undefined {
  const { areaCode, country } = settings;
  if (areaCode === undefined || areaCode === '' || digits.length < 5 || digits.length > 8) {
    return undefined;
  }
  if (country === 'RU' || country === 'KZ') {
    const e164 = `+7${areaCode}${digits}`;
    // No subscriber number begins with 0 or 8: these digits lead out of the local network.
    return /^[^08]/.test(digits) && isDialable(e164) ? e164 : undefined;
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

function reasonFor(digits: string, settings: PhoneCellSettings): LeftoverReason {
  if (digits.length < 5) {
    return 'too_short';
  }
  if (digits.length > 15) {
    return 'too_long';
  }
  return digits.length < 8 && settings.areaCode === undefined ? 'area_code_missing' : 'not_in_plan';
}
