import type { CustomField } from '@warmline/contracts';
import { formatDate, formatNumber } from '../../lib/format.js';
import type { Language } from '../../lib/language.js';

export interface CustomWords {
  readonly language: Language;
  readonly yes: string;
  readonly no: string;
}

/** A stored value in the reader's form; one that is not of its field's type is shown as it was written. */
export function showCustomValue(
  value: string,
  field: Pick<CustomField, 'type'> | undefined,
  { language, yes, no }: CustomWords,
): string {
  switch (field?.type) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(value) ? formatNumber(Number(value), language, fractionOf(value)) : value;
    case 'date':
      // Noon, so that no reader's zone shows the day before.
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(`${value}T12:00:00Z`, { year: true }) : value;
    case 'yes_no':
      return value === 'true' ? yes : value === 'false' ? no : value;
    default:
      return value;
  }
}

const fractionOf = (value: string): number => Math.min(value.split('.')[1]?.length ?? 0, 6);
