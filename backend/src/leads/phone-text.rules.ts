import { EXTENSION_MARK } from './phone-extension.rules.js';

/** A part of a cell that may be one number, with its words told apart from its digits. */
export interface Piece {
  /** As written, trimmed. */
  readonly text: string;
  /** Country code first where it is `international`; without the 00 or 8-10 that stands for a plus. */
  readonly digits: string;
  /** The part with the digits, labels taken out. */
  readonly written: string;
  /** Written with a plus, 00 or 8-10 before it: its own country code, and no other, reads it. */
  readonly international: boolean;
  /** A plus between digits ("22 24 90 90 (+47)"): which of them it belongs to cannot be known. */
  readonly isPlusMisplaced: boolean;
  readonly extension: string;
  /** Said to be a fax and nothing else. */
  readonly isFax: boolean;
  /** Holds words beyond the usual labels. */
  readonly hasLetters: boolean;
  /** Two digits right behind a number and a slash: "310-21-84/85". */
  readonly isSlashed: boolean;
}

const LABELS =
  /(?:телефон\p{L}*|тел(?![а-яё])|т(?=\s?[.:/\\-])|моб\p{L}*|сот\p{L}*|раб(?:оч\p{L}*)?(?![а-яё])|дом(?:ашн\p{L}*)?(?![а-яё])|гор(?:одск\p{L}*)?(?![а-яё])|приемн\p{L}*|секретар\p{L}*|факс\p{L}*|ф(?=\s?[.:])|phone|tel|mob(?:ile)?|cell|office|work|home|fax|whatsapp|viber|telegram|ватсап|вотсап)\s?[.:/\\-]?/giu;
const FAX_WORDS = /факс|fax|(?:^|\s)ф\s?[.:]/iu;
const PHONE_WORDS = /тел|т\s?[./\\-]|phone|tel/iu;
/** "310-21-84 (85, 86)": the last two digits of the numbers behind the first. */
const BRACKETED_NEIGHBOURS = /(?<=\d) ?\((\d\d(?:, ?\d\d){1,4})\)/g;

/** Splits at everything that parts numbers, and never at what formats one. */
export function splitIntoPieces(marked: string): Piece[] {
  const hasWords = /\p{L}/u.test(marked);
  const neighbours = marked.includes('(') ? marked.replace(BRACKETED_NEIGHBOURS, asSlashed) : marked;
  const worded = hasWords ? partAtWords(neighbours) : neighbours;
  const spaced = worded
    // A plus or a trunk prefix with an area code in brackets begins the next number.
    .replace(/(?<=\d{2}\s?)\s(?=\+\d|[78]\s?\(\d{3,5}\))/g, ',')
    .replace(/(?<=[\d)])\+(?=\d)/g, ',+');
  // "315-74-26. 314-77-21": a full stop ends a number only with a space behind it and digits on both sides.
  const stopped = spaced.includes('.') ? spaced.replace(/(?<=\d{2}\s?)\.\s(?=[+(\d])/g, ',') : spaced;
  const parts = stopped.split(/(?=\/)|[,;|\n\r]+/);
  return (hasWords ? parts.flatMap(splitAtLabels) : parts).map(readPart).filter((piece) => piece.text !== '');
}

function asSlashed(_: string, tails: string): string {
  return `/${tails.replace(/, ?/g, '/')};`;
}

function partAtWords(text: string): string {
  return (
    text
      // "тел./факс": one label, not two numbers.
      .replace(/(?<=\p{L}\.?\s?)\/(?=\s?\p{L})/gu, '-')
      .replace(/\s(?:и|или|либо|or|and|&)\s(?=[+(\d]|\p{L}{0,20}[.:]?\s?[+(\d])/giu, ',')
  );
}

/** A label in the middle begins another number: "310-21-84 факс 310-57-16". */
function splitAtLabels(part: string): string[] {
  return part.split(/(?<=\d[\s()-]{0,4})(?=(?:факс|fax|тел|моб|сот|раб|tel|mob)(?:\p{L}*)[\s.:]{0,3}[\d+(])/iu);
}

function readPart(part: string): Piece {
  const piece = readNumber(part.startsWith('/') ? part.slice(1) : part);
  return /^\/\d\d$/.test(part.trimEnd()) ? { ...piece, isSlashed: true } : piece;
}

/** One number with its labels, extension and formatting. */
export function readNumber(text: string): Piece {
  const mark = text.indexOf(EXTENSION_MARK);
  const [body, extensionText] = mark < 0 ? [text, ''] : [text.slice(0, mark), text.slice(mark + 1)];
  const hasWords = /\p{L}/u.test(body);
  const unlabelled = hasWords ? body.replace(LABELS, ' ') : body;
  const extension = extensionText === '' ? '' : (/^\s?(\d{1,7})(?!\d)/.exec(extensionText)?.[1] ?? '');
  const bare = unlabelled.replace(/\D/g, '');
  const hasPlus = unlabelled.includes('+');
  const abroad = hasPlus ? undefined : /^(?:00(?=[1-9]\d{7})|810(?=[1-9]\d{8}))/.exec(bare)?.[0];
  return {
    text: trimmed(mark < 0 ? text : text.replaceAll(EXTENSION_MARK, 'доб. ')),
    digits: abroad === undefined ? bare : bare.slice(abroad.length),
    written: unlabelled,
    international: hasPlus || abroad !== undefined,
    isPlusMisplaced: hasPlus && /\d[^\d+]*\+[^\d+]*\d/.test(unlabelled),
    extension,
    isFax: hasWords && bare !== '' && FAX_WORDS.test(body) && !PHONE_WORDS.test(body.replace(FAX_WORDS, ' ')),
    hasLetters: hasWords && /\p{L}/u.test(unlabelled),
    isSlashed: false,
  };
}

/** Without the signs around it, looked at one by one: a pattern for the end of a text goes through all of it. */
function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && EDGES.includes(text[from] ?? '')) {
    from += 1;
  }
  while (from < to && EDGES.includes(text[to - 1] ?? '')) {
    to -= 1;
  }
  return text.slice(from, to);
}

const EDGES = ' .,:-\t\n\r';
