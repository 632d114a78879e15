import { open } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { detectCharset, looksBinary, looksLikeZip, type CharsetGuess } from './charset.rules.js';
import { readCsv } from './csv-reader.js';
import { detectDelimiter, type DelimiterGuess } from './delimiter.js';
import type { Charset, Delimiter, FileFormat, FileRow } from './file-format.rules.js';
import { readXlsx } from './xlsx-reader.js';

const HEAD_BYTES = 128 * 1024;

/** What a file is, as far as its first bytes tell. */
export type DetectedFile =
  | { readonly kind: 'xlsx' }
  | { readonly kind: 'csv'; readonly charset: CharsetGuess; readonly delimiter: DelimiterGuess };

/** What the marketer decided against the detection. */
export interface FormatOverride {
  readonly charset?: Charset | undefined;
  readonly delimiter?: Delimiter | undefined;
}

/** Detects kind, charset and delimiter. Refuses `file.empty` and `file.binary`. */
export async function detectFile(path: string, override: FormatOverride = {}): Promise<DetectedFile> {
  const head = await readHead(path);
  if (head.length === 0) {
    throw new DomainError('file.empty');
  }
  if (looksLikeZip(head)) {
    return { kind: 'xlsx' };
  }
  if (looksBinary(head)) {
    throw new DomainError('file.binary');
  }
  const charset = override.charset === undefined ? detectCharset(head) : { charset: override.charset, confidence: 1 };
  const text = new TextDecoder(charset.charset).decode(head, { stream: true });
  if (text.trim() === '') {
    throw new DomainError('file.empty');
  }
  const delimiter =
    override.delimiter === undefined
      ? detectDelimiter(wholeLines(text, head.length))
      : { delimiter: override.delimiter, confidence: 1 };
  return { kind: 'csv', charset, delimiter };
}

/** The rows of a file of either kind. `onBytes` is told the progress of a CSV; a workbook has none to tell. */
export function openRows(path: string, format: FileFormat, onBytes?: (bytes: number) => void): AsyncGenerator<FileRow> {
  return format.kind === 'xlsx'
    ? readXlsx(path)
    : readCsv(path, { charset: format.charset, delimiter: format.delimiter, onBytes });
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A sample cut in the middle of a line would show a row of the wrong width. */
function wholeLines(text: string, bytes: number): string {
  const end = text.lastIndexOf('\n');
  return bytes < HEAD_BYTES || end < 0 ? text : text.slice(0, end + 1);
}
