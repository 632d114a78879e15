/** Spreadsheets run a cell that begins like this as a formula (CWE-1236). Our reader takes the apostrophe off again. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** A cell as text that no spreadsheet will run: "+7 921 ..." becomes "'+7 921 ...". */
export function guardFormula(cell: string): string {
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

/** One CSV line with its line break; quoted where needed, guarded against formulas. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoteCell(guardFormula(cell), delimiter)).join(delimiter)}\r\n`;
}

function quoteCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
