import { parsePhoneCell, type PhoneCellSettings } from '../leads/phone-cell.rules.js';
import { guessColumns } from './column-guess.rules.js';
import type { FileRow } from './reading/file-format.rules.js';

/** Why a row of a file of numbers gives none. */
export type NumberProblem = 'no_number' | 'phone_invalid' | 'unbalanced_quotes' | 'nul_byte';

export interface RowNumbers {
  /** E.164, each once. */
  readonly numbers: readonly string[];
  /** Null where a number was found. */
  readonly problem: NumberProblem | null;
}

/**
 * The numbers of the chosen cells of a row. A row that cannot be trusted gives none. +999 numbers count: a demonstration has a stop list too, and
 * to stop a number too many does no harm.
 */
export function numbersOfCells(
  row: Pick<FileRow, 'cells' | 'error'>,
  columns: readonly number[],
  settings: PhoneCellSettings,
): RowNumbers {
  // A hidden row of a stop list is read like the others.
  if (row.error !== undefined && row.error !== 'hidden_row') {
    return { numbers: [], problem: row.error };
  }
  const numbers: string[] = [];
  let isFilled = false;
  for (const column of columns) {
    const cell = row.cells[column] ?? '';
    if (cell.trim() === '') {
      continue;
    }
    isFilled = true;
    for (const { e164 } of parsePhoneCell(cell, { ...settings, acceptSynthetic: true }).phones) {
      if (!numbers.includes(e164)) {
        numbers.push(e164);
      }
    }
  }
  if (numbers.length > 0) {
    return { numbers, problem: null };
  }
  return { numbers, problem: isFilled ? 'phone_invalid' : 'no_number' };
}

export interface NumberColumnShare {
  /** Of the rows. */
  readonly filled: number;
  /** Of the filled cells. */
  readonly readable: number;
  readonly example: string;
}

/** How much of each column is filled, and how much of that is a number. */
export function numberShares(
  rows: readonly (readonly string[])[],
  width: number,
  settings: PhoneCellSettings,
): NumberColumnShare[] {
  return Array.from({ length: width }, (_, column) => {
    const cells = rows.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
    const readable = cells.filter((cell) => numbersOfCells({ cells: [cell] }, [0], settings).numbers.length > 0);
    return {
      filled: rows.length === 0 ? 0 : cells.length / rows.length,
      readable: cells.length === 0 ? 0 : readable.length / cells.length,
      example: cells[0] ?? '',
    };
  });
}

/** Less of a column's cells than this is chance. */
const READABLE_MIN = 0.5;
/** Fields whose digits read as numbers and are none. */
const NO_NUMBERS: readonly string[] = ['inn', 'kpp', 'ogrn', 'email', 'site'];

/**
 * The columns that hold numbers: a lone column does, whatever it looks like; else those the header or the cells say are phones; else those
 * whose cells read as numbers and are no other digits.
 */
export function guessNumberColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  shares: readonly NumberColumnShare[],
): number[] {
  const filled = shares.flatMap(({ filled }, column) => (filled > 0 ? [column] : []));
  if (filled.length === 1) {
    return filled;
  }
  const names = shares.map((_, column) => headers[column] ?? '');
  const guesses = guessColumns(names, rows);
  const isReadable = (column: number): boolean => (shares[column]?.readable ?? 0) >= READABLE_MIN;
  const phones = filled.filter((column) => guesses[column]?.field === 'phone' && isReadable(column));
  return phones.length > 0
    ? phones
    : filled.filter((column) => isReadable(column) && !NO_NUMBERS.includes(guesses[column]?.field ?? ''));
}
