import { HEADER_ROWS_MAX } from '@warmline/contracts';
import { looksLikePhone } from '../column-content.rules.js';
import { guessByHeader } from '../column-guess.rules.js';
import type { FileRow, HeaderChoice } from './file-format.rules.js';
import type { MergedCells } from './sheet-header.rules.js';

export interface FoundHeader {
  readonly row: FileRow;
  /** How many of the given rows it stands for: titles above it and the rows it was made of. */
  readonly taken: number;
}

/** Rows that must be at hand to find the header. */
export const HEADER_SEARCH_ROWS = 30;
/** A row of at least so many cells under a lone one makes the lone one a title. */
const TITLE_BELOW_WIDTH = 3;
const HEADER_CELL_MAX_CHARACTERS = 80;
const JOINT = ' / ';

/**
 * The header among the first rows of a file that are not empty: below titles, periods and the like, over as many rows as it has levels, whose
 * names are joined ("Контакты / Телефон"). A merged cell names all its columns, and so does a lone name above the names of its columns.
 */
export function findHeader(
  rows: readonly FileRow[],
  merged: readonly MergedCells[],
  choice: HeaderChoice = {},
): FoundHeader | undefined {
  const place = choice.headerRow === undefined ? searchedPlace(rows, merged) : chosenPlace(rows, choice.headerRow);
  const first = rows[place];
  if (first === undefined) {
    return undefined;
  }
  const depth = choice.headerRows ?? depthAt(rows, place, merged);
  const members = rows.slice(place).filter((row) => row.rowNumber < first.rowNumber + depth);
  const levels = named(members, merged);
  const width = Math.max(...levels.map((cells) => cells.length));
  const names = Array.from({ length: width }, (_, column) => [...new Set(namesAt(levels, column))]);
  const row: FileRow = {
    rowNumber: first.rowNumber,
    cells: names.map((each) => each.join(JOINT)),
    header: {
      rows: members.length,
      lowest: names.map((each) => each.at(-1) ?? ''),
      above: rows.slice(0, place).map(({ rowNumber }) => rowNumber),
    },
  };
  return { row, taken: place + members.length };
}

const chosenPlace = (rows: readonly FileRow[], row: number): number => {
  const at = rows.findIndex(({ rowNumber }) => rowNumber >= row);
  return at < 0 ? rows.length : at;
};

function searchedPlace(rows: readonly FileRow[], merged: readonly MergedCells[]): number {
  const known = rows.findIndex(
    (row, at) => isKnownHeader(row) && rows.slice(0, at).every((above) => isNarrower(above, row)),
  );
  const place = known >= 0 ? known : titleRows(rows);
  const [above, row] = [rows[place - 1], rows[place]];
  return above !== undefined && row !== undefined && isLevelAbove(above, row, merged) ? place - 1 : place;
}

/** At least two words that name fields, at least half of all, and nothing that is data. */
function isKnownHeader(row: FileRow): boolean {
  const filled = filledOf(row.cells);
  const known = filled.filter(isKnownName).length;
  return known >= 2 && known * 2 >= filled.length && !filled.some(isDataLike);
}

function isNarrower(above: FileRow, header: FileRow): boolean {
  const [upper, lower] = [filledOf(above.cells), filledOf(header.cells)];
  // Some programs repeat a merged title in each of its cells: what differs is counted.
  return new Set(upper).size < new Set(lower).size;
}

/** Titles, and lines like "Период: | 01.03.2026", above a table that is wider. */
function titleRows(rows: readonly FileRow[]): number {
  const filled = rows.map((row) => [...new Set(filledOf(row.cells))]);
  const widest = Math.max(0, ...filled.map((cells) => cells.length));
  if (widest < TITLE_BELOW_WIDTH) {
    return 0;
  }
  const first = filled.findIndex(
    (cells) => cells.length > 2 || (cells.length === 2 && !(cells[0] ?? '').endsWith(':')),
  );
  return Math.max(0, first);
}

/** The row right above names groups of the columns below it: several groups, or one whose word is known. */
function isLevelAbove(above: FileRow, row: FileRow, merged: readonly MergedCells[]): boolean {
  const filled = filledOf(above.cells);
  if (above.rowNumber !== row.rowNumber - 1 || filled.some(isDataLike) || filled.some((cell) => cell.endsWith(':'))) {
    return false;
  }
  const isTitle = merged.some(
    (area) =>
      area.firstRow === above.rowNumber - 1 && area.lastColumn >= row.cells.length - 1 && area.firstColumn === 0,
  );
  const startsInside = (above.cells[0] ?? '').trim() === '';
  return !isTitle && (new Set(filled).size >= 2 || (startsInside && filled.some(isKnownName)));
}

/** As deep as the deepest cell that begins in the header's first row and is merged downwards; else two where the row below fills its gaps with names. */
function depthAt(rows: readonly FileRow[], place: number, merged: readonly MergedCells[]): number {
  const [first, next] = [rows[place], rows[place + 1]];
  if (first === undefined) {
    return 1;
  }
  const depths = merged
    .filter((area) => area.firstRow === first.rowNumber - 1)
    .map((area) => area.lastRow - area.firstRow + 1)
    .filter((depth) => depth <= HEADER_ROWS_MAX);
  const deepest = Math.max(1, ...depths);
  return deepest === 1 && next?.rowNumber === first.rowNumber + 1 && isLevelBelow(first, next) ? 2 : deepest;
}

function isLevelBelow(first: FileRow, next: FileRow): boolean {
  const filled = filledOf(next.cells);
  const fillsGap = next.cells.some((cell, column) => cell.trim() !== '' && (first.cells[column] ?? '').trim() === '');
  const known = filled.filter(isKnownName).length;
  return fillsGap && known >= 1 && known * 2 >= filled.length && !filled.some(isDataLike);
}

/** The levels with the names of groups put above each of their columns. */
function named(members: readonly FileRow[], merged: readonly MergedCells[]): string[][] {
  const spreadRows = members.map((row) => spread(row, merged));
  return spreadRows.map((cells, level) => {
    const row = members[level];
    const below = spreadRows[level + 1];
    const isMerged =
      row !== undefined &&
      merged.some((area) => area.firstRow === row.rowNumber - 1 && area.lastColumn > area.firstColumn);
    return below === undefined || isMerged ? cells : spreadOver(cells, below);
  });
}

function spreadOver(groups: readonly string[], below: readonly string[]): string[] {
  let group = '';
  return Array.from({ length: Math.max(groups.length, below.length) }, (_, column) => {
    const own = groups[column]?.trim() ?? '';
    const isNamedBelow = (below[column]?.trim() ?? '') !== '';
    group = own !== '' ? own : isNamedBelow ? group : '';
    return group;
  });
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

const filledOf = (cells: readonly string[]): string[] => cells.map((cell) => cell.trim()).filter((cell) => cell !== '');

function isKnownName(cell: string): boolean {
  return cell.length <= HEADER_CELL_MAX_CHARACTERS && /\p{L}/u.test(cell) && guessByHeader(cell).confidence > 0.5;
}

function isDataLike(cell: string): boolean {
  return cell.length > HEADER_CELL_MAX_CHARACTERS || cell.includes('@') || /\d{5}/.test(cell) || looksLikePhone(cell);
}
