import type { ColumnMapping, LeadField } from '@warmline/contracts';
import type { FileFormat, FileRow } from '../lists/reading/file-format.rules.js';

export interface ClaimedFile {
  readonly importId: string;
  readonly name: string;
  readonly sha256: string;
  readonly format: FileFormat;
  readonly mapping: ColumnMapping;
  readonly loadedAt: Date;
}

/** A row that gave no lead of its own. */
export interface BadRow {
  readonly rowNumber: number;
  readonly reason: string;
  /** The row it repeats, where that one made the lead. */
  readonly repeats: number | null;
}

/** A row of a lead, one number of which a call found dead or somebody else's. */
export interface BadNumber {
  readonly rowNumber: number;
  readonly e164: string;
  readonly calledAt: Date;
  readonly dispositionCode: string;
}

/** One thing a seller answers for: a row that is no lead, or a number that a call found bad. */
export interface Claim {
  readonly fileName: string;
  readonly loadedAt: Date;
  readonly rowNumber: number;
  /** As they stand in the file, so that the seller finds the row in his own. */
  readonly name: string;
  readonly inn: string;
  readonly phone: string;
  readonly what: Pick<BadRow, 'reason' | 'repeats'> | Omit<BadNumber, 'rowNumber'>;
}

/** Digits at a number's end by which a cell is known to hold it, however it is written: a local Russian number has no more. */
const TELLING_DIGITS = 7;
const NAME_FIELDS: readonly LeadField[] = ['name', 'legal_name', 'last_name', 'first_name', 'middle_name'];

/** The claim for a row that is none or not a new one. */
export function claimOfRow(file: ClaimedFile, row: FileRow, { reason, repeats }: BadRow): Claim {
  return { ...shown(file, row), what: { reason, repeats } };
}

/**
 * The claim for a bad number, null where no phone cell of the row holds it: the lead has the number from elsewhere, and the seller is not to answer
 * for that.
 */
export function claimOfNumber(file: ClaimedFile, row: FileRow, bad: BadNumber): Claim | null {
  const { e164, calledAt, dispositionCode } = bad;
  const end = e164.slice(-TELLING_DIGITS);
  const holds = cellsOf(row, file.mapping, ['phone']).some((cell) => cell.replace(/\D/g, '').includes(end));
  return holds ? { ...shown(file, row), what: { e164, calledAt, dispositionCode } } : null;
}

function shown({ name, loadedAt, mapping }: ClaimedFile, row: FileRow): Omit<Claim, 'what'> {
  return {
    fileName: name,
    loadedAt,
    rowNumber: row.rowNumber,
    name: cellsOf(row, mapping, NAME_FIELDS).join(' '),
    inn: cellsOf(row, mapping, ['inn']).join(' '),
    phone: cellsOf(row, mapping, ['phone']).join('; '),
  };
}

function cellsOf(row: FileRow, mapping: ColumnMapping, fields: readonly LeadField[]): string[] {
  return mapping.flatMap((field, column) => {
    const cell = fields.includes(field) ? (row.cells[column] ?? '').trim() : '';
    return cell === '' ? [] : [cell];
  });
}
