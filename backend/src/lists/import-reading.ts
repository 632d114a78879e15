import type { FieldFill } from '@warmline/contracts';
import { DomainError } from '../kernel/domain-error.js';
import { numberKey } from '../kernel/number-key.js';
import { FillCounter } from './field-fill.rules.js';
import { isEmptyRow, type FileFormat, type FileRow } from './reading/file-format.rules.js';
import { openRowBatches } from './reading/row-reader.js';
import { normaliseRow, type NormalisedRow, type NormaliseSettings } from './row-normalise.rules.js';
import { CopyInto, type CopyValue } from './staging-copy.repository.js';
import { STAGED_COLUMNS, type StagingSchema, stagingTables } from './staging-table.rules.js';

/** What the reading worker is told. Plain data: it crosses into a thread. */
export interface ReadingOrder {
  readonly importId: string;
  /** Where its table stands; absent = among the imports. */
  readonly schema?: StagingSchema;
  readonly path: string;
  readonly format: FileFormat;
  readonly settings: Omit<NormaliseSettings, 'headers'>;
  readonly databaseUrl: string;
  /** Keys the number keys. */
  readonly secret: string;
  /** Which of how many threads this is: 0 of 1, or 0 and 1 of 2. */
  readonly thread: number;
  readonly threads: number;
}

export interface ReadingTotals {
  rows: number;
  phoneCells: number;
  phoneCellsParsed: number;
  fill: readonly FieldFill[];
}

export type ReadingProgress = Omit<ReadingTotals, 'fill'> & { readonly bytes: number };

/** Rows are dealt out to the threads in blocks of this many. */
const BLOCK_ROWS = 512;

/**
 * Reads the file into the staging table: parse, normalise, COPY; memory does not grow with the file. Of several threads each parses the whole file,
 * which is a tenth of the work, and normalises its own blocks. Refuses a file without data rows, without columns or with a single one.
 */
export async function readIntoStaging(
  order: ReadingOrder,
  onProgress: (progress: ReadingProgress) => void = () => undefined,
): Promise<ReadingTotals> {
  const into = await CopyInto.open(order.databaseUrl, stagingTables(order.importId, order.schema).rows, STAGED_COLUMNS);
  try {
    const totals = await new Reading(order, into, onProgress).run();
    await into.finish();
    return totals;
  } catch (error) {
    await into.abandon();
    throw error;
  }
}

class Reading {
  private readonly totals: Omit<ReadingTotals, 'fill'> = { rows: 0, phoneCells: 0, phoneCellsParsed: 0 };
  /** Data rows of the whole file, whichever thread takes them. */
  private seen = 0;
  private bytes = 0;
  /** Known from the first row on, which names the columns or is data already. */
  private settings: NormaliseSettings | undefined;
  private fill: FillCounter | undefined;
  private widest = 0;

  constructor(
    private readonly order: ReadingOrder,
    private readonly into: CopyInto,
    private readonly onProgress: (progress: ReadingProgress) => void,
  ) {}

  async run(): Promise<ReadingTotals> {
    for await (const batch of openRowBatches(this.order.path, this.order.format, (bytes) => (this.bytes = bytes))) {
      for (const row of batch) {
        this.widest = Math.max(this.widest, row.cells.length);
        if (!isEmptyRow(row.cells)) {
          this.take(row);
        }
      }
      await this.into.drained();
      this.report();
    }
    assertUsable(this.seen, {
      widest: this.widest,
      hasHeader: this.settings !== undefined && this.order.format.header,
    });
    return { ...this.totals, fill: this.fill?.counts() ?? [] };
  }

  private take(row: FileRow): void {
    if (this.settings === undefined) {
      const { header } = this.order.format;
      this.settings = { ...this.order.settings, headers: header ? row.cells : [] };
      this.fill = new FillCounter(this.settings);
      if (header) {
        return;
      }
    }
    const block = Math.floor(this.seen / BLOCK_ROWS);
    this.seen += 1;
    if (block % this.order.threads !== this.order.thread) {
      return;
    }
    const lead = normaliseRow(row.cells, this.settings);
    this.into.write(stagedValues(row, lead, this.order.secret));
    this.fill?.add(row.cells, lead);
    this.totals.rows += 1;
    this.totals.phoneCells += lead.phoneCells;
    this.totals.phoneCellsParsed += lead.phoneCellsParsed;
  }

  private report(): void {
    this.onProgress({ ...this.totals, bytes: this.bytes });
  }
}

/** The same refusals for the preview and the import. */
export function assertUsable(dataRows: number, shape: { readonly widest: number; readonly hasHeader: boolean }): void {
  if (shape.widest === 0 || (dataRows === 0 && !shape.hasHeader)) {
    throw new DomainError('import.no_columns');
  }
  if (shape.widest === 1) {
    throw new DomainError('import.one_column');
  }
  if (dataRows === 0) {
    throw new DomainError('import.header_only');
  }
}

function stagedValues(row: FileRow, lead: NormalisedRow, secret: string): CopyValue[] {
  const { phones } = lead;
  return [
    row.rowNumber,
    lead.kind,
    lead.name,
    lead.nameKey,
    lead.legalName,
    lead.inn,
    lead.kpp,
    lead.ogrn,
    lead.email,
    lead.site,
    lead.industry,
    lead.region,
    lead.city,
    lead.address,
    lead.addressZone,
    lead.contactName,
    lead.contactPosition,
    lead.custom,
    row.error ?? lead.problem,
    row.error === undefined ? lead.problemParams : null,
    phones.map((phone) => phone.e164),
    phones.map((phone) => phone.extension),
    phones.map((phone) => phone.raw),
    phones.map((phone) => numberKey(secret, phone.e164)),
    phones.map((phone) => phone.kind),
    phones.map((phone) => phone.country),
    phones.map((phone) => phone.region ?? ''),
    phones.map((phone) => phone.zones.join(' ')),
    phones.map((phone) => phone.zoneSource),
  ];
}
