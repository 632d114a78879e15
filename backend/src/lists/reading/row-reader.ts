import type { Charset, Delimiter, WorkbookKind } from '@warmline/contracts';
import { open, stat } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { charsetSample } from './charset-sample.js';
import { declaredCharset, detectCharset, looksBinary, type CharsetGuess } from './charset.rules.js';
import { readCsv } from './csv-reader.js';
import { detectDelimiter, type DelimiterGuess } from './delimiter.js';
import type { FileFormat, FileRow, Sheet } from './file-format.rules.js';
import { assertList } from './foreign-kind.rules.js';
import { fileKind, textKind } from './file-kind.js';
import { readLibraryRows, readLibrarySheets, surveyLibrary } from './library-workbook.js';
import { MergedRows } from './merged-rows.rules.js';
import { pickSheet } from './sheet-choice.rules.js';
import { withHeader } from './sheet-header.rules.js';
import { readVcards } from './vcard-reader.js';
import { readXlsx, readXlsxSheets, surveyXlsx } from './xlsx-reader.js';
import type { SheetSurvey } from './xlsx-survey.js';

const HEAD_BYTES = 128 * 1024;

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

/** Told how far the file has been read; a library's workbook has no progress to tell. */
type OnBytes = (bytes: number) => void;

/** The rows of a file of any kind, its header first. */
export async function* openRows(path: string, format: FileFormat, onBytes?: OnBytes): AsyncGenerator<FileRow> {
  for await (const rows of openRowBatches(path, format, onBytes)) {
    yield* rows;
  }
}

/** The same rows, as many at a time as the reader has at hand. */
export async function* openRowBatches(
  path: string,
  format: FileFormat,
  onBytes?: OnBytes,
): AsyncGenerator<readonly FileRow[]> {
  const survey = await surveyFile(path, format);
  yield* shaped(batchesOf(path, format, { onBytes }), format, survey);
}

/** The first rows, a thousand at most for a library's workbook, which cannot be read in part. */
export async function* openSample(
  path: string,
  format: FileFormat,
  survey: SheetSurvey = EMPTY_SURVEY,
): AsyncGenerator<FileRow> {
  for await (const rows of shaped(batchesOf(path, format, { isSample: true }), format, survey)) {
    yield* rows;
  }
}

/** What a sheet says beside its rows. Text says nothing. */
export async function surveyFile(path: string, format: FileFormat, isSample = false): Promise<SheetSurvey> {
  switch (format.kind) {
    case 'csv':
    case 'vcard':
      return EMPTY_SURVEY;
    case 'xlsx':
      return surveyXlsx(path, format.sheet);
    default:
      return surveyLibrary(path, { kind: format.kind, sheet: format.sheet, isSample });
  }
}

/** Of a file without merged, hidden and other special cells. */
export const EMPTY_SURVEY: SheetSurvey = { merged: [], hiddenRows: 0, firstHidden: [], hiddenColumns: [] };

/** Where the header of these rows was found; null where their first is none. */
export function headerPlaceOf([first]: readonly FileRow[]): { row: number; rows: number } | null {
  return first?.header === undefined ? null : { row: first.rowNumber, rows: first.header.rows };
}

/** Header made one row, merged cells filled down, hidden rows let through where they are to be loaded. */
async function* shaped(
  batches: AsyncIterable<readonly FileRow[]>,
  format: FileFormat,
  { merged, hiddenRows }: SheetSurvey,
): AsyncGenerator<readonly FileRow[]> {
  const headed = format.header && format.kind !== 'vcard' ? withHeader(batches, merged, format) : batches;
  const fills = merged.some((area) => area.lastRow > area.firstRow) ? new MergedRows(merged) : undefined;
  const shows = hiddenRows > 0 && format.kind !== 'csv' && format.hiddenRows === 'load';
  for await (const rows of headed) {
    const filled = fills === undefined ? rows : rows.map((row) => fills.fill(row));
    yield shows ? filled.map(shown) : filled;
  }
}

function shown(row: FileRow): FileRow {
  const { error, ...rest } = row;
  return error === 'hidden_row' ? rest : row;
}

interface How {
  readonly onBytes?: OnBytes | undefined;
  readonly isSample?: boolean;
}

async function* batchesOf(path: string, format: FileFormat, how: How): AsyncGenerator<readonly FileRow[]> {
  const { onBytes, isSample } = how;
  switch (format.kind) {
    case 'csv':
      yield* readCsv(path, { charset: format.charset, delimiter: format.delimiter, onBytes });
      break;
    case 'vcard':
      yield* readVcards(path);
      break;
    case 'xlsx': {
      const { size } = await stat(path);
      const onShare = onBytes && ((share: number) => onBytes(Math.round(share * size)));
      yield* readXlsx(path, { sheet: format.sheet, onShare });
      break;
    }
    default:
      yield* readLibraryRows(path, { kind: format.kind, sheet: format.sheet, isSample });
  }
}

async function detectText(path: string, head: Buffer, override: FormatOverride): Promise<DetectedFile> {
  assertList(head);
  if (looksBinary(head)) {
    throw new DomainError('file.binary');
  }
  const declared = textKind(head.toString('latin1')) === 'csv' ? undefined : declaredCharset(head);
  const charset = await charsetOf(path, head, override.charset ?? declared);
  const text = new TextDecoder(charset.charset).decode(head, { stream: true });
  if (text.trim() === '') {
    throw new DomainError('file.empty');
  }
  const kind = textKind(text);
  if (kind === 'vcard') {
    return { kind, sheets: [], sheet: '' };
  }
  if (kind !== 'csv') {
    return detectWorkbook(path, kind, override);
  }
  const delimiter =
    override.delimiter === undefined
      ? detectDelimiter(wholeLines(text, head.length))
      : { delimiter: override.delimiter, confidence: 1 };
  return { kind: 'csv', charset, delimiter };
}

async function charsetOf(path: string, head: Buffer, told: Charset | undefined): Promise<CharsetGuess> {
  return told === undefined ? detectCharset(await charsetSample(path, head)) : { charset: told, confidence: 1 };
}

async function detectWorkbook(
  path: string,
  kind: Exclude<WorkbookKind, 'vcard'>,
  override: FormatOverride,
): Promise<DetectedFile> {
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
