import { isEmptyRow, type FileRow, type HeaderChoice } from './file-format.rules.js';
import { findHeader, HEADER_SEARCH_ROWS } from './header-search.rules.js';

/** Cells joined into one, rows and columns from 0, ends included. Rows are those of the sheet. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
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

/** 0 is "A", 26 is "AA". */
export function columnName(index: number): string {
  const [letter, before] = [String.fromCharCode(65 + (index % 26)), Math.floor(index / 26)];
  return before === 0 ? letter : columnName(before - 1) + letter;
}

/** Rows with the header made one row and what stands above it left out; empty rows before it are dropped. */
export async function* withHeader(
  batches: AsyncIterable<readonly FileRow[]>,
  merged: readonly MergedCells[],
  choice: HeaderChoice,
): AsyncGenerator<readonly FileRow[]> {
  let held: FileRow[] | undefined = [];
  const enough = (choice.headerRow ?? 0) + HEADER_SEARCH_ROWS;
  for await (const rows of batches) {
    if (held === undefined) {
      yield rows;
      continue;
    }
    held.push(...rows.filter((row) => !isEmptyRow(row.cells)));
    const isEnough: boolean = held.length >= HEADER_SEARCH_ROWS && (held.at(-1)?.rowNumber ?? 0) >= enough;
    if (isEnough) {
      yield headed(held, merged, choice);
      held = undefined;
    }
  }
  if (held !== undefined) {
    yield headed(held, merged, choice);
  }
}

function headed(held: readonly FileRow[], merged: readonly MergedCells[], choice: HeaderChoice): readonly FileRow[] {
  const header = findHeader(held, merged, choice);
  return header === undefined ? [] : [header.row, ...held.slice(header.taken)];
}
