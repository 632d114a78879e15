import { DomainError } from '../../kernel/domain-error.js';
import { ROW_MAX_CELLS, SHEET_MAX_ROWS, type FileRow } from './file-format.rules.js';
import { assertCell, cleanText, type SharedStrings } from './shared-strings.js';
import { columnIndex, parseArea, type MergedCells } from './sheet-header.rules.js';
import { textOfNumber, type NumberStyle } from './sheet-number.rules.js';
import { attribute, type XmlListener } from './xml-scanner.js';

export interface CellMeanings {
  readonly styles: readonly NumberStyle[];
  readonly is1904: boolean;
}

/** Where in a sheet's XML the walk stands. Around its data other parts may hold tags of the same names, places of drawings for one. */
type Place = 'around' | 'data' | 'row' | 'cell';

/**
 * Rows of a sheet as its XML goes by. Numbers come as digits ("79161234567"), dates as 2026-03-01, formulas as their last result.
 * Refuses `import.workbook_unreadable` where rows and cells do not stand in each other: what a broken tag swallows would be missing without a word.
 */
export class SheetRows implements XmlListener {
  private rows: (RowMarks & { readonly rowNumber: number; readonly cells: (string | number)[] })[] = [];
  /** A number is that of a shared text. */
  private cells: (string | number)[] = [];
  private lastShared = -1;
  private place: Place = 'around';
  private rowNumber = 0;
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private takesText = false;
  private phonetic = false;
  private isHidden = false;
  private hasFormula = false;
  private unsavedFormulas = 0;

  constructor(private readonly meanings: CellMeanings) {}

  /** Rows completed since the last call, their shared texts put in. */
  async take(strings: SharedStrings | undefined): Promise<FileRow[]> {
    const { rows } = this;
    this.rows = [];
    await strings?.ensure(this.lastShared);
    return rows.map(({ rowNumber, cells, ...marks }) => ({
      rowNumber,
      cells: cells.map((cell) => (typeof cell === 'number' ? sharedText(strings, cell, rowNumber) : cell)),
      ...marks,
    }));
  }

  /** After the last piece: a sheet that was cut off has not left its data. */
  finish(): void {
    if (this.place !== 'around') {
      throw damaged(this.rowNumber);
    }
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'sheetData':
        this.go('around', 'data');
        break;
      case 'c':
        if (this.place !== 'around') {
          this.go('row', 'cell');
          this.openCell(attributes);
        }
        break;
      case 'row':
        if (this.place !== 'around') {
          this.go('data', 'row');
          this.openRow(attributes);
        }
        break;
      case 'v':
      case 't':
        this.takesText = !this.phonetic;
        break;
      case 'f':
        this.hasFormula = true;
        break;
      case 'rPh':
        this.phonetic = true;
        break;
    }
  }

  close(name: string): void {
    this.takesText = false;
    if (name === 'rPh') {
      this.phonetic = false;
    } else if (this.place !== 'around') {
      this.closeData(name);
    }
  }

  private closeData(name: string): void {
    if (name === 'c') {
      this.go('cell', 'row');
      this.closeCell();
    } else if (name === 'row') {
      this.go('row', 'data');
      this.rows.push(this.row());
    } else if (name === 'sheetData') {
      this.go('data', 'around');
    }
  }

  private row(): RowMarks & { rowNumber: number; cells: (string | number)[] } {
    const { rowNumber, cells, isHidden, unsavedFormulas } = this;
    if (!isHidden && unsavedFormulas === 0) {
      return { rowNumber, cells };
    }
    return { rowNumber, cells, ...(isHidden ? { error: 'hidden_row' } : {}), unsavedFormulas };
  }

  private go(from: Place, to: Place): void {
    if (this.place !== from) {
      throw damaged(this.rowNumber);
    }
    this.place = to;
  }

  text(raw: string): void {
    if (this.takesText) {
      this.value += raw;
      assertCell(this.value, { row: this.rowNumber, column: this.column + 1 });
    }
  }

  private indexOfShared(): number {
    const index = Number(this.value);
    if (!Number.isSafeInteger(index) || index < 0) {
      throw damaged(this.rowNumber);
    }
    this.lastShared = Math.max(this.lastShared, index);
    return index;
  }

  private openRow(attributes: string): void {
    const told = Number(attribute(attributes, 'r'));
    this.rowNumber = told > this.rowNumber ? told : this.rowNumber + 1;
    if (this.rowNumber > SHEET_MAX_ROWS) {
      throw new DomainError('import.workbook_too_large', { row: this.rowNumber, max: SHEET_MAX_ROWS });
    }
    this.cells = [];
    this.column = -1;
    this.unsavedFormulas = 0;
    this.isHidden = attributes.includes('hidden') && isSet(attribute(attributes, 'hidden'));
  }

  private openCell(attributes: string): void {
    // The usual shape by position, which a general look would take half of the time for: r="A1" s="2" t="s".
    const usual = /^r="([A-Z]{1,3})\d{1,7}"(?: s="(\d+)")?(?: t="(\w+)")?\s*$/.exec(attributes);
    const reference = usual ? usual[1] : attribute(attributes, 'r');
    this.style = Number((usual ? usual[2] : attribute(attributes, 's')) ?? 0);
    this.type = (usual ? usual[3] : attribute(attributes, 't')) ?? 'n';
    this.column = reference === undefined ? this.column + 1 : columnIndex(reference);
    this.value = '';
    this.hasFormula = false;
    if (this.column >= ROW_MAX_CELLS || this.column < 0) {
      throw new DomainError('import.row_too_large', { row: this.rowNumber, max: ROW_MAX_CELLS });
    }
  }

  private closeCell(): void {
    while (this.cells.length < this.column) {
      this.cells.push('');
    }
    // A formula that gives an empty text has the type of one; without any result nothing has counted it out.
    if (this.hasFormula && this.value === '' && this.type !== 'str') {
      this.unsavedFormulas += 1;
    }
    this.cells[this.column] = this.value === '' ? '' : this.meaningOfCell();
  }

  private meaningOfCell(): string | number {
    switch (this.type) {
      case 's':
        return this.indexOfShared();
      case 'n':
        return textOfNumber(this.value, this.meanings.styles[this.style] ?? 'plain', this.meanings.is1904);
      case 'b':
        return this.value === '1' ? 'true' : 'false';
      case 'e':
        return '';
      case 'd':
        return this.value.replace('T', ' ').replace(/ 00:00(:00)?(\.0+)?Z?$/, '');
      default:
        return cleanText(this.value);
    }
  }
}

function sharedText(strings: SharedStrings | undefined, index: number, row: number): string {
  const text = strings?.get(index);
  if (text === undefined) {
    throw damaged(row);
  }
  return text;
}

function damaged(row: number): DomainError {
  return new DomainError('import.workbook_unreadable', { why: 'damaged', row });
}

/** The merged cells, which stand behind all rows. */
export class SheetMerges implements XmlListener {
  readonly merged: MergedCells[] = [];

  open(name: string, attributes: string): void {
    const area = name === 'mergeCell' ? parseArea(attribute(attributes, 'ref') ?? '') : undefined;
    if (area !== undefined && this.merged.length < MERGED_MAX) {
      this.merged.push(area);
    }
  }

  close(): void {
    // Nothing ends with a tag here.
  }

  text(): void {
    // Merged cells are told by attributes.
  }
}

/** More than any table has: what lies beyond is read as it is written. */
const MERGED_MAX = 200_000;

type RowMarks = Pick<FileRow, 'error' | 'unsavedFormulas'>;

const isSet = (value: string | undefined): boolean => value === '1' || value === 'true';
