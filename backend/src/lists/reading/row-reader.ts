import type { Charset, Delimiter, WorkbookKind } from '@warmline/contracts';
import { open, stat } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { detectCharset, looksBinary, type CharsetGuess } from './charset.rules.js';
import { readCsv } from './csv-reader.js';
import { detectDelimiter, type DelimiterGuess } from './delimiter.js';
import type { FileFormat, FileRow, Sheet } from './file-format.rules.js';
import { fileKind, textKind } from './file-kind.js';
import { readLibraryRows, readLibrarySheets } from './library-workbook.js';
import { pickSheet } from './sheet-choice.rules.js';
import { readXlsx, readXlsxSheets } from './xlsx-reader.js';

const HEAD_BYTES = 128 * 1024;
const BATCH_ROWS = 256;

/** What a file is, as far as its first bytes tell; of a workbook also its sheets and the one that is read. */
export type DetectedFile =
  | { readonly kind: 'csv'; readonly charset: CharsetGuess; readonly delimiter: DelimiterGuess }
  | { readonly kind: WorkbookKind; readonly sheets: readonly Sheet[]; readonly sheet: string };

/** What the marketer decided against the detection. */
export interface FormatOverride {
  readonly charset?: Charset | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly sheet?: string | undefined;
}

/** Detects kind, charset and delimiter, or the sheets. Refuses `file.empty` and `file.binary`. */
export async function detectFile(path: string, override: FormatOverride = {}): Promise<DetectedFile> {
  const head = await readHead(path);
  if (head.length === 0) {
    throw new DomainError('file.empty');
  }
  const kind = await fileKind(path, head);
  return kind === 'csv' ? detectText(path, head, override) : detectWorkbook(path, kind, override);
}

/** The rows of a file of any kind. `onBytes` is told how far the file has been read; a library's workbook has no progress to tell. */
export async function* openRows(
  path: string,
  format: FileFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<FileRow> {
  yield* rowsOf(path, format, { onBytes });
}

/** The same rows, as many at a time as the reader has at hand. */
export async function* openRowBatches(
  path: string,
  format: FileFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly FileRow[]> {
  if (format.kind === 'csv') {
    yield* readCsv(path, { charset: format.charset, delimiter: format.delimiter, onBytes });
    return;
  }
  let batch: FileRow[] = [];
  for await (const row of rowsOf(path, format, { onBytes })) {
    batch.push(row);
    if (batch.length === BATCH_ROWS) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

/** The first rows, a thousand at most for a library's workbook, which cannot be read in part. */
export async function* openSample(path: string, format: FileFormat): AsyncGenerator<FileRow> {
  yield* rowsOf(path, format, { isSample: true });
}

async function* rowsOf(
  path: string,
  format: FileFormat,
  how: { readonly onBytes?: ((bytes: number) => void) | undefined; readonly isSample?: boolean },
): AsyncGenerator<FileRow> {
  const { onBytes, isSample } = how;
  if (format.kind === 'csv') {
    for await (const rows of readCsv(path, { charset: format.charset, delimiter: format.delimiter, onBytes })) {
      yield* rows;
    }
  } else if (format.kind === 'xlsx') {
    const { size } = await stat(path);
    const onShare = onBytes && ((share: number) => onBytes(Math.round(share * size)));
    yield* readXlsx(path, { sheet: format.sheet, header: format.header, onShare });
  } else {
    yield* readLibraryRows(path, { kind: format.kind, sheet: format.sheet, header: format.header, isSample });
  }
}

async function detectText(path: string, head: Buffer, override: FormatOverride): Promise<DetectedFile> {
  if (looksBinary(head)) {
    throw new DomainError('file.binary');
  }
  const charset = override.charset === undefined ? detectCharset(head) : { charset: override.charset, confidence: 1 };
  const text = new TextDecoder(charset.charset).decode(head, { stream: true });
  if (text.trim() === '') {
    throw new DomainError('file.empty');
  }
  const kind = textKind(text);
  if (kind !== 'csv') {
    return detectWorkbook(path, kind, override);
  }
  const delimiter =
    override.delimiter === undefined
      ? detectDelimiter(wholeLines(text, head.length))
      : { delimiter: override.delimiter, confidence: 1 };
  return { kind: 'csv', charset, delimiter };
}

async function detectWorkbook(path: string, kind: WorkbookKind, override: FormatOverride): Promise<DetectedFile> {
  const sheets = kind === 'xlsx' ? await readXlsxSheets(path) : await readLibrarySheets(path, kind);
  return { kind, sheets, sheet: pickSheet(sheets, override.sheet).name };
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
