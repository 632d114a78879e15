import { charsetSchema, type Charset } from '@warmline/contracts';
import { detectOneByte, type PageGuess } from './one-byte-page.rules.js';
import { countUtf8 } from './utf8.rules.js';

export type CharsetGuess = PageGuess;

/** So many well-formed multi-byte sequences do not come about by chance in a one-byte encoding. */
const SURE_SEQUENCES = 3;
/** Where a declaration is looked for. */
const DECLARATION_BYTES = 4096;

/**
 * Guesses from a sample of a file (64 KB with letters in them are plenty): byte order mark, then utf-16 by its high halves, then utf-8, of which
 * a few bytes may be damaged, then the one-byte page whose letters fall as they do in words.
 */
export function detectCharset(head: Uint8Array): CharsetGuess {
  const marked = charsetOfMark(head);
  if (marked !== undefined) {
    return { charset: marked, confidence: 1 };
  }
  const wide = detectUtf16(head);
  if (wide !== undefined) {
    return { charset: wide, confidence: 0.97 };
  }
  const { sequences, broken } = countUtf8(head);
  if (broken === 0) {
    return { charset: 'utf-8', confidence: sequences === 0 ? 1 : 0.99 };
  }
  // In a one-byte page a well-formed sequence is an accident, and hardly a letter is part of one.
  return sequences >= 2 * broken
    ? { charset: 'utf-8', confidence: 0.97 * (sequences / (sequences + broken)) }
    : detectOneByte(head);
}

/**
 * What the bytes plainly are instead of the encoding chosen; undefined where the choice may be right. A choice is believed: damaged bytes are no
 * reason to doubt it, another byte order mark or letters that come out as none are.
 */
export function contradictionOf(head: Uint8Array, chosen: Charset): Charset | undefined {
  const marked = charsetOfMark(head);
  if (marked !== undefined) {
    return marked === chosen ? undefined : marked;
  }
  const wide = detectUtf16(head);
  if (wide !== undefined || isUtf16(chosen)) {
    const isImpossible = wide === undefined ? !head.includes(0) : wide !== chosen;
    return isImpossible ? (wide ?? detectCharset(head).charset) : undefined;
  }
  const { sequences, broken } = countUtf8(head);
  if (chosen === 'utf-8') {
    return broken >= SURE_SEQUENCES && broken > sequences ? detectCharset(head).charset : undefined;
  }
  return sequences >= SURE_SEQUENCES && sequences >= 10 * broken ? 'utf-8' : undefined;
}

/** The encoding that a web page or an XML document says it is in; undefined where it says none we read. */
export function declaredCharset(head: Uint8Array): Charset | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, DECLARATION_BYTES)).toString('latin1');
  const label =
    /^[^<]{0,8}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/i.exec(text)?.[1] ??
    /<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(text)?.[1];
  return label === undefined ? undefined : charsetOfLabel(label);
}

/** A charset by any of its names ("cp1251", "x-mac-cyrillic"); undefined for one we do not read. */
export function charsetOfLabel(label: string): Charset | undefined {
  try {
    return charsetSchema.safeParse(new TextDecoder(label).encoding).data;
  } catch {
    return undefined;
  }
}

/** NUL bytes in the head and no utf-16: an image, an archive, an old Office file; no text in the encodings we read. */
export function looksBinary(head: Uint8Array): boolean {
  return head.includes(0) && !isUtf16(charsetOfMark(head) ?? detectUtf16(head));
}

export function isUtf16(charset: Charset | undefined): charset is 'utf-16le' | 'utf-16be' {
  return charset === 'utf-16le' || charset === 'utf-16be';
}

/** What a byte order mark says; undefined where there is none. */
export function charsetOfMark(head: Uint8Array): Charset | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return 'utf-8';
  }
  if (head[0] === 0xff && head[1] === 0xfe) {
    return 'utf-16le';
  }
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

/** The high halves of Latin, Cyrillic and general punctuation (00, 04, 20, 21), nearly all of one parity and not of the other. */
function detectUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (head.length < 4) {
    return undefined;
  }
  const [even, odd] = [highHalves(head, 0), highHalves(head, 1)];
  if (odd.looksHigh && !even.looksHigh) {
    return 'utf-16le';
  }
  return even.looksHigh && !odd.looksHigh ? 'utf-16be' : undefined;
}

function highHalves(head: Uint8Array, parity: 0 | 1): { readonly looksHigh: boolean } {
  let known = 0;
  let letters = 0;
  let places = 0;
  for (let index = parity; index < head.length; index += 2) {
    const byte = head[index];
    places += 1;
    letters += byte === 0 || byte === 4 ? 1 : 0;
    known += byte === 0 || byte === 4 || byte === 0x20 || byte === 0x21 ? 1 : 0;
  }
  return { looksHigh: known / places >= 0.95 && letters / places >= 0.5 };
}
