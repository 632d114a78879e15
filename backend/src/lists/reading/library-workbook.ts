import type { CellObject, ParsingOptions, WorkBook } from '@e965/xlsx';
import type { WorkbookKind } from '@warmline/contracts';
import { readFile, stat } from 'node:fs/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { detectCharset } from './charset.rules.js';
import { CELL_MAX_CHARACTERS, type FileRow, type Sheet } from './file-format.rules.js';
import { pickSheet } from './sheet-choice.rules.js';
import { withSheetHeader } from './sheet-header.rules.js';
import { styleOfFormat, textOfNumber } from './sheet-number.rules.js';
import { ZipArchive } from './zip-archive.js';

/** Old Excel, OpenDocument and tables of web pages: read by a library, as a whole. */
export type LibraryKind = Exclude<WorkbookKind, 'xlsx'>;

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
  readonly header: boolean;
  /** The first thousand rows are enough. */
  readonly isSample?: boolean | undefined;
}

/** The sheets, in their order. */
export async function readLibrarySheets(path: string, kind: LibraryKind): Promise<Sheet[]> {
  return sheetsOf(await openWorkbook(path, kind, SAMPLE_ROWS));
}

/** Rows of one sheet. Refuses `import.old_format_too_large`, `import.workbook_encrypted` and `import.workbook_unreadable`. */
export async function* readLibraryRows(path: string, options: LibraryOptions): AsyncGenerator<FileRow> {
  const book = await openWorkbook(path, options.kind, options.isSample === true ? SAMPLE_ROWS : 0);
  const { name } = pickSheet(sheetsOf(book), options.sheet);
  const sheet = book.Sheets[name];
  const merged = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
    firstRow: s.r,
    lastRow: e.r,
    firstColumn: s.c,
    lastColumn: e.c,
  }));
  const rows = rowsOf(sheet?.['!data'] ?? [], book.Workbook?.WBProps?.date1904 === true);
  yield* options.header ? withSheetHeader(rows, () => Promise.resolve(merged)) : rows;
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
    return kind === 'html'
      ? library.read(textOf(bytes), { ...settings, type: 'string' })
      : library.read(bytes, { ...settings, type: 'buffer' });
  } catch (error) {
    throw refusalOf(error);
  }
}

function textOf(bytes: Buffer): string {
  return new TextDecoder(detectCharset(bytes.subarray(0, 128 * 1024)).charset).decode(bytes);
}

function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  const encrypted = error instanceof Error && /password-protected|ECMA-376 Encrypted/.test(error.message);
  return encrypted
    ? new DomainError('import.workbook_encrypted')
    : new DomainError('import.workbook_unreadable', { why: 'damaged' });
}

function sheetsOf(book: WorkBook): Sheet[] {
  return book.SheetNames.map((name, index) => ({ name, hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 }));
}

/** A generator that others can await: the library gives all rows at once. */
async function* rowsOf(data: readonly (CellObject[] | undefined)[], is1904: boolean): AsyncGenerator<FileRow> {
  let cellsSeen = 0;
  for (const [index, row] of data.entries()) {
    const cells = Array.from(row ?? [], (cell: CellObject | undefined) => textOfCell(cell, is1904));
    cellsSeen += cells.length;
    if (cellsSeen > CELLS_MAX) {
      throw new DomainError('import.workbook_too_large', { row: index + 1, max: CELLS_MAX });
    }
    const column = cells.findIndex((cell) => cell.length > CELL_MAX_CHARACTERS);
    if (column >= 0) {
      throw new DomainError('import.cell_too_large', { row: index + 1, column: column + 1, max: CELL_MAX_CHARACTERS });
    }
    yield await Promise.resolve({ rowNumber: index + 1, cells });
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
