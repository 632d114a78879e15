import type { ColumnMapping, ImportRules, LeadField } from '@warmline/contracts';
import { unguarded } from './csv-output.rules.js';

/** No name, address or e-mail is longer. */
const TEXT_MAX = 1000;
/** Of what is kept as it was written. A phone cell has its own bound, and a reason of its own for what is longer. */
const KEPT_TEXT_MAX = 10_000;

/** What the columns of a file mean, and what holds for every row that does not say it. */
export interface FileLayout {
  readonly mapping: ColumnMapping;
  readonly rules?: ImportRules | undefined;
}

/** Where a file has what, found out once for all of its rows. */
interface RowPlan {
  readonly columnsOf: ReadonlyMap<LeadField, readonly number[]>;
  readonly customColumns: readonly number[];
  readonly constants: ReadonlyMap<LeadField, string>;
}

const plans = new WeakMap<ColumnMapping, { readonly plan: RowPlan; readonly rules: ImportRules | undefined }>();

function planOf({ mapping, rules }: FileLayout): RowPlan {
  const known = plans.get(mapping);
  if (known !== undefined && known.rules === rules) {
    return known.plan;
  }
  const columnsOf = new Map<LeadField, number[]>();
  mapping.forEach((field, column) => columnsOf.set(field, [...(columnsOf.get(field) ?? []), column]));
  const customColumns = [...(columnsOf.get('custom') ?? []), ...(columnsOf.get('note') ?? [])].sort((a, b) => a - b);
  const constants = new Map([...(rules?.constants ?? [])].reverse().map(({ field, value }) => [field, value] as const));
  const plan = { columnsOf, customColumns, constants };
  plans.set(mapping, { plan, rules });
  return plan;
}

/** The cells of a row by what their columns mean; trimmed, empty ones left out, absurdly long ones cut. */
export class RowValues {
  private readonly cells: readonly string[];
  private readonly plan: RowPlan;

  /** A cell that is used holds more than it could mean; it is cut here, and its row is not to be loaded. */
  readonly isTooLong: boolean;

  constructor(cells: readonly string[], settings: FileLayout) {
    this.plan = planOf(settings);
    let isTooLong = false;
    this.cells = settings.mapping.map((field, column) => {
      const value = valueOf(field, cells[column] ?? '');
      const max = maxOf(field);
      isTooLong ||= value.length > max;
      return value.length > max ? value.slice(0, max) : value;
    });
    this.isTooLong = isTooLong;
  }

  all(field: LeadField): readonly string[] {
    const values: string[] = [];
    for (const column of this.plan.columnsOf.get(field) ?? []) {
      const value = this.cells[column] ?? '';
      if (value !== '') {
        values.push(value);
      }
    }
    const constant = values.length === 0 ? this.plan.constants.get(field) : undefined;
    return constant === undefined ? values : [constant];
  }

  first(field: LeadField): string | undefined {
    for (const column of this.plan.columnsOf.get(field) ?? []) {
      const value = this.cells[column] ?? '';
      if (value !== '') {
        return value;
      }
    }
    return this.plan.constants.get(field);
  }

  /** The filled cells of a field with their columns; a constant has none. */
  cellsOf(field: LeadField): { readonly column: number; readonly value: string }[] {
    return (this.plan.columnsOf.get(field) ?? []).flatMap((column) => {
      const value = this.cells[column] ?? '';
      return value === '' ? [] : [{ column, value }];
    });
  }

  joined(fields: readonly LeadField[]): string | undefined {
    const parts = fields.flatMap((field) => this.first(field) ?? []);
    return parts.length > 0 ? parts.join(' ') : undefined;
  }

  get custom(): { readonly column: number; readonly value: string }[] {
    return this.plan.customColumns.flatMap((column) => {
      const value = this.cells[column] ?? '';
      return value === '' ? [] : [{ column, value }];
    });
  }
}

function maxOf(field: ColumnMapping[number]): number {
  if (field === 'phone') {
    return Infinity;
  }
  return field === 'note' || field === 'custom' ? KEPT_TEXT_MAX : TEXT_MAX;
}

function valueOf(field: ColumnMapping[number], cell: string): string {
  if (field === 'ignore' || cell === '') {
    return '';
  }
  // The apostrophe is what our own files put before a line that would run as a formula.
  const clean = cleanCell(cell);
  return field === 'phone' ? clean : oneLine(clean);
}

/** Most cells are clean already, and looking is cheaper than replacing. */
function cleanCell(cell: string): string {
  const text = (cell.includes('\0') ? cell.replaceAll('\0', '') : cell).trim();
  if (text.startsWith('="') && text.endsWith('"') && text.length > 2) {
    // A formula that is nothing but a text, written so that a spreadsheet leaves the digits alone.
    return text.slice(2, -1).replaceAll('""', '"').trim();
  }
  return text.includes("'") ? unguarded(text).trim() : text;
}

function oneLine(text: string): string {
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text;
}
