import { DomainError } from '../kernel/domain-error.js';
import { numberKey } from '../kernel/number-key.js';
import { isEmptyRow, type FileFormat, type FileRow } from './reading/file-format.rules.js';
import { openRows } from './reading/row-reader.js';
import { normaliseRow, type NormalisedRow, type NormaliseSettings } from './row-normalise.rules.js';
import { CopyInto, type CopyValue } from './staging-copy.repository.js';

/** What the reading worker is told. Plain data: it crosses into a thread. */
export interface ReadingOrder {
  readonly importId: string;
  readonly path: string;
  readonly format: FileFormat;
  readonly settings: Omit<NormaliseSettings, 'headers'>;
  readonly databaseUrl: string;
  /** Keys the number keys. */
  readonly secret: string;
}

export interface ReadingTotals {
  rows: number;
  phoneCells: number;
  phoneCellsParsed: number;
}

export type ReadingProgress = ReadingTotals & { readonly bytes: number };

const PROGRESS_EVERY_ROWS = 1000;

const STAGING_COLUMNS = [
  'import_id',
  'row_number',
  'kind',
  'name',
  'name_key',
  'legal_name',
  'inn',
  'kpp',
  'ogrn',
  'email',
  'site',
  'industry',
  'region',
  'city',
  'address',
  'address_zone',
  'contact_name',
  'contact_position',
  'custom',
  'problem',
  'problem_params',
];
const PHONE_COLUMNS = [
  'import_id',
  'row_number',
  'ordinal',
  'e164',
  'extension',
  'raw',
  'number_key',
  'kind',
  'country',
  'region',
  'zones',
  'zone_source',
];

/**
 * Reads the file into the staging tables: parse, normalise, COPY; memory does not grow with the file.
 * Refuses a file without data rows, without columns or with a single one.
 */
export async function readIntoStaging(
  order: ReadingOrder,
  onProgress: (progress: ReadingProgress) => void = () => undefined,
): Promise<ReadingTotals> {
  const rows = await CopyInto.open(order.databaseUrl, 'import_staging', STAGING_COLUMNS);
  const phones = await CopyInto.open(order.databaseUrl, 'import_staging_phones', PHONE_COLUMNS);
  try {
    const totals = await new Reading(order, { rows, phones }, onProgress).run();
    await rows.finish();
    await phones.finish();
    return totals;
  } catch (error) {
    await Promise.all([rows.abandon(), phones.abandon()]);
    throw error;
  }
}

class Reading {
  private readonly totals: ReadingTotals = { rows: 0, phoneCells: 0, phoneCellsParsed: 0 };
  private bytes = 0;
  private headers: readonly string[] = [];
  private widest = 0;

  constructor(
    private readonly order: ReadingOrder,
    private readonly into: { readonly rows: CopyInto; readonly phones: CopyInto },
    private readonly onProgress: (progress: ReadingProgress) => void,
  ) {}

  async run(): Promise<ReadingTotals> {
    let awaitsHeader = this.order.format.header;
    for await (const row of openRows(this.order.path, this.order.format, (bytes) => (this.bytes = bytes))) {
      this.widest = Math.max(this.widest, row.cells.length);
      if (isEmptyRow(row.cells)) {
        continue;
      }
      if (awaitsHeader) {
        this.headers = row.cells;
        awaitsHeader = false;
        continue;
      }
      await this.take(row);
    }
    assertUsable(this.totals.rows, { widest: this.widest, hasHeader: this.headers.length > 0 });
    this.report();
    return this.totals;
  }

  private async take(row: FileRow): Promise<void> {
    const normalised = normaliseRow(row.cells, { ...this.order.settings, headers: this.headers });
    const lead = row.error === undefined ? normalised : { ...normalised, problem: row.error, problemParams: null };
    await this.into.rows.write(stagingValues(this.order.importId, row.rowNumber, lead));
    for (const [ordinal, phone] of lead.phones.entries()) {
      const key = numberKey(this.order.secret, phone.e164);
      await this.into.phones.write([
        this.order.importId,
        row.rowNumber,
        ordinal,
        phone.e164,
        phone.extension,
        phone.raw,
        key,
        phone.kind,
        phone.country,
        phone.region,
        phone.zones,
        phone.zoneSource,
      ]);
    }
    this.totals.rows += 1;
    this.totals.phoneCells += lead.phoneCells;
    this.totals.phoneCellsParsed += lead.phoneCellsParsed;
    if (this.totals.rows % PROGRESS_EVERY_ROWS === 0) {
      this.report();
    }
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

function stagingValues(importId: string, rowNumber: number, lead: NormalisedRow): CopyValue[] {
  return [
    importId,
    rowNumber,
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
    lead.problem,
    lead.problemParams,
  ];
}
