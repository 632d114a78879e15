import type { CellObject, ParsingOptions, WorkBook, WorkSheet } from '@e965/xlsx';
import type { WorkbookKind } from '@warmline/contracts';
import { readFile, stat } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { contradictionOf, declaredCharset, detectCharset, isUtf16, looksBinary } from './charset.rules.js';
import { CELL_MAX_CHARACTERS, type FileRow, type Sheet } from './file-format.rules.js';
import { textKind } from './file-kind.js';
import { resolveEntities } from './html-entities.rules.js';
import { pickSheet } from './sheet-choice.rules.js';
import { styleOfFormat, textOfNumber } from './sheet-number.rules.js';
import type { SheetSurvey } from './xlsx-survey.js';
import { ZipArchive } from './zip-archive.js';

/** Old Excel, OpenDocument and tables of web pages: read by a library, as a whole. */
export type LibraryKind = Exclude<WorkbookKind, 'xlsx' | 'vcard'>;

/**
 * The library holds a file in memory as a whole and takes its time: 6 000 rows x 12 of .xls (2.8 MB) 2.6 s and 120 MB, 20 000 rows of .ods
 * (4.4 MB) 9 s and 350 MB. The reading thread has 1 GB.
 */
export const LIBRARY_FILE_MAX_BYTES: Readonly<Record<LibraryKind, number>> = {
  xls: 24 * 1024 ** 2,
  ods: 8 * 1024 ** 2,
  html: 24 * 1024 ** 2,
};
/** content.xml of an OpenDocument packs 20 to 1. */
const UNPACKED_BOUNDS = { totalBytes: 256 * 1024 ** 2, ratio: 200, ratioFromBytes: 32 * 1024 ** 2 };
/** Of a preview, which needs no more. */
const SAMPLE_ROWS = 1000;
/** Cells of a sheet in which something stands; a sheet that says it has more is damaged or hostile. */
const CELLS_MAX = 16_000_000;

export interface LibraryOptions {
  readonly kind: LibraryKind;
  readonly sheet?: string | undefined;
  /** The first thousand rows are enough. */
  readonly isSample?: boolean | undefined;
}

/** The sheets, in their order. */
export async function readLibrarySheets(path: string, kind: LibraryKind): Promise<Sheet[]> {
  return sheetsOf(await openWorkbook(path, kind, SAMPLE_ROWS));
}

/** Rows of one sheet as they stand, in portions. Refuses `import.old_format_too_large`, `import.workbook_encrypted` and `import.workbook_unreadable`. */
export async function* readLibraryRows(path: string, options: LibraryOptions): AsyncGenerator<readonly FileRow[]> {
  const { book, sheet } = await openSheet(path, options);
  yield* rowsOf(sheet, book.Workbook?.WBProps?.date1904 === true);
}

/** Of the rows looked at, a thousand for a sample. */
export async function surveyLibrary(path: string, options: LibraryOptions): Promise<SheetSurvey> {
  const { sheet } = await openSheet(path, options);
  const hidden = hiddenRowsOf(sheet);
  return {
    merged: (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
      firstRow: s.r,
      lastRow: e.r,
      firstColumn: s.c,
      lastColumn: e.c,
    })),
    hiddenRows: hidden.size,
    firstHidden: [...hidden].slice(0, 5),
    hiddenColumns: (sheet?.['!cols'] ?? []).flatMap((column: { hidden?: boolean } | undefined, index) =>
      column?.hidden === true ? [[index, index] as const] : [],
    ),
  };
}

async function openSheet(
  path: string,
  { kind, sheet, isSample }: LibraryOptions,
): Promise<{ readonly book: WorkBook; readonly sheet: WorkSheet | undefined }> {
  const book = await openWorkbook(path, kind, isSample === true ? SAMPLE_ROWS : 0);
  return { book, sheet: book.Sheets[pickSheet(sheetsOf(book), sheet).name] };
}

/** Numbers of the hidden rows in which something stands. */
function hiddenRowsOf(sheet: WorkSheet | undefined): ReadonlySet<number> {
  const data: readonly (readonly unknown[] | undefined)[] = sheet?.['!data'] ?? [];
  const hidden = (sheet?.['!rows'] ?? []).flatMap((row: { hidden?: boolean } | undefined, index) =>
    row?.hidden === true && (data[index]?.length ?? 0) > 0 ? [index + 1] : [],
  );
  return new Set(hidden);
}

/** The last one opened: a preview asks for the sheets, then twice for rows of the same book. A reading thread lives for one file. */
let opened: { readonly key: string; readonly book: Promise<WorkBook> } | undefined;

/** `mostRows` of each sheet, 0 = all. */
function openWorkbook(path: string, kind: LibraryKind, mostRows: number): Promise<WorkBook> {
  const key = `${kind} ${mostRows} ${path}`;
  if (opened?.key !== key) {
    opened = { key, book: parseWorkbook(path, kind, { sheetRows: mostRows }) };
  }
  return opened.book;
}

