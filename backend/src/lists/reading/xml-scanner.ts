import { DomainError } from '../../kernel/domain-error.js';
import { CELL_MAX_CHARACTERS } from './file-format.rules.js';

/** What a document tells, in its order. Names come without their prefix ("x:row" as "row"), attributes as written. */
export interface XmlListener {
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Raw, entities not resolved; may come in several parts. */
  text(raw: string): void;
}

/** No tag and no text of a spreadsheet is longer: a cell with every character escaped. */
const PIECE_MAX_CHARACTERS = CELL_MAX_CHARACTERS * 10;

/**
 * Walks an XML document chunk by chunk: tags, text and CDATA, nothing else (no DTD, so no entity can expand).
 * Ten times as fast as a general parser, which is what a sheet of a million rows needs. Memory: one tag or text.
 */
export class XmlScanner {
  private rest = '';

  constructor(private readonly listener: XmlListener) {}

  push(chunk: string): void {
    const text = this.rest === '' ? chunk : this.rest + chunk;
    let position = 0;
    for (;;) {
      const next = this.step(text, position);
      if (next === undefined) {
        break;
      }
      position = next;
    }
    this.rest = text.slice(position);
    if (this.rest.length > PIECE_MAX_CHARACTERS) {
      throw new DomainError('import.cell_too_large', { max: CELL_MAX_CHARACTERS });
    }
  }

  /** Reads one text or tag from here; undefined when the chunk ends before it does. */
  private step(text: string, position: number): number | undefined {
    const tag = text.indexOf('<', position);
    if (tag < 0) {
      return undefined;
    }
    if (tag > position) {
      this.listener.text(text.slice(position, tag));
    }
    const end = tagEnd(text, tag);
    if (end === undefined) {
      // The text before the tag is told already; the tag is asked for again with the next chunk.
      return tag === position ? undefined : tag;
    }
    this.tell(text, tag, end);
    return end;
  }

  private tell(text: string, tag: number, end: number): void {
    const first = text.charCodeAt(tag + 1);
    if (first === SLASH) {
      this.listener.close(localName(text.slice(tag + 2, end - 1).trimEnd()));
    } else if (first === EXCLAMATION) {
      if (text.startsWith('<![CDATA[', tag)) {
        this.listener.text(escapeEntities(text.slice(tag + 9, end - 3)));
      }
    } else if (first !== QUESTION) {
      const isEmpty = text.charCodeAt(end - 2) === SLASH;
      const last = end - (isEmpty ? 2 : 1);
      let space = tag + 2;
      while (space < last && text.charCodeAt(space) > SPACE) {
        space += 1;
      }
      const name = localName(text.slice(tag + 1, space));
      this.listener.open(name, text.slice(space + 1, last));
      if (isEmpty) {
        this.listener.close(name);
      }
    }
  }
}

/** Every code up to this parts a name from its attributes. */
const SPACE = 0x20;
const SLASH = 0x2f;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;

/** Behind the tag's last character. A ">" inside an attribute's quotes ends no tag. */
function tagEnd(text: string, tag: number): number | undefined {
  if (tag + 1 >= text.length) {
    return undefined;
  }
  if (text.charCodeAt(tag + 1) === EXCLAMATION) {
    return declarationEnd(text, tag);
  }
  const first = text.indexOf('>', tag);
  if (first < 0) {
    return undefined;
  }
  const last = text.charAt(first - 1);
  // Nearly every tag: seen without a walk through its quotes.
  if (last === '"' || last === '/' || !text.slice(tag, first).includes('=')) {
    return first + 1;
  }
  return quotedTagEnd(text, tag);
}

/** The same with a walk from quote to quote, each looked at once. */
function quotedTagEnd(text: string, tag: number): number | undefined {
  const sign = /["'>]/g;
  sign.lastIndex = tag;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    if (found[0] === '>') {
      return found.index + 1;
    }
    const closing = text.indexOf(found[0], found.index + 1);
    if (closing < 0) {
      return undefined;
    }
    sign.lastIndex = closing + 1;
  }
  return undefined;
}

function declarationEnd(text: string, tag: number): number | undefined {
  for (const [opening, closing] of [
    ['<![CDATA[', ']]>'],
    ['<!--', '-->'],
    ['<!', '>'],
  ] as const) {
    if (text.startsWith(opening, tag)) {
      const end = text.indexOf(closing, tag + opening.length);
      return end < 0 ? undefined : end + closing.length;
    }
    if (opening.startsWith(text.slice(tag))) {
      return undefined;
    }
  }
  return undefined;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const escapeEntities = (text: string): string => text.replaceAll('&', '&amp;');

/** Value of an attribute, whatever prefix its name has; undefined when the tag has none of that name. */
export function attribute(attributes: string, name: string): string | undefined {
  for (let position = 0; ;) {
    const equals = attributes.indexOf('=', position);
    const quoted = equals < 0 ? undefined : quotedAfter(attributes, equals + 1);
    if (quoted === undefined) {
      return undefined;
    }
    const words = attributes.slice(position, equals).trim();
    const word = words.slice(Math.max(words.lastIndexOf(' '), words.lastIndexOf('\n'), words.lastIndexOf('\t')) + 1);
    if (localName(word) === name) {
      return unescapeXml(attributes.slice(quoted.start, quoted.end));
    }
    position = quoted.end + 1;
  }
}

/** Where the value in quotes behind an equals sign begins and ends; undefined where none does. */
function quotedAfter(attributes: string, from: number): { readonly start: number; readonly end: number } | undefined {
  let start = from;
  while (start < attributes.length && attributes.charCodeAt(start) <= SPACE) {
    start += 1;
  }
  const quote = attributes.charAt(start);
  const end = quote === '"' || quote === "'" ? attributes.indexOf(quote, start + 1) : -1;
  return end < 0 ? undefined : { start: start + 1, end };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(raw: string): string {
  if (!raw.includes('&')) {
    return raw;
  }
  return raw.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,4});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) {
      return NAMED[name] ?? whole;
    }
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Walks a small document that is there as a whole. */
export function scanXml(text: string, listener: Partial<XmlListener>): void {
  const nothing = (): void => undefined;
  new XmlScanner({ open: nothing, close: nothing, text: nothing, ...listener }).push(text);
}
