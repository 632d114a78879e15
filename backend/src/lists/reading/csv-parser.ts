import { DomainError } from '../../kernel/domain-error.js';
import { CELL_MAX_CHARACTERS, ROW_MAX_CELLS, ROW_MAX_CHARACTERS, type FileRow } from './file-format.rules.js';

/** A quoted cell that runs over more lines than this was never closed. */
const QUOTED_LINES_MAX = 200;

interface TakenRow {
  readonly cells: string[];
  readonly error?: 'unbalanced_quotes';
  /** Of all its lines. */
  readonly characters: number;
}

/**
 * Streaming parser of delimited text that survives broken quoting: a quote that never closes costs its own line, not the rest of the file.
 * Quotes inside a quoted cell may be doubled or, when no delimiter follows, stand alone ("ООО "Рога""). Memory: one row and the last chunk.
 */
export class CsvParser {
  private rest = '';
  private lines: string[] = [];
  private next = 0;
  private rowNumber = 0;
  /** A NUL has been seen: rows are looked through for it from then on. */
  private hasNul = false;

  constructor(private readonly delimiter: string) {}

  /** Rows completed by this chunk. */
  push(chunk: string): FileRow[] {
    const text = this.rest + chunk;
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r', text.length - 2));
    if (end < 0) {
      this.keepRest(text);
      return [];
    }
    this.keepRest(text.slice(end + 1));
    this.addLines(text.slice(0, end + 1));
    return this.takeRows(false);
  }

  /** What is left at the end of the file. */
  end(): FileRow[] {
    if (this.rest !== '') {
      this.addLines(this.rest);
      this.rest = '';
    }
    return this.takeRows(true);
  }

  private keepRest(text: string): void {
    if (text.length > ROW_MAX_CHARACTERS) {
      const cell = text.slice(text.lastIndexOf(this.delimiter) + 1);
      throw tooLarge(cell.length > CELL_MAX_CHARACTERS ? 'cell' : 'row', this.rowNumber + 1);
    }
    this.rest = text;
  }

  private addLines(text: string): void {
    this.hasNul ||= text.includes('\0');
    const lines = text.split(/\r\n|\n|\r/);
    if (lines.at(-1) === '' && /[\r\n]$/.test(text)) {
      lines.pop();
    }
    this.lines = this.next === 0 && this.lines.length === 0 ? lines : this.lines.slice(this.next).concat(lines);
    this.next = 0;
  }

  private takeRows(atEnd: boolean): FileRow[] {
    const rows: FileRow[] = [];
    while (this.next < this.lines.length) {
      const taken = this.takeRow(atEnd);
      if (taken === 'more') {
        break;
      }
      this.rowNumber += 1;
      const { cells, error, characters } = taken;
      const row =
        error === undefined ? { rowNumber: this.rowNumber, cells } : { rowNumber: this.rowNumber, cells, error };
      rows.push(this.checked(row, characters));
    }
    return rows;
  }

  private takeRow(atEnd: boolean): TakenRow | 'more' {
    const line = this.lines[this.next] ?? '';
    if (!line.includes('"')) {
      this.next += 1;
      return { cells: line.split(this.delimiter), characters: line.length };
    }
    const read = new QuotedRow(this.delimiter, (ahead) => this.lines[this.next + ahead]).read();
    if (read === 'out_of_lines' && !atEnd) {
      return 'more';
    }
    if (typeof read === 'string') {
      this.next += 1;
      const cells = line.split(this.delimiter).map(trimQuotes);
      return { cells, error: 'unbalanced_quotes', characters: line.length };
    }
    this.next += read.lines;
    return { cells: read.cells, characters: read.characters };
  }

  private checked(row: FileRow, characters: number): FileRow {
    if (characters > CELL_MAX_CHARACTERS) {
      const column = row.cells.findIndex((cell) => cell.length > CELL_MAX_CHARACTERS);
      if (column >= 0) {
        throw tooLarge('cell', row.rowNumber, column + 1);
      }
    }
    if (row.cells.length > ROW_MAX_CELLS) {
      throw tooLarge('row', row.rowNumber);
    }
    const damaged = this.hasNul && row.cells.some((cell) => cell.includes('\0'));
    return damaged ? { ...row, cells: row.cells.map((cell) => cell.replaceAll('\0', '')), error: 'nul_byte' } : row;
  }
}

/** Reads one row that holds quotes, asking for further lines while a quoted cell is open. */
class QuotedRow {
  private readonly cells: string[] = [];
  private line: string;
  private lines = 1;
  private position = 0;
  private length = 0;

  constructor(
    private readonly delimiter: string,
    private readonly lineAhead: (ahead: number) => string | undefined,
  ) {
    this.line = lineAhead(0) ?? '';
  }

  read(): { cells: string[]; lines: number; characters: number } | 'out_of_lines' | 'broken' {
    for (;;) {
      const problem = this.line[this.startOfCell()] === '"' ? this.readQuoted() : this.readPlain();
      if (problem !== undefined) {
        return problem;
      }
      if (this.position >= this.line.length) {
        return this.taken();
      }
      this.position += 1;
      if (this.position === this.line.length) {
        this.cells.push('');
        return this.taken();
      }
    }
  }

  private taken(): { cells: string[]; lines: number; characters: number } {
    return { cells: this.cells, lines: this.lines, characters: this.length + this.line.length };
  }

  /** Spaces before an opening quote are common in hand-made files. */
  private startOfCell(): number {
    let start = this.position;
    while (this.line[start] === ' ') {
      start += 1;
    }
    return start;
  }

  private readPlain(): undefined {
    const end = this.line.indexOf(this.delimiter, this.position);
    const stop = end < 0 ? this.line.length : end;
    this.cells.push(this.line.slice(this.position, stop));
    this.position = stop;
  }

  private readQuoted(): 'out_of_lines' | 'broken' | undefined {
    let value = '';
    this.position = this.startOfCell() + 1;
    for (;;) {
      const quote = this.line.indexOf('"', this.position);
      if (quote < 0) {
        value += `${this.line.slice(this.position)}\n`;
        const problem = this.nextLine(value.length);
        if (problem !== undefined) {
          return problem;
        }
        continue;
      }
      value += this.line.slice(this.position, quote);
      let after = quote + 1;
      while (this.line[after] === ' ' && after <= quote + 8) {
        after += 1;
      }
      const follower = this.line[after];
      if (follower === undefined || follower === this.delimiter) {
        this.position = after;
        this.cells.push(value);
        return undefined;
      }
      if (this.lines > 1 && this.line[quote + 1] !== '"') {
        return 'broken';
      }
      value += '"';
      this.position = quote + (this.line[quote + 1] === '"' ? 2 : 1);
    }
  }

  private nextLine(cellLength: number): 'out_of_lines' | 'broken' | undefined {
    this.length += this.line.length;
    if (this.lines >= QUOTED_LINES_MAX || cellLength > CELL_MAX_CHARACTERS) {
      return 'broken';
    }
    const line = this.lineAhead(this.lines);
    if (line === undefined) {
      return 'out_of_lines';
    }
    this.line = line;
    this.lines += 1;
    this.position = 0;
    return undefined;
  }
}

function trimQuotes(cell: string): string {
  return cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"');
}

function tooLarge(what: 'cell' | 'row', row: number, column?: number): DomainError {
  const max = what === 'cell' ? CELL_MAX_CHARACTERS : ROW_MAX_CHARACTERS;
  return new DomainError(what === 'cell' ? 'import.cell_too_large' : 'import.row_too_large', { row, column, max });
}
