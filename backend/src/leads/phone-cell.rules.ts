import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { markExtensions, readNumber, splitIntoPieces, type Piece } from './phone-text.rules.js';

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

export interface PhoneCell {
  readonly phones: readonly CellPhone[];
  readonly leftovers: readonly Leftover[];
}

/** Longer cells hold no phones; the bound keeps a hostile file from costing time. */
const CELL_MAX_CHARACTERS = 2000;
/** Words a number written with spaces may spread over: "8 (812) 310 21 84 доб 5" is eight. */
const NUMBER_MAX_WORDS = 8;

/**
 * One messy cell into its numbers, in the order written, each once.
 * Splits at , ; / line breaks, full stops between numbers, "и", "or" and labels; understands local numbers with the list's area code,
 * extensions in words, and shortened second numbers. Whatever gives no number is returned with the reason.
 */
export function parsePhoneCell(cell: string, settings: PhoneCellSettings): PhoneCell {
  const text = cell.trim();
  if (text === '') {
    return { phones: [], leftovers: [] };
  }
  if (text.length > CELL_MAX_CHARACTERS) {
    return { phones: [], leftovers: [{ text: `${text.slice(0, 40)}…`, reason: 'too_long' }] };
  }
  return (
    plainRussian(text, settings) ??
    readAsOneNumber(text, settings) ??
    readPieces(splitIntoPieces(markExtensions(text)), settings)
  );
}

/** Nothing but one Russian number in its usual writings: nine cells of ten, and a twentieth of the time the careful reading takes. */
const PLAIN_RUSSIAN = /^(?:(?:\+7|[78])[ -]?)?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})$/;

function plainRussian(text: string, { country }: PhoneCellSettings): PhoneCell | undefined {
  const parts = country === 'RU' ? PLAIN_RUSSIAN.exec(text) : null;
  if (parts === null) {
    return undefined;
  }
  const e164 = `+7${parts[1]}${parts[2]}${parts[3]}${parts[4]}`;
  return isDialable(e164)
    ? { phones: [{ raw: text, e164, extension: '', origin: 'as_written' }], leftovers: [] }
    : undefined;
}

/** Separators used inside one number ("8/921/3596203", "8,812,310,21,84"): the first part is too short for a number of its own. */
function readAsOneNumber(text: string, settings: PhoneCellSettings): PhoneCell | undefined {
  if (!/^\+?[\d()\s-]{1,7}[,/;]/.test(text) || /[^\d\s()+,/;-]/.test(text)) {
    return undefined;
  }
  const piece = readNumber(text);
  const e164 = completeNumber(piece, settings);
  if (e164 === undefined || piece.digits.length > 11) {
    return undefined;
  }
  return { phones: [{ raw: text, e164, extension: '', origin: 'as_written' }], leftovers: [] };
}

function readPieces(pieces: readonly Piece[], settings: PhoneCellSettings): PhoneCell {
  const phones: CellPhone[] = [];
  const leftovers: Leftover[] = [];
  for (const piece of pieces) {
    const last = phones.at(-1);
    if (piece.digits === '' && piece.extension !== '' && last !== undefined) {
      // "310-21-84, доб. 5": the number stands in the piece before.
      phones[phones.length - 1] = { ...last, raw: `${last.raw}, ${piece.text}`, extension: piece.extension };
      continue;
    }
    for (const result of readPiece(piece, phones, settings)) {
      if ('reason' in result) {
        leftovers.push(result);
      } else if (phones.some((phone) => phone.e164 === result.e164 && phone.extension === result.extension)) {
        leftovers.push({ text: result.raw, reason: 'repeated' });
      } else {
        phones.push(result);
      }
    }
  }
  return { phones, leftovers };
}

type PieceResult = CellPhone | Leftover;

