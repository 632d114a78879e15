import type { FileFormatChoice, WorkbookKind } from '@warmline/contracts';

/** How to read a file; detected, shown with the preview, and overruled by the marketer. */
export type FileFormat = FileFormatChoice;
export type WorkbookFormat = Extract<FileFormat, { kind: WorkbookKind }>;

export const DELIMITERS = [';', ',', '\t', '|'] as const;

/** A row as it stands in the file, before any meaning is given to its cells. */
export interface FileRow {
  /** As a spreadsheet numbers it: the first row is 1, a record with line breaks inside quotes is one row. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** The row cannot be trusted; the cells are a best effort for showing and for the file of rejected rows. */
  readonly error?: RowError;
  /** Of the row that is the header. */
  readonly header?: HeaderMade;
  /** Formulas in it whose result the file does not hold. */
  readonly unsavedFormulas?: number;
}
export type RowError = 'unbalanced_quotes' | 'nul_byte' | 'hidden_row';

/** What a header was made of. */
export interface HeaderMade {
  readonly rows: number;
  /** Of each column the name nearest to its cells. */
  readonly lowest: readonly string[];
  /** Numbers of the rows above it in which something stands. */
  readonly above: readonly number[];
}

/** Where the marketer says the header stands; what is absent is found. */
export type HeaderChoice = Pick<FileFormat, 'headerRow' | 'headerRows'>;

/** A sheet of a workbook that may be chosen. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** Three times what a spreadsheet cell can hold; more is damage or an attack. */
export const CELL_MAX_CHARACTERS = 100_000;
export const ROW_MAX_CHARACTERS = 1_000_000;
/** A spreadsheet has 16 384; nobody maps more. */
export const ROW_MAX_CELLS = 16_384;
/** The last row of a spreadsheet. */
export const SHEET_MAX_ROWS = 1_048_576;

export function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
