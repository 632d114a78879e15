import { DomainError } from '../../kernel/domain-error.js';
import type { FileRow, Sheet } from './file-format.rules.js';
import { SharedStrings } from './shared-strings.js';
import { pickSheet } from './sheet-choice.rules.js';
import { readStyles, readWorkbook, type XlsxSheet, type XlsxWorkbook } from './xlsx-workbook.js';
import { SheetRows } from './xlsx-sheet.js';
import { surveySheet, type SheetSurvey } from './xlsx-survey.js';
import { XmlScanner } from './xml-scanner.js';
import { ZipArchive } from './zip-archive.js';

export interface XlsxOptions {
  readonly sheet?: string | undefined;
  /** Told how much of the sheet has been read, 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
}

/** The sheets of a workbook, in its order. */
export async function readXlsxSheets(path: string): Promise<Sheet[]> {
  return reading(path, async (archive) =>
    (await readWorkbook(archive)).sheets.map(({ name, hidden }) => ({ name, hidden })),
  );
}

/** Rows of one sheet as they stand, streamed in portions; hidden ones say so. */
export async function* readXlsx(path: string, options: XlsxOptions): AsyncGenerator<readonly FileRow[]> {
  const archive = await ZipArchive.open(path);
  try {
    const workbook = await readWorkbook(archive);
    const sheet = pickSheet(workbook.sheets, options.sheet);
    yield* sheetRows(archive, { workbook, sheet, onShare: options.onShare });
  } finally {
    await archive.close();
  }
}

/** What the sheet says around its rows: a walk through its bytes in which no row is parsed, an eighth of the time the rows take. */
export async function surveyXlsx(path: string, sheet: string | undefined): Promise<SheetSurvey> {
  return reading(path, async (archive) => {
    const { sheets } = await readWorkbook(archive);
    return surveySheet(archive.read(pickSheet(sheets, sheet).part));
  });
}

async function* sheetRows(
  archive: ZipArchive,
  of: { workbook: XlsxWorkbook; sheet: XlsxSheet; onShare: XlsxOptions['onShare'] },
): AsyncGenerator<readonly FileRow[]> {
  const { sharedStrings, styles, is1904 } = of.workbook;
  const hasStrings = sharedStrings !== undefined && archive.has(sharedStrings);
  const strings = hasStrings ? new SharedStrings(archive.read(sharedStrings)) : undefined;
  const rows = new SheetRows({ styles: await readStyles(archive, styles), is1904 });
  const scanner = new XmlScanner(rows);
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of archive.read(of.sheet.part, of.onShare)) {
      scanner.push(decoder.decode(chunk, { stream: true }));
      yield await rows.take(strings);
    }
    rows.finish();
  } finally {
    await strings?.close();
  }
}

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
