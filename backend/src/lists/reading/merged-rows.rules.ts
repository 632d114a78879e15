import type { FileRow } from './file-format.rules.js';
import type { MergedCells } from './sheet-header.rules.js';

interface Open {
  readonly column: number;
  readonly lastRow: number;
  value: string;
}

/** Gives the rows under a cell merged downwards its value. Rows come in their order; a row in which nothing else stands stays as it is. */
export class MergedRows {
  private readonly starts = new Map<number, MergedCells[]>();
  private open: Open[] = [];

  constructor(merged: readonly MergedCells[]) {
    for (const area of merged) {
      if (area.lastRow > area.firstRow) {
        const starting = this.starts.get(area.firstRow);
        if (starting === undefined) {
          this.starts.set(area.firstRow, [area]);
        } else {
          starting.push(area);
        }
      }
    }
  }

  fill(row: FileRow): FileRow {
    const index = row.rowNumber - 1;
    if (this.open.length > 0) {
      this.open = this.open.filter(({ lastRow }) => lastRow >= index);
    }
    const filled = this.open.length > 0 && row.cells.some((cell) => cell !== '') ? this.filled(row) : row;
    for (const area of this.starts.get(index) ?? []) {
      const value = row.cells[area.firstColumn] ?? '';
      if (value !== '') {
        this.open.push({ column: area.firstColumn, lastRow: area.lastRow, value });
      }
    }
    return filled;
  }

  private filled(row: FileRow): FileRow {
    const cells = [...row.cells];
    for (const { column, value } of this.open) {
      while (cells.length < column) {
        cells.push('');
      }
      if ((cells[column] ?? '') === '') {
        cells[column] = value;
      }
    }
    return { ...row, cells };
  }
}

/** Numbers of the rows that lie under such cells; `most` at most. */
export function rowsUnderMerged(merged: readonly MergedCells[], below: number, most = 100_000): number[] {
  const rows = new Set<number>();
  for (const area of merged) {
    for (let row = area.firstRow + 1; row <= area.lastRow && rows.size < most; row += 1) {
      if (area.firstRow >= below) {
        rows.add(row + 1);
      }
    }
  }
  return [...rows].sort((a, b) => a - b);
}
