import { DomainError } from '../../kernel/domain-error.js';
import type { FileRow, Sheet } from './file-format.rules.js';
import { SharedStrings } from './shared-strings.js';
import { withSheetHeader, type MergedCells } from './sheet-header.rules.js';
import { pickSheet } from './sheet-choice.rules.js';
import { readStyles, readWorkbook, type XlsxSheet, type XlsxWorkbook } from './xlsx-workbook.js';
import { SheetMerges, SheetRows } from './xlsx-sheet.js';
import { XmlScanner } from './xml-scanner.js';
import { ZipArchive } from './zip-archive.js';

export interface XlsxOptions {
  readonly sheet?: string | undefined;
  readonly header: boolean;
  /** Told how much of the sheet has been read, 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** The sheets of a workbook, in its order. */
export async function readXlsxSheets(path: string): Promise<Sheet[]> {
  return reading(path, async (archive) =>
    (await readWorkbook(archive)).sheets.map(({ name, hidden }) => ({ name, hidden })),
  );
}

/** Rows of one sheet, streamed. */
export async function* readXlsx(path: string, options: XlsxOptions): AsyncGenerator<FileRow> {
  const archive = await ZipArchive.open(path);
  try {
    const workbook = await readWorkbook(archive);
    const sheet = pickSheet(workbook.sheets, options.sheet);
    const rows = sheetRows(archive, { workbook, sheet, onShare: options.onShare });
    yield* options.header ? withSheetHeader(rows, () => readMerged(archive, sheet)) : rows;
  } finally {
    await archive.close();
  }
}

async function* sheetRows(
  archive: ZipArchive,
  of: { workbook: XlsxWorkbook; sheet: XlsxSheet; onShare: XlsxOptions['onShare'] },
): AsyncGenerator<FileRow> {
  const { sharedStrings, styles, is1904 } = of.workbook;
  const hasStrings = sharedStrings !== undefined && archive.has(sharedStrings);
  const strings = hasStrings ? new SharedStrings(archive.read(sharedStrings)) : undefined;
  const rows = new SheetRows({ styles: await readStyles(archive, styles), is1904 });
  const scanner = new XmlScanner(rows);
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of archive.read(of.sheet.part, of.onShare)) {
      scanner.push(decoder.decode(chunk, { stream: true }));
      yield* await rows.take(strings);
    }
    rows.finish();
  } finally {
    await strings?.close();
  }
}

/** A second walk through the sheet's bytes, since merged cells stand behind the rows; no row is parsed in it. */
async function readMerged(archive: ZipArchive, sheet: XlsxSheet): Promise<readonly MergedCells[]> {
  const merges = new SheetMerges();
  const scanner = new XmlScanner(merges);
  let seen = '';
  let behindRows = false;
  for await (const chunk of archive.read(sheet.part)) {
    const text = chunk.toString('latin1');
    if (behindRows) {
      scanner.push(text);
      continue;
    }
    seen = seen.slice(-END_OF_ROWS.length) + text;
    const end = seen.search(END_OF_ROWS_PATTERN);
    if (end >= 0) {
      behindRows = true;
      scanner.push(seen.slice(end));
    }
  }
  return merges.merged;
}

const END_OF_ROWS = '</longprefix:sheetData>';
const END_OF_ROWS_PATTERN = /<\/(?:\w+:)?sheetData>/;

async function reading<T>(path: string, work: (archive: ZipArchive) => Promise<T>): Promise<T> {
  const archive = await ZipArchive.open(path);
  try {
    return await work(archive);
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('import.workbook_unreadable', { why: 'damaged' });
  } finally {
    await archive.close();
  }
}
