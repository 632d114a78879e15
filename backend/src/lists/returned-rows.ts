import type { Charset } from '@warmline/contracts';
import { csvLine } from './csv-output.rules.js';
import { byteOrderMark, encodeText } from './reading/encode-text.rules.js';
import type { FileFormat, FileRow } from './reading/file-format.rules.js';
import { openRows } from './reading/row-reader.js';

export interface ReturnedFile {
  readonly path: string;
  readonly format: FileFormat;
  /** Names of the columns put behind the original ones: row, code, reason. */
  readonly columns: readonly [string, string, string];
  readonly wordsOf: (reason: string) => string;
}

/** A row to give back, and why. */
export interface ReturnedRow {
  readonly rowNumber: number;
  readonly reason: string | null;
  readonly verdict: string;
}

/** The chosen rows (in file order) as they stood in the file, in its encoding, each with row, code and reason behind; none of it is kept. */
export async function* returnedRows(
  { path, format, columns, wordsOf }: ReturnedFile,
  chosen: AsyncGenerator<ReturnedRow>,
): AsyncGenerator<Uint8Array> {
  const charset: Charset = format.kind === 'csv' ? format.charset : 'utf-8';
  const delimiter = format.kind === 'csv' ? format.delimiter : ';';
  const encode = (cells: readonly string[]) => encodeText(csvLine(cells, delimiter), charset);
  yield byteOrderMark(charset);
  let width = 0;
  let awaitsHeader = format.header;
  let next = (await chosen.next()).value as ReturnedRow | undefined;
  for await (const row of openRows(path, format)) {
    if (awaitsHeader && row.cells.some((cell) => cell.trim() !== '')) {
      awaitsHeader = false;
      width = row.cells.length;
      yield encode([...row.cells, ...columns]);
      continue;
    }
    if (next?.rowNumber === row.rowNumber) {
      const reason = next.reason ?? next.verdict;
      yield encode([...padded(row, width), String(row.rowNumber), reason, wordsOf(reason)]);
      next = (await chosen.next()).value as ReturnedRow | undefined;
    }
    if (next === undefined) {
      return;
    }
  }
}

/** Short rows are filled up, so that the added columns stand under their headers. */
function padded(row: FileRow, width: number): string[] {
  return Array.from({ length: Math.max(width, row.cells.length) }, (_, column) => row.cells[column] ?? '');
}
