import type exceljs from 'exceljs';
import { DomainError } from '../../kernel/domain-error.js';
import { CELL_MAX_CHARACTERS, type FileRow } from './file-format.rules.js';
import { assertBoundedArchive } from './zip-bounds.js';

const SHEET_MAX_ROWS = 1_048_576;

/** Rows of the first sheet, streamed. Numbers come as digits ("79161234567"), dates as 2026-03-01, formulas as their last result. */
export async function* readXlsx(path: string): AsyncGenerator<FileRow> {
  await assertBoundedArchive(path);
  // Loaded when the first workbook comes: it is most of the start-up time of a reading thread.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of workbook) {
      if (isFirstSheet(workbook, sheet)) {
        yield* readSheet(sheet);
        return;
      }
    }
    throw new DomainError('import.workbook_unreadable', { why: 'no_sheet' });
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('import.workbook_unreadable', { why: 'damaged' });
  } finally {
    closeInput(workbook);
  }
}

async function* readSheet(sheet: AsyncIterable<exceljs.Row>): AsyncGenerator<FileRow> {
  for await (const row of sheet) {
    if (row.number > SHEET_MAX_ROWS) {
      throw new DomainError('import.workbook_too_large', { row: row.number, max: SHEET_MAX_ROWS });
    }
    yield { rowNumber: row.number, cells: cellsOf(row) };
  }
}

function cellsOf(row: exceljs.Row): string[] {
  const values = Array.isArray(row.values) ? row.values : [];
  return Array.from({ length: Math.max(0, values.length - 1) }, (_, index) => {
    const text = textOf(values[index + 1]);
    if (text.length > CELL_MAX_CHARACTERS) {
      throw new DomainError('import.cell_too_large', { row: row.number, column: index + 1, max: CELL_MAX_CHARACTERS });
    }
    return text;
  });
}

/** A cell as a person sees it, without the sheet's number format: a phone kept as a number must not become 7.9E+10. */
export function textOf(value: exceljs.CellValue): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value);
  }
  if (value instanceof Date) {
    return textOfDate(value);
  }
  return typeof value === 'object' ? textOfObject(value) : String(value).replaceAll('\0', '');
}

function textOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}

function textOfObject(value: Exclude<exceljs.CellValue, Date | string | number | boolean | null | undefined>): string {
  if ('richText' in value) {
    return value.richText.map((part) => part.text).join('');
  }
  if ('error' in value) {
    return '';
  }
  if ('hyperlink' in value) {
    return textOf(value.text);
  }
  return 'result' in value ? textOf(value.result) : '';
}

/** The streaming reader knows the order of sheets, which its types do not say. */
interface ReaderInternals {
  readonly model?: { readonly sheets?: readonly { readonly name: string }[] };
  readonly stream?: { destroy(): void };
}

function isFirstSheet(workbook: ReaderInternals & object, sheet: object): boolean {
  const first = workbook.model?.sheets?.[0]?.name;
  const name = (sheet as { name?: string }).name;
  return first === undefined || name === undefined || name === first;
}

function closeInput(workbook: ReaderInternals & object): void {
  workbook.stream?.destroy();
}
