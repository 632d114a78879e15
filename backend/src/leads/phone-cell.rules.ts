import {
  type CellPhone,
  completeNumber,
  dialable,
  isDialable,
  type Leftover,
  type PhoneCellSettings,
  type PieceResult,
} from './phone-number.rules.js';
import { looksRounded, unifyCharacters } from './phone-characters.rules.js';
import { EXTENSION_MARK, markExtensions } from './phone-extension.rules.js';
import { withoutNoise } from './phone-noise.rules.js';
import { severalInOne } from './phone-words.rules.js';
import { readNumber, splitIntoPieces, type Piece } from './phone-text.rules.js';

export type { CellPhone, Leftover, LeftoverReason, PhoneCellSettings } from './phone-number.rules.js';

export interface PhoneCell {
  readonly phones: readonly CellPhone[];
  readonly leftovers: readonly Leftover[];
}

/** Longer cells hold no phones; the bound keeps a hostile file from costing time. */
const CELL_MAX_CHARACTERS = 2000;

/**
 * One messy cell into its numbers, in the order written, each once.
 * Splits at , ; / line breaks, full stops between numbers, "и", "or" and labels; understands local numbers with the list's area code,
 * extensions in words and signs, and the last digits of a neighbouring number. Hours, dates, contracts and rooms complete nothing. Whatever gives no
 * number is returned with the reason.
 */
export function parsePhoneCell(cell: string, settings: PhoneCellSettings): PhoneCell {
  const text = cell.trim();
  if (text === '') {
    return { phones: [], leftovers: [] };
  }
  if (text.length > CELL_MAX_CHARACTERS) {
    return { phones: [], leftovers: [{ text: `${text.slice(0, 40)}…`, reason: 'too_long' }] };
  }
  return plainRussian(text, settings) ?? plainLocal(text, settings) ?? readCarefully(text, settings);
}

function readCarefully(cell: string, settings: PhoneCellSettings): PhoneCell {
  const { text, rounded } = unifyCharacters(cell);
  const { text: rest, leftovers } = withoutNoise(markExtensions(text));
  const cut = rounded.map((digits): Leftover => ({ text: digits, reason: 'rounded' }));
  const dropped = cut.length === 0 ? leftovers : [...cut, ...leftovers];
  const read =
    rest === '' && dropped.length > 0
      ? NOTHING
      : (readAsOneNumber(rest, settings) ?? readPieces(splitIntoPieces(rest), settings));
  return dropped.length === 0 ? read : { phones: read.phones, leftovers: [...dropped, ...read.leftovers] };
}

const NOTHING: PhoneCell = { phones: [], leftovers: [] };

/** Nothing but one Russian number in its usual writings: nine cells of ten, and a twentieth of the time the careful reading takes. */
const PLAIN_RUSSIAN = /^(?:(?:\+7|[78])[ -]?)?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})$/;

function plainRussian(text: string, { country }: PhoneCellSettings): PhoneCell | undefined {
  const parts = country === 'RU' ? PLAIN_RUSSIAN.exec(text) : null;
  if (parts === null || looksRounded(text)) {
    return undefined;
  }
  const e164 = `+7${parts[1]}${parts[2]}${parts[3]}${parts[4]}`;
  return isDialable(e164)
    ? { phones: [{ raw: text, e164, extension: '', origin: 'as_written' }], leftovers: [] }
    : undefined;
}

/** Nothing but one number without its area code: the other usual cell of a list of one town. */
function plainLocal(text: string, settings: PhoneCellSettings): PhoneCell | undefined {
  if (text.length > 9 || !/^\d[\d-]{4,8}$/.test(text)) {
    return undefined;
  }
  const phone = dialable(readNumber(text), settings);
  return 'reason' in phone ? undefined : { phones: [phone], leftovers: [] };
}

/** Separators used inside one number ("8/921/3596203", "8,812,310,21,84"): the first part is too short for a number of its own. */
function readAsOneNumber(text: string, settings: PhoneCellSettings): PhoneCell | undefined {
  if (!/^\+?[\d()\s-]{1,7}[,/;]/.test(text) || /[^\d\s()+,/;-]/.test(text)) {
    return undefined;
  }
  const piece = readNumber(text);
  const e164 = piece.digits.length > 11 ? undefined : completeNumber(piece, settings);
  if (e164 === undefined) {
    return undefined;
  }
  return { phones: [{ raw: text, e164, extension: '', origin: 'as_written' }], leftovers: [] };
}

