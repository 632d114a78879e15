import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { Locale } from '@warmline/contracts';
import type ExcelJS from 'exceljs';
import { safeCsvLine } from '../lists/csv-output.rules.js';

export type ExportFormat = 'csv' | 'xlsx';

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly content: Readable;
}

/** Cells are text that a spreadsheet may open (spreadsheet.rules.ts); every row has as many as there are columns. */
export interface Sheet {
  readonly title: string;
  /** `width` in characters, for XLSX. */
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: AsyncIterable<readonly string[]>;
}

/** Where the comma is the decimal mark, Excel parts cells at semicolons. */
const DELIMITER: Record<Locale, string> = { ru: ';', en: ',' };
const TYPE: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const CSV_CHUNK_CHARACTERS = 64 * 1024;
/** Excel opens no sheet with more rows than these; what is beyond goes on in a second one. */
const SHEET_MAX_ROWS = 1_048_576;

/**
 * Writes a table as a file while it is sent, row by row: its length costs no memory. A failure breaks the file off; it never looks complete.
 * `name` without its ending.
 */
export function writeSpreadsheet(
  name: string,
  sheet: Sheet,
  { format, locale }: { format: ExportFormat; locale: Locale },
): ExportedFile {
  return {
    name: `${name}.${format}`,
    type: TYPE[format],
    content: format === 'csv' ? csv(sheet, DELIMITER[locale]) : xlsx(sheet),
  };
}

function csv(sheet: Sheet, delimiter: string): Readable {
  return Readable.from(csvChunks(sheet, delimiter));
}

/** Lines are gathered: one chunk for each would cost more than writing it. */
async function* csvChunks({ columns, rows }: Sheet, delimiter: string): AsyncGenerator<Buffer> {
  const titles = columns.map(({ title }) => title);
  let chunk = `\ufeff${safeCsvLine(titles, delimiter)}`;
  for await (const row of rows) {
    chunk += safeCsvLine(row, delimiter);
    if (chunk.length > CSV_CHUNK_CHARACTERS) {
      yield Buffer.from(chunk);
      chunk = '';
    }
  }
  yield Buffer.from(chunk);
}

function xlsx(sheet: Sheet): Readable {
  const out = new PassThrough();
  writeWorkbook(out, sheet).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

async function writeWorkbook(out: PassThrough, sheet: Sheet): Promise<void> {
  // A third of the time the whole process takes to load, and of what it holds afterwards: only for whoever asks for a workbook.
  const { default: writer } = await import('exceljs');
  const workbook = new writer.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  let pages = 1;
  let page = addPage(workbook, sheet, sheet.title);
  let rowsOfPage = 1;
  for await (const row of sheet.rows) {
    if (rowsOfPage === SHEET_MAX_ROWS) {
      page.commit();
      pages += 1;
      page = addPage(workbook, sheet, `${sheet.title} ${pages}`);
      rowsOfPage = 1;
    }
    page.addRow(row).commit();
    rowsOfPage += 1;
    if (out.destroyed) {
      return; // Whoever asked for it has gone.
    }
    if (out.writableNeedDrain) {
      await Promise.race([once(out, 'drain'), once(out, 'close')]);
    }
  }
  page.commit();
  await workbook.commit();
}

function addPage(workbook: ExcelJS.stream.xlsx.WorkbookWriter, { columns }: Sheet, title: string): ExcelJS.Worksheet {
  const page = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  // Text throughout: a spreadsheet that guesses turns numbers and dates of people's words into its own.
  page.columns = columns.map(({ title: header, width }) => ({
    header,
    width,
    style: { numFmt: '@', alignment: { vertical: 'top' } },
  }));
  page.getRow(1).font = { bold: true };
  return page;
}
