/** Every character that some program takes for the end of a line. */
const LINE_BREAKS = '\\n\\r\\v\\f\\u0085\\u2028\\u2029';
const LINE_START = `(?<=^|[${LINE_BREAKS}])`;
/** A line that begins like this, blanks before it or not, is run as a formula by some spreadsheet (CWE-1236); so are the full-width forms. */
const FORMULA = `(?:[\\t\\r]|[^\\S${LINE_BREAKS}]*[=+\\-@＝＋－＠])`;
const GUARDED_HERE = new RegExp(`${LINE_START}(?!(?<=\\r)\\n)(?='*${FORMULA})`, 'g');
const GUARD = new RegExp(`${LINE_START}'(?='*${FORMULA})`, 'g');
const QUOTED = new RegExp(`["\\t${LINE_BREAKS}]|^\\s|\\s$`);

/**
 * A cell as text that no spreadsheet will run: "+7 921 ..." becomes "'+7 921 ...". Every line of the cell is guarded: a reader that breaks rows at
 * a lone LF or CR would run the second one. `unguarded` takes exactly this apostrophe off again.
 */
export function guardFormula(cell: string): string {
  return cell.replace(GUARDED_HERE, "'");
}

/** What `guardFormula` was given. */
export function unguarded(cell: string): string {
  return cell.includes("'") ? cell.replace(GUARD, '') : cell;
}

/** One CSV line with its line break; quoted where needed, guarded against formulas. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  // A NUL goes before the guard looks: what stands behind it would begin the cell.
  return safeCsvLine(
    cells.map((cell) => guardFormula(cell.replaceAll('\0', ''))),
    delimiter,
  );
}

/** As `csvLine`, of cells that are guarded already and hold no NUL. */
export function safeCsvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter)}\r\n`;
}

function quoteCell(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
