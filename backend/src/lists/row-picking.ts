import type { MessagePort } from 'node:worker_threads';
import type { FileFormat, FileRow } from './reading/file-format.rules.js';
import { openRows } from './reading/row-reader.js';

/** What the thread that takes rows out of a file is told. Plain data: it crosses into a thread. */
export interface PickOrder {
  readonly path: string;
  readonly format: FileFormat;
}

/** Goes through a file once, in portions asked for one after the other. */
export class RowPicker {
  private readonly rows: AsyncIterator<FileRow, undefined>;
  private awaitsHeader: boolean;

  constructor({ path, format }: PickOrder) {
    this.rows = openRows(path, format)[Symbol.asyncIterator]() as AsyncIterator<FileRow, undefined>;
    this.awaitsHeader = format.header;
  }

  /** The rows of these numbers, which ascend from one portion to the next; the first portion has the header in front, where the file has one. */
  async pick(numbers: readonly number[]): Promise<FileRow[]> {
    const wanted = new Set(numbers);
    const last = numbers.at(-1) ?? 0;
    const picked: FileRow[] = [];
    for (let at = 0; this.awaitsHeader || at < last;) {
      const next = await this.rows.next();
      if (next.done === true) {
        break;
      }
      const row = next.value;
      at = row.rowNumber;
      if (this.awaitsHeader && row.cells.some((cell) => cell.trim() !== '')) {
        this.awaitsHeader = false;
        picked.push(row);
      } else if (wanted.has(at)) {
        picked.push(row);
      }
    }
    return picked;
  }
}

/** Answers each list of row numbers with the rows: no portion is read before it is asked for, so nothing piles up behind a slow download. */
export function servePortions(order: PickOrder, port: MessagePort, failure: (error: unknown) => unknown): void {
  const picker = new RowPicker(order);
  port.on('message', (numbers: readonly number[]) => {
    picker.pick(numbers).then(
      (rows) => port.postMessage({ kind: 'rows', rows }),
      (error: unknown) => port.postMessage(failure(error)),
    );
  });
}