function readPiece(piece: Piece, before: readonly CellPhone[], settings: PhoneCellSettings): PieceResult[] {
  if (piece.isFax) {
    return [{ text: piece.text, reason: 'fax' }];
  }
  const last = before.at(-1);
  if (piece.digits === '') {
    return [{ text: piece.text, reason: 'no_number' }];
  }
  const whole = dialable(piece, settings);
  if (!('reason' in whole)) {
    return [whole];
  }
  return completion(piece, last) ?? severalInOne(piece, settings) ?? [whole];
}

/** Two or four digits after a full number replace its last ones; as many digits as the extension before are another extension. */
function completion(piece: Piece, last: CellPhone | undefined): PieceResult[] | undefined {
  if (last === undefined || piece.digits.length > 5 || piece.hasLetters || piece.international) {
    return undefined;
  }
  if (last.extension !== '' && last.extension.length === piece.digits.length) {
    return [{ ...last, raw: `${last.raw}, ${piece.text}`, extension: piece.digits }];
  }
  const replaces =
    piece.digits.length === 2 || piece.digits.length === 4 || (piece.digits.length === 1 && piece.afterSlash);
  if (!replaces) {
    return undefined;
  }
  const e164 = last.e164.slice(0, -piece.digits.length) + piece.digits;
  if (!isDialable(e164)) {
    return undefined;
  }
  return [{ raw: piece.text, e164, extension: piece.extension, origin: 'suffix' }];
}

/** Numbers parted by nothing but spaces: the fewest numbers that leave the fewest words over. */
function severalInOne(piece: Piece, settings: PhoneCellSettings): PieceResult[] | undefined {
  const words = piece.text.split(/\s+/).filter((word) => word !== '');
  if (words.length < 2 || words.length > 40) {
    return undefined;
  }
  const best: Partition[] = [{ unread: 0, results: [] }];
  for (let end = 1; end <= words.length; end += 1) {
    best[end] = bestPartition(words, end, { best, settings });
  }
  const results = best[words.length]?.results ?? [];
  return results.some((result) => !('reason' in result)) ? joinLeftovers(results) : undefined;
}

interface Partition {
  readonly unread: number;
  readonly results: readonly PieceResult[];
}

function bestPartition(
  words: readonly string[],
  end: number,
  context: { best: readonly Partition[]; settings: PhoneCellSettings },
): Partition {
  const skip = context.best[end - 1] ?? { unread: end, results: [] };
  const word: Leftover = { text: words[end - 1] ?? '', reason: 'no_number' };
  let chosen: Partition = { unread: skip.unread + 1, results: [...skip.results, word] };
  for (let start = Math.max(0, end - NUMBER_MAX_WORDS); start < end; start += 1) {
    const head = context.best[start];
    const number = dialable(readNumber(words.slice(start, end).join(' ')), context.settings);
    if (head === undefined || 'reason' in number || isTornOff(number, head)) {
      continue;
    }
    const candidate = { unread: head.unread, results: [...head.results, number] };
    const better =
      candidate.unread < chosen.unread ||
      (candidate.unread === chosen.unread && candidate.results.length < chosen.results.length);
    chosen = better ? candidate : chosen;
  }
  return chosen;
}

/** A local number right behind unread digits is the tail of a longer, wrong number and must not be dialled. */
function isTornOff(number: CellPhone, head: Partition): boolean {
  const before = head.results.at(-1);
  return number.origin === 'area_code' && before !== undefined && 'reason' in before && /\d/.test(before.text);
}

function joinLeftovers(results: readonly PieceResult[]): PieceResult[] {
  const joined: PieceResult[] = [];
  for (const result of results) {
    const last = joined.at(-1);
    if ('reason' in result && last !== undefined && 'reason' in last) {
      joined[joined.length - 1] = { text: `${last.text} ${result.text}`, reason: result.reason };
    } else {
      joined.push(result);
    }
  }
  return joined;
}

function dialable(piece: Piece, settings: PhoneCellSettings): PieceResult {
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

function completeNumber(piece: Piece, settings: PhoneCellSettings): string | undefined {
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
function isDialable(e164: string): boolean {
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
