import type { ErrorCode } from '@warmline/contracts';
import { DomainError } from '../../kernel/domain-error.js';

/** What files of other programs begin with, as latin1; PDF allows rubbish before. */
const BEGINNINGS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^[\s\S]{0,1024}?%PDF-\d/, 'file.pdf'],
  [
    /^(?:\u0089PNG\r\n|\u00ff\u00d8\u00ff|GIF8[79]a|BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(?:heic|heix|mif1|avif))/,
    'file.image',
  ],
  [/^\{\\rtf/, 'file.document'],
  [
    /^(?:Rar![^\t\n\r -\u00ff]|7z\u00bc\u00af'[^\t\n\r -\u00ff]|[^\t\n\r -\u00ff]\u008b|BZh|\u00fd7zXZ|[\s\S]{257}ustar)/,
    'file.archive',
  ],
  [/^ID;P/, 'file.sylk'],
  [/^(?:From: [^\n]{0,200}\r?\n(?:[^\n]{0,200}\r?\n){0,5}?)?MIME-Version:/i, 'file.mhtml'],
  [/^\s{0,100}[[{]\s{0,100}["{[]/, 'file.json'],
];

/** Refuses, each with a code of its own, what is no list although it may look like text. */
export function assertList(head: Uint8Array): void {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  for (const [beginning, code] of BEGINNINGS) {
    if (beginning.test(text)) {
      throw new DomainError(code);
    }
  }
}

/** What an archive is that holds no workbook we read, by the names in it (lower case). */
export function foreignArchive(names: readonly string[]): ErrorCode {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^index\/(?:document|metadata|tables)/) || has(/\.iwa$/) || has(/^index\.zip$/)) {
    return 'file.numbers';
  }
  if (has(/^(?:word|ppt|visio)\//)) {
    return 'file.document';
  }
  return 'file.archive';
}
