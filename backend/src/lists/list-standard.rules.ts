import type { ListStandard, RowProblem, StandardFormat } from '@warmline/contracts';
import { customFieldKey } from '../leads/custom-value.rules.js';
import type { NormalisedRow } from './row-normalise.rules.js';

export type StandardProblem = Extract<RowProblem, 'field_missing' | 'format_wrong'>;

export interface StandardGap {
  readonly kind: 'field' | 'custom' | 'format';
  /** A field of a lead, a custom field's name, or a format. */
  readonly what: string;
}

export type CheckedRow = Omit<NormalisedRow, 'problem' | 'problemParams' | 'phoneCells' | 'phoneCellsParsed'>;

/** What a row lacks of its list's standard; empty when it meets it. `warnings` name custom fields whose cell is not of their type. */
export function standardGaps(
  row: CheckedRow,
  standard: ListStandard,
  told: { readonly innText: string; readonly emailText: string; readonly warnings: readonly string[] },
): StandardGap[] {
  const fields = standard.required
    .filter((field) => !hasField(row, field))
    .map((what): StandardGap => ({ kind: 'field', what }));
  const names = Object.keys(row.custom).map(customFieldKey);
  const wrong = told.warnings.map(customFieldKey);
  const custom = standard.requiredCustom
    .filter((name) => !names.includes(customFieldKey(name)) || wrong.includes(customFieldKey(name)))
    .map((what): StandardGap => ({ kind: 'custom', what }));
  const formats = standard.formats
    .filter((format) => !hasFormat(row, format, told))
    .map((what): StandardGap => ({ kind: 'format', what }));
  return [...fields, ...custom, ...formats];
}

/** Of the rows of a sample: how many meet each point of the standard. Rows that fail for another reason have not been asked. */
export function standardFill(
  rows: readonly NormalisedRow[],
  standard: ListStandard,
): { kind: StandardGap['kind']; what: string; met: number }[] {
  const points: StandardGap[] = [
    ...standard.required.map((what): StandardGap => ({ kind: 'field', what })),
    ...standard.requiredCustom.map((what): StandardGap => ({ kind: 'custom', what })),
    ...standard.formats.map((what): StandardGap => ({ kind: 'format', what })),
  ];
  const lacks = (row: NormalisedRow, { kind, what }: StandardGap): boolean =>
    row.problem !== null && (row.problemParams?.gaps?.some((gap) => gap.kind === kind && gap.what === what) ?? true);
  return points.map((point) => ({ ...point, met: rows.filter((row) => !lacks(row, point)).length }));
}

/** A missing field is told before a wrong format: it is the first to mend. */
export function problemOfGaps(gaps: readonly StandardGap[]): StandardProblem | null {
  if (gaps.length === 0) {
    return null;
  }
  return gaps.every((gap) => gap.kind === 'format') ? 'format_wrong' : 'field_missing';
}

function hasField(row: CheckedRow, field: ListStandard['required'][number]): boolean {
  switch (field) {
    case 'phone':
      return row.phones.length > 0;
    case 'position':
      return row.contactPosition !== null;
    case 'contact_name':
      return row.contactName !== null || (row.kind === 'person' && row.name !== '');
    case 'last_name':
    case 'first_name':
    case 'middle_name':
      return row.contactName !== null || row.kind === 'person';
    case 'legal_name':
      return row.legalName !== null;
    case 'name':
      return row.name !== '';
    default:
      return row[field] !== null;
  }
}

function hasFormat(
  row: CheckedRow,
  format: StandardFormat,
  told: { readonly innText: string; readonly emailText: string },
): boolean {
  switch (format) {
    case 'inn_valid':
      return told.innText === '' || row.inn !== null;
    case 'email_valid':
      return told.emailText === '' || row.email !== null;
    case 'phone_mobile':
      return row.phones.some((phone) => phone.kind === 'mobile');
    case 'zone_known':
      return row.phones.some((phone) => phone.zones.length > 0);
  }
}
