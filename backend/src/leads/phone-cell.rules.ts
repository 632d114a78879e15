import {
  type CellPhone,
  completeNumber,
  dialable,
  isDialable,
  type Leftover,
  type PhoneCellSettings,
  type PieceResult,
} from './phone-number.rules.js';
import { markExtensions, readNumber, splitIntoPieces, type Piece } from './phone-text.rules.js';

export type { CellPhone, Leftover, LeftoverReason, PhoneCellSettings } from './phone-number.rules.js';

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
