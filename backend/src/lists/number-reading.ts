import type { CountryCode } from 'libphonenumber-js/max';
import { DomainError } from '../kernel/domain-error.js';
import { numberKey } from '../kernel/number-key.js';
import { numbersOfCells } from './number-cells.rules.js';
import { isEmptyRow, type FileFormat, type FileRow } from './reading/file-format.rules.js';
import { openRowBatches } from './reading/row-reader.js';
import { CopyInto } from './staging-copy.repository.js';

/** What a thread that reads a file of numbers is told. Plain data: it crosses into a thread. */
export interface NumberReadingOrder {
  readonly path: string;
  readonly format: FileFormat;
  /** Positions of the columns that hold numbers. */
  readonly columns: readonly number[];
  readonly country: CountryCode;
  readonly areaCode: string | null;
  /** Qualified name of the table of `NUMBER_COLUMNS`. */
  readonly table: string;
  readonly databaseUrl: string;
  /** Keys the number keys. */
  readonly secret: string;
  readonly thread: number;
  readonly threads: number;
}

export interface NumberTotals {
  rows: number;
  unreadable: number;
  /** With repetitions. */
  mentions: number;
}

export type NumberProgress = NumberTotals & { readonly bytes: number };

/** A line per number found, and one with a problem per row without any. */
export const NUMBER_COLUMNS = ['row_number', 'number_key', 'problem'] as const;

/** Rows are dealt out to the threads in blocks of this many. */
const BLOCK_ROWS = 512;

/** Reads every number of the chosen columns into the table, as its key. Memory does not grow with the file. Refuses a file without a row of data. */
export async function readNumbers(
  order: NumberReadingOrder,
  onProgress: (progress: NumberProgress) => void = () => undefined,
): Promise<NumberTotals> {
  const into = await CopyInto.open(order.databaseUrl, order.table, NUMBER_COLUMNS);
  try {
    const totals = await new NumberReading(order, into, onProgress).run();
    await into.finish();
    return totals;
  } catch (error) {
    await into.abandon();
    throw error;
  }
}

class NumberReading {
  private readonly totals: NumberTotals = { rows: 0, unreadable: 0, mentions: 0 };
  private seen = 0;
  private bytes = 0;
  private awaitsHeader: boolean;

  constructor(
    private readonly order: NumberReadingOrder,
    private readonly into: CopyInto,
    private readonly onProgress: (progress: NumberProgress) => void,
  ) {
    this.awaitsHeader = order.format.header;
  }

  async run(): Promise<NumberTotals> {
    for await (const batch of openRowBatches(this.order.path, this.order.format, (bytes) => (this.bytes = bytes))) {
      for (const row of batch) {
        if (!isEmptyRow(row.cells)) {
          this.take(row);
        }
      }
      await this.into.drained();
      this.onProgress({ ...this.totals, bytes: this.bytes });
    }
    if (this.seen === 0) {
      throw new DomainError('import.header_only');
    }
    return this.totals;
  }

  private take(row: FileRow): void {
    if (this.awaitsHeader) {
      this.awaitsHeader = false;
      return;
    }
    const block = Math.floor(this.seen / BLOCK_ROWS);
    this.seen += 1;
    if (block % this.order.threads === this.order.thread) {
      this.write(row);
    }
  }

  private write(row: FileRow): void {
    const { columns, country, areaCode, secret } = this.order;
    const { numbers, problem } = numbersOfCells(row, columns, { country, areaCode: areaCode ?? undefined });
    this.totals.rows += 1;
    this.totals.mentions += numbers.length;
    if (numbers.length === 0) {
      this.totals.unreadable += 1;
      this.into.write([row.rowNumber, null, problem]);
    }
    for (const e164 of numbers) {
      this.into.write([row.rowNumber, `\\x${numberKey(secret, e164).toString('hex')}`, null]);
    }
  }
}
