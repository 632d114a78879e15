import { isEmptyRow, type FileRow } from './file-format.rules.js';

/** Cells joined into one, rows and columns from 0, ends included. Rows are those of the sheet. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface SheetHeader {
  readonly row: FileRow;
  /** How many of the given rows it stands for: titles above it and the levels it was made of. */
  readonly taken: number;
}

/** Rows that must be at hand to find the header. */
export const HEADER_SEARCH_ROWS = 12;
const HEADER_LEVELS_MAX = 3;
/** A row of at least so many cells under a lone one makes the lone one a title. */
const TITLE_BELOW_WIDTH = 3;

/**
 * The header among the first rows of a sheet that are not empty. Titles above the table are left out. A merged cell names all its columns;
 * where cells of the first level reach down, the levels are joined ("Контакты Телефон"), so that every column has a name of its own.
 */
export function findSheetHeader(rows: readonly FileRow[], merged: readonly MergedCells[]): SheetHeader | undefined {
  const start = titleRows(rows);
  const first = rows[start];
  if (first === undefined) {
    return undefined;
  }
  const levels = levelsOf(first, merged);
  const members = rows.slice(start).filter((row) => row.rowNumber < first.rowNumber + levels);
  const named = members.map((row) => spread(row, merged));
  const width = Math.max(...named.map((cells) => cells.length));
  const cells = Array.from({ length: width }, (_, column) => [...new Set(namesAt(named, column))].join(' '));
  return { row: { rowNumber: first.rowNumber, cells }, taken: start + members.length };
}

/** True when a merged header is likely: a name is missing between or behind others although the rows below are filled there. */
export function mayHaveMergedHeader(rows: readonly FileRow[]): boolean {
  const header = rows[titleRows(rows)];
  if (header === undefined) {
    return false;
  }
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, column) => header.cells[column]?.trim() ?? '').includes('');
}

function titleRows(rows: readonly FileRow[]): number {
  // Some programs repeat a merged title in each of its cells: what differs is counted.
  const filled = rows.map((row) => new Set(row.cells.map((cell) => cell.trim()).filter((cell) => cell !== '')).size);
  const first = filled.findIndex((count) => count > 1);
  return first > 0 && Math.max(...filled) >= TITLE_BELOW_WIDTH ? first : 0;
}

/** As deep as the deepest cell that begins in the header's first row and is merged downwards. */
function levelsOf(first: FileRow, merged: readonly MergedCells[]): number {
  const index = first.rowNumber - 1;
  const depths = merged
    .filter((cells) => cells.firstRow === index)
    .map((cells) => cells.lastRow - cells.firstRow + 1)
    .filter((depth) => depth <= HEADER_LEVELS_MAX);
  return Math.max(1, ...depths);
}

function spread(row: FileRow, merged: readonly MergedCells[]): string[] {
  const index = row.rowNumber - 1;
  const cells = [...row.cells];
  for (const area of merged) {
    if (area.firstRow !== index || area.lastColumn >= 16_384) {
      continue;
    }
    const name = cells[area.firstColumn] ?? '';
    for (let column = area.firstColumn; column <= area.lastColumn && name !== ''; column += 1) {
      cells[column] = name;
    }
  }
  return Array.from(cells, (cell: string | undefined) => cell ?? '');
}

function namesAt(levels: readonly (readonly string[])[], column: number): string[] {
  return levels.map((cells) => cells[column]?.trim() ?? '').filter((name) => name !== '');
}

/** "A1:C2" as rows and columns from 0; undefined for what is no reference. */
export function parseArea(reference: string): MergedCells | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference);
  if (match === null) {
    return undefined;
  }
  const [, firstColumn = '', firstRow = '', lastColumn = firstColumn, lastRow = firstRow] = match;
  return {
    firstRow: Number(firstRow) - 1,
    lastRow: Number(lastRow) - 1,
    firstColumn: columnIndex(firstColumn),
    lastColumn: columnIndex(lastColumn),
  };
}

/** "A" is 0, "AA" is 26. Digits behind the letters are left aside. */
export function columnIndex(reference: string): number {
  let index = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = (reference.charCodeAt(at) | 0x20) - 0x60;
    if (letter < 1 || letter > 26) {
      break;
    }
    index = index * 26 + letter;
  }
  return index - 1;
}

/** Rows of a sheet with its header made one row and titles left out; empty rows before it are dropped. */
export async function* withSheetHeader(
  rows: AsyncIterable<FileRow>,
  mergedCells: () => Promise<readonly MergedCells[]>,
): AsyncGenerator<FileRow> {
  const held: FileRow[] = [];
  let found = false;
  const release = async (): Promise<FileRow[]> => {
    found = true;
    const merged = mayHaveMergedHeader(held) ? await mergedCells() : [];
    const header = findSheetHeader(held, merged);
    return header === undefined ? held : [header.row, ...held.slice(header.taken)];
  };
  for await (const row of rows) {
    if (found) {
      yield row;
      continue;
    }
    if (!isEmptyRow(row.cells)) {
      held.push(row);
    }
    if (held.length >= HEADER_SEARCH_ROWS) {
      yield* await release();
    }
  }
  if (!found) {
    yield* await release();
  }
}
