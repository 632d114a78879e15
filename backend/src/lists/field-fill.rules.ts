import type { FieldFill, LeadField } from '@warmline/contracts';
import type { NormalisedRow, NormaliseSettings } from './row-normalise.rules.js';

/** What one line counts: a field with all its columns, or one column kept under a name of its own. */
interface Line {
  readonly field: LeadField;
  readonly name: string | null;
  readonly columns: number[];
  filled: number;
  usable: number;
}

/** Counts while the rows go by, so that the whole file is counted without being read again. */
export class FillCounter {
  private readonly lines: readonly Line[];

  constructor(settings: Pick<NormaliseSettings, 'mapping' | 'headers' | 'rules'>) {
    this.lines = linesOf(settings);
  }

  /** Takes a row as the file has it and as it was read. */
  add(cells: readonly string[], lead: NormalisedRow): void {
    for (const line of this.lines) {
      if (line.columns.some((column) => /\S/.test(cells[column] ?? ''))) {
        line.filled += 1;
        line.usable += isUsable(lead, line.field) ? 1 : 0;
      }
    }
  }

  counts(): FieldFill[] {
    return this.lines.map(({ field, name, filled, usable }) => ({ field, name, filled, usable }));
  }
}

/** Readings of one file with one mapping, each of its own rows: their lines are the same. One that has not begun has none. */
export function sumOfFills(fills: readonly (readonly FieldFill[])[]): FieldFill[] {
  const [first = [], ...others] = fills.filter((fill) => fill.length > 0);
  return first.map((line, at) => ({
    ...line,
    filled: others.reduce((sum, other) => sum + (other[at]?.filled ?? 0), line.filled),
    usable: others.reduce((sum, other) => sum + (other[at]?.usable ?? 0), line.usable),
  }));
}

function linesOf({ mapping, headers, rules }: Pick<NormaliseSettings, 'mapping' | 'headers' | 'rules'>): Line[] {
  const lines: Line[] = [];
  mapping.forEach((field, column) => {
    if (field === 'ignore') {
      return;
    }
    const isOwn = field === 'custom' || field === 'note';
    const known = isOwn ? undefined : lines.find((line) => line.field === field);
    if (known !== undefined) {
      known.columns.push(column);
      return;
    }
    const named = (rules?.customNames[column] ?? headers[column])?.trim() || `#${column + 1}`;
    lines.push({ field, name: isOwn ? named : null, columns: [column], filled: 0, usable: 0 });
  });
  return lines;
}

/** Fields with a form of their own are read or not; everything else is taken as it is written. */
function isUsable(lead: NormalisedRow, field: LeadField): boolean {
  switch (field) {
    case 'phone':
      return lead.phones.length > 0;
    case 'email':
    case 'inn':
    case 'kpp':
    case 'ogrn':
      return lead[field] !== null;
    default:
      return true;
  }
}
