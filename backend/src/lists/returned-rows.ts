import type { Charset } from '@warmline/contracts';
import { csvLine } from './csv-output.rules.js';
import type { ListFileWorker } from './list-file-worker.service.js';
import { byteOrderMark, encodeText } from './reading/encode-text.rules.js';
import type { FileFormat, FileRow } from './reading/file-format.rules.js';

/** A row to give back, and why. */
export interface ReturnedRow {
  readonly rowNumber: number;
  readonly reason: string | null;
  readonly verdict: string;
}

export interface ReturnedFile<Row extends ReturnedRow> {
  readonly path: string;
  readonly format: FileFormat;
  /** Names of the columns put behind the original ones: row, code, reason. */
  readonly columns: readonly [string, string, string];
  readonly reasonOf: (row: Row) => string;
  readonly wordsOf: (reason: string, row: Row) => string;
}

/**
 * The chosen rows (portions in file order) as they stood in the file, in its encoding, each with row, code and reason behind. The file is read in
 * `worker`'s thread and none of it is kept.
 */
export async function* returnedRows<Row extends ReturnedRow>(
  worker: ListFileWorker,
  { path, format, columns, reasonOf, wordsOf }: ReturnedFile<Row>,
  chosenRows: AsyncGenerator<{ readonly rows: readonly Row[] }>,
): AsyncGenerator<Uint8Array> {
  const charset: Charset = format.kind === 'csv' ? format.charset : 'utf-8';
  const delimiter = format.kind === 'csv' ? format.delimiter : ';';
  const encode = (cells: readonly string[]) => encodeText(csvLine(cells, delimiter), charset);
  yield byteOrderMark(charset);
  let width = 0;
  let awaitsHeader = format.header;
  let chosen = new Map<number, Row>();
  const asked = async function* (): AsyncGenerator<number[]> {
    for await (const { rows } of chosenRows) {
      chosen = new Map(rows.map((row) => [row.rowNumber, row]));
      yield [...chosen.keys()];
    }
  };
  for await (const rows of worker.pick({ path, format }, asked())) {
    for (const row of rows) {
      const found = chosen.get(row.rowNumber);
      if (awaitsHeader) {
        awaitsHeader = false;
        width = row.cells.length;
        yield encode([...row.cells, ...columns]);
      } else if (found !== undefined) {
        const reason = reasonOf(found);
        yield encode([...padded(row, width), String(row.rowNumber), reason, wordsOf(reason, found)]);
      }
    }
  }
}

/** What each piece of `returnedRows` counts: the mark of the encoding and the header are no rows. */
export function rowsOnly({ header }: FileFormat): (piece: Uint8Array, at: number) => number {
  const before = header ? 2 : 1;
  return (_, at) => (at < before ? 0 : 1);
}

/** Short rows are filled up, so that the added columns stand under their headers. */
function padded(row: FileRow, width: number): string[] {
  return Array.from({ length: Math.max(width, row.cells.length) }, (_, column) => row.cells[column] ?? '');
}