async function parseWorkbook(path: string, kind: LibraryKind, options: ParsingOptions): Promise<WorkBook> {
  const { size } = await stat(path);
  const max = LIBRARY_FILE_MAX_BYTES[kind];
  if (size > max) {
    const maxMb = max / 1024 ** 2;
    throw new DomainError('import.old_format_too_large', { kind, mb: Math.ceil(size / 1024 ** 2), maxMb });
  }
  const bytes = await readFile(path);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = await ZipArchive.open(path, UNPACKED_BOUNDS);
    await archive.assertBounded().finally(() => archive.close());
  }
  const library = await import('@e965/xlsx');
  // Names of code pages in old .xls files; without the table their Cyrillic is lost.
  library.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  const all: ParsingOptions = { dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false };
  const settings: ParsingOptions = { ...all, raw: true, ...options };
  try {
    const text = textOfMarkup(bytes, kind);
    return text === undefined
      ? library.read(bytes, { ...settings, type: 'buffer' })
      : library.read(text, { ...settings, type: 'string' });
  } catch (error) {
    throw refusalOf(error, bytes);
  }
}

/** A web page or a workbook of XML in the encoding it declares, unless its bytes are plainly of another; undefined for what is no text. */
function textOfMarkup(bytes: Buffer, kind: LibraryKind): string | undefined {
  const head = bytes.subarray(0, 128 * 1024);
  if (kind === 'ods' || looksBinary(head) || (kind === 'xls' && textKind(head.toString('latin1')) !== 'xls')) {
    const isWideXml = kind === 'xls' && isUtf16(detectCharset(head).charset) && bytes[0] !== 0xd0;
    return isWideXml ? new TextDecoder(detectCharset(head).charset).decode(bytes) : undefined;
  }
  const declared = declaredCharset(head);
  const charset =
    declared === undefined || contradictionOf(bytes, declared) !== undefined ? detectCharset(bytes).charset : declared;
  const text = new TextDecoder(charset).decode(bytes);
  return kind === 'html' ? resolveEntities(text) : text;
}

function refusalOf(error: unknown, bytes: Buffer): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  const encrypted = error instanceof Error && /password-protected|ECMA-376 Encrypted/.test(error.message);
  if (!encrypted && bytes.includes(Buffer.from('WordDocument', 'utf16le'))) {
    return new DomainError('file.document');
  }
  return encrypted
    ? new DomainError('import.workbook_encrypted')
    : new DomainError('import.workbook_unreadable', { why: 'damaged' });
}

function sheetsOf(book: WorkBook): Sheet[] {
  return book.SheetNames.map((name, index) => ({ name, hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 }));
}

const BATCH_ROWS = 256;

/** A generator that others can await: the library gives all rows at once. */
async function* rowsOf(sheet: WorkSheet | undefined, is1904: boolean): AsyncGenerator<readonly FileRow[]> {
  const data: readonly (CellObject[] | undefined)[] = sheet?.['!data'] ?? [];
  const hidden = hiddenRowsOf(sheet);
  let cellsSeen = 0;
  for (let start = 0; start < data.length; start += BATCH_ROWS) {
    const batch = data.slice(start, start + BATCH_ROWS).map((row, index): FileRow => {
      const rowNumber = start + index + 1;
      const cells = Array.from(row ?? [], (cell: CellObject | undefined) => textOfCell(cell, is1904));
      cellsSeen += cells.length;
      assertBounded(cells, cellsSeen, rowNumber);
      return hidden.has(rowNumber) ? { rowNumber, cells, error: 'hidden_row' } : { rowNumber, cells };
    });
    yield await Promise.resolve(batch);
  }
}

function assertBounded(cells: readonly string[], cellsSeen: number, row: number): void {
  if (cellsSeen > CELLS_MAX) {
    throw new DomainError('import.workbook_too_large', { row, max: CELLS_MAX });
  }
  const column = cells.findIndex((cell) => cell.length > CELL_MAX_CHARACTERS);
  if (column >= 0) {
    throw new DomainError('import.cell_too_large', { row, column: column + 1, max: CELL_MAX_CHARACTERS });
  }
}

function textOfCell(cell: CellObject | undefined, is1904: boolean): string {
  if (cell?.v === undefined || cell.v === null || cell.t === 'e' || cell.t === 'z') {
    return '';
  }
  if (cell.t === 'n') {
    return textOfNumber(String(cell.v), styleOfFormat(-1, cell.z === undefined ? undefined : String(cell.z)), is1904);
  }
  if (cell.v instanceof Date) {
    return cell.v.toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '');
  }
  return String(cell.v).replaceAll('\0', '');
}
