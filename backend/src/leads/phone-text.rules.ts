/** A part of a cell that may be one number, with its words told apart from its digits. */
export interface Piece {
  /** As written, trimmed. */
  readonly text: string;
  readonly digits: string;
  /** Written with a plus or 00 before it. */
  readonly international: boolean;
  readonly extension: string;
  /** Said to be a fax and nothing else. */
  readonly isFax: boolean;
  /** Holds words beyond the usual labels. */
  readonly hasLetters: boolean;
  readonly afterSlash: boolean;
}

/** Stands for "extension" after `markExtensions`; occurs in no file (private use area). */
const EXTENSION_MARK = '\uE000';

const EXTENSION_WORDS =
  /(?:добавочн\p{L}*|доб(?![а-яё])|внутр(?:енн\p{L}*)?|вн(?![а-яё])|тональн\p{L}*(?:\s+(?:набор\p{L}*|режим\p{L}*))?|extension|ext(?![a-z])|(?<=\d[\s)]*)x(?=\s*\d)|(?<=\d[\s)]*)х(?=\s*\d)|(?<=\d\s*)[#*])[\s.:№#()-]*(?=\d)/giu;
const BRACKETED_EXTENSION = /(?<=\d{2}[\d\s-]*)\(\s*(\d{2,5})\s*\)\s*(?=$|[,;/\n])/g;
const LABELS =
  /(?:телефон\p{L}*|тел(?![а-яё])|т(?=\s*[.:/\\-])|моб\p{L}*|сот\p{L}*|раб(?:оч\p{L}*)?(?![а-яё])|дом(?:ашн\p{L}*)?(?![а-яё])|гор(?:одск\p{L}*)?(?![а-яё])|приемн\p{L}*|секретар\p{L}*|факс\p{L}*|ф(?=\s*[.:])|phone|tel|mob(?:ile)?|cell|office|work|home|fax|whatsapp|viber|telegram|ватсап|вотсап)\s*[.:/\\-]*/giu;
const FAX_WORDS = /факс|fax|(?:^|\s)ф\s*[.:]/iu;
const PHONE_WORDS = /тел|т\s*[./\\-]|phone|tel/iu;

/** Brings the many ways to say "extension" to one mark, so that splitting cannot tear it from its digits. */
export function markExtensions(cell: string): string {
  return unifyCharacters(cell)
    .replace(BRACKETED_EXTENSION, ` ${EXTENSION_MARK}$1`)
    .replace(EXTENSION_WORDS, ` ${EXTENSION_MARK}`);
}

/** Splits at everything that parts numbers, and never at what formats one. */
export function splitIntoPieces(marked: string): Piece[] {
  const spaced = marked
    // "тел./факс": one label, not two numbers.
    .replace(/(?<=\p{L}\.?\s*)\/(?=\s*\p{L})/gu, '-')
    // "315-74-26. 314-77-21": a full stop ends a number only with a space behind it and digits on both sides.
    .replace(/(?<=\d{2}\s?)\s*\.\s+(?=[+(\d])/g, ',')
    .replace(/\s+(?:и|или|либо|or|and|&)\s+(?=[+(\d]|\p{L}*[.:]?\s*[+(\d])/giu, ',')
    // A plus or a trunk prefix with an area code in brackets begins the next number.
    .replace(/(?<=\d{2}\s*)\s+(?=\+\d|[78]\s?\(\d{3,5}\))/g, ',')
    .replace(/(?<=[\d)])\+(?=\d)/g, ',+');
  return spaced
    .split(/(?=\/)|[,;|\n\r]+/)
    .flatMap((part) => splitAtLabels(part))
    .map((part) => readPart(part))
    .filter((piece) => piece.text !== '');
}

/** A label in the middle begins another number: "310-21-84 факс 310-57-16". */
function splitAtLabels(part: string): string[] {
  return part.split(/(?<=\d[\d\s()-]*)(?=(?:факс|fax|тел|моб|сот|раб|tel|mob)(?:\p{L}*)[\s.:]*\d)/iu);
}

function readPart(part: string): Piece {
  const afterSlash = part.startsWith('/');
  const piece = readNumber(afterSlash ? part.slice(1) : part);
  return { ...piece, afterSlash };
}

/** One number with its labels, extension and formatting. */
export function readNumber(text: string): Piece {
  const [body = '', extensionText = ''] = text.split(EXTENSION_MARK);
  const unlabelled = body.replace(LABELS, ' ');
  const extension = /^\d{1,7}/.exec(extensionText.trim())?.[0] ?? '';
  const digits = unlabelled.replace(/\D/g, '');
  return {
    text: text.replaceAll(EXTENSION_MARK, 'доб. ').replace(/^[\s.,:-]+|[\s.,:-]+$/g, ''),
    digits,
    international: /^\D*\+/.test(unlabelled),
    extension,
    isFax: digits !== '' && FAX_WORDS.test(body) && !PHONE_WORDS.test(body.replace(FAX_WORDS, ' ')),
    hasLetters: /\p{L}/u.test(unlabelled),
    afterSlash: false,
  };
}

/** Hyphens and spaces of every kind, full-width digits, and numbers that a spreadsheet has turned into 7.9E+10 or 79161234567.0. */
function unifyCharacters(cell: string): string {
  const text = cell
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[^\S\n\r]+/g, ' ')
    .replace(/[Ёё]/g, 'е')
    .trim();
  return /^\d(?:[.,]\d+)?E\+?1[0-4]$/i.test(text)
    ? Number(text.replace(',', '.')).toFixed(0)
    : text.replace(/^(\d{7,15})[.,]0+$/, '$1');
}
