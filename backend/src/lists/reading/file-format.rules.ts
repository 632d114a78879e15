/** Encodings a list may be written in. */
export const CHARSETS = ['utf-8', 'windows-1251'] as const;
export type Charset = (typeof CHARSETS)[number];

export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How to read a file; detected, shown with the preview, and overruled by the marketer. */
export type FileFormat =
  | { readonly kind: 'csv'; readonly charset: Charset; readonly delimiter: Delimiter; readonly header: boolean }
  | { readonly kind: 'xlsx'; readonly header: boolean };

/** A row as it stands in the file, before any meaning is given to its cells. */
export interface FileRow {
  /** As a spreadsheet numbers it: the first row is 1, a record with line breaks inside quotes is one row. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** The row cannot be trusted; the cells are a best effort for showing and for the file of rejected rows. */
  readonly error?: RowError;
}
export type RowError = 'unbalanced_quotes' | 'nul_byte';

/** Three times what a spreadsheet cell can hold; more is damage or an attack. */
export const CELL_MAX_CHARACTERS = 100_000;
export const ROW_MAX_CHARACTERS = 1_000_000;
/** A spreadsheet has 16 384; nobody maps more. */
export const ROW_MAX_CELLS = 16_384;

export function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
