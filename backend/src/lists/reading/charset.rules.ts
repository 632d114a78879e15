import type { Charset } from './file-format.rules.js';

export interface CharsetGuess {
  readonly charset: Charset;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Below this share of Cyrillic among the high bytes, "windows-1251" is only what is left when utf-8 is impossible. */
const CYRILLIC_SHARE_SURE = 0.9;
/** So many well-formed multi-byte sequences do not come about by chance in a one-byte encoding. */
const SURE_SEQUENCES = 3;

/** Guesses from the first bytes of a file (64 KB are plenty): byte order mark, then well-formed utf-8, then Cyrillic by letter ranges. */
export function detectCharset(head: Uint8Array): CharsetGuess {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { charset: 'utf-8', confidence: 1 };
  }
  const sequences = countUtf8Sequences(head);
  if (sequences !== undefined) {
    return { charset: 'utf-8', confidence: sequences === 0 ? 1 : 0.99 };
  }
  return { charset: 'windows-1251', confidence: cyrillicConfidence(head) };
}

/** True when the bytes plainly are in another encoding than the one chosen. */
export function isWrongCharset(head: Uint8Array, chosen: Charset): boolean {
  const sequences = countUtf8Sequences(head);
  return chosen === 'utf-8' ? sequences === undefined : sequences !== undefined && sequences >= SURE_SEQUENCES;
}

/** NUL bytes in the head: an image, an archive, an old Office file; no text in the encodings we read. */
export function looksBinary(head: Uint8Array): boolean {
  return head.includes(0);
}

/** Every .xlsx is a zip archive. */
export function looksLikeZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
}

/** Text back into the bytes of its file; characters the encoding lacks become "?". */
export function encodeText(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') {
    return new TextEncoder().encode(text);
  }
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    bytes[index] = WINDOWS_1251.get(text.charAt(index)) ?? 0x3f;
  }
  return bytes;
}

const WINDOWS_1251: ReadonlyMap<string, number> = new Map(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map(
    (character, byte) => [character, byte] as const,
  ),
);

/** Number of multi-byte sequences, undefined when the bytes are not utf-8; a sequence cut off at the very end is forgiven. */
function countUtf8Sequences(head: Uint8Array): number | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
  } catch {
    return undefined;
  }
  return head.reduce((count, byte) => count + (byte >= 0xc2 ? 1 : 0), 0);
}

function cyrillicConfidence(head: Uint8Array): number {
  let high = 0;
  let letters = 0;
  let small = 0;
  for (const byte of head) {
    if (byte >= 0x80) {
      high += 1;
      letters += byte >= 0xc0 || byte === 0xa8 || byte === 0xb8 ? 1 : 0;
      small += byte >= 0xe0 ? 1 : 0;
    }
  }
  const share = high === 0 ? 0 : letters / high;
  // In koi8-r and the like the same bytes would be capitals; Russian text is mostly small letters.
  const plausible = share >= CYRILLIC_SHARE_SURE && small > letters / 2;
  return plausible ? Math.min(0.98, share) : share / 2;
}