function readPieces(pieces: readonly Piece[], settings: PhoneCellSettings): PhoneCell {
  const reading = new CellReading(settings, pieces.some(isLoneCountryCode));
  pieces.forEach((piece) => reading.take(piece));
  return reading;
}

/** "22 24 90 90, +47": whatever else stands in the cell may belong to another country. */
function isLoneCountryCode({ digits, international }: Piece): boolean {
  return international && digits.length < 5 && digits !== '7';
}

class CellReading implements PhoneCell {
  readonly phones: CellPhone[] = [];
  readonly leftovers: Leftover[] = [];

  constructor(
    private readonly settings: PhoneCellSettings,
    /** Digits that need completing may belong to a number of another country that could not be read. */
    private isTorn: boolean,
  ) {}

  take(piece: Piece): void {
    const last = this.phones.at(-1);
    if (piece.digits === '' && piece.extension !== '' && last !== undefined) {
      // "310-21-84, доб. 5": the number stands in the piece before.
      this.phones[this.phones.length - 1] = {
        ...last,
        raw: `${last.raw}, ${piece.text}`,
        extension: piece.extension,
      };
      return;
    }
    for (const result of this.read(piece)) {
      this.add(result);
    }
  }

  private add(result: PieceResult): void {
    if ('reason' in result) {
      this.leftovers.push(result);
    } else if (this.phones.some(({ e164, extension }) => e164 === result.e164 && extension === result.extension)) {
      this.leftovers.push({ text: result.raw, reason: 'repeated' });
    } else {
      this.phones.push(result);
    }
  }

  private read(piece: Piece): PieceResult[] {
    if (piece.isFax) {
      return [{ text: piece.text, reason: 'fax' }];
    }
    if (piece.digits === '') {
      return [{ text: piece.text, reason: 'no_number' }];
    }
    const parts = partsBetweenWords(piece);
    return parts.length < 2 ? this.readPart(piece) : parts.flatMap((part) => this.readPart(part));
  }

  private readPart(piece: Piece): PieceResult[] {
    const whole = dialable(piece, this.settings, this.isTorn);
    if (!('reason' in whole)) {
      this.isTorn = false;
      return [whole];
    }
    const others = piece.isPlusMisplaced
      ? undefined
      : (completion(piece, this.phones.at(-1)) ?? severalInOne(piece, this.settings, this.isTorn));
    this.isTorn ||= piece.international && others === undefined;
    return others ?? [whole];
  }
}

/** Words between digits part them: "с 9 до 18 310-21-84" is no number of eleven digits. The extension belongs to the last. */
function partsBetweenWords(piece: Piece): Piece[] {
  if (!piece.hasLetters) {
    return [];
  }
  const parts = piece.written.split(/\p{L}+/u).filter((part) => /\d/.test(part));
  const extension = piece.extension === '' ? '' : ` ${EXTENSION_MARK}${piece.extension}`;
  return parts.map((part, at) => readNumber(at === parts.length - 1 ? part + extension : part));
}

/** How far apart the numbers of one exchange stand: "84/85". Digits further away are hours, a room, lines. */
const NEIGHBOUR_MAX_DISTANCE = 9;

/** Two digits behind a slash are the next number of the same exchange; as many digits as the extension before are another extension. */
function completion(piece: Piece, last: CellPhone | undefined): PieceResult[] | undefined {
  if (last === undefined || piece.digits.length > 5 || piece.hasLetters || piece.international) {
    return undefined;
  }
  if (last.extension !== '' && last.extension.length === piece.digits.length) {
    return [{ ...last, raw: `${last.raw}, ${piece.text}`, extension: piece.digits }];
  }
  const distance = Number(piece.digits) - Number(last.e164.slice(-2));
  if (!piece.isSlashed || distance < 1 || distance > NEIGHBOUR_MAX_DISTANCE || !last.e164.startsWith('+7')) {
    return undefined;
  }
  const e164 = last.e164.slice(0, -2) + piece.digits;
  return isDialable(e164) ? [{ raw: piece.text, e164, extension: piece.extension, origin: 'suffix' }] : undefined;
}
