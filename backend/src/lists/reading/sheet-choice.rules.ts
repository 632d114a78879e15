import { DomainError } from '../../kernel/domain-error.js';
import type { Sheet } from './file-format.rules.js';

/** The chosen sheet, else the first that can be seen, else the first. Refuses `import.sheet_missing` and a workbook without sheets. */
export function pickSheet<S extends Sheet>(sheets: readonly S[], chosen: string | undefined): S {
  const wanted = chosen === undefined ? undefined : sheets.find((sheet) => sheet.name === chosen);
  const sheet = chosen === undefined ? (sheets.find((each) => !each.hidden) ?? sheets[0]) : wanted;
  if (sheet === undefined) {
    throw sheets.length === 0
      ? new DomainError('import.workbook_unreadable', { why: 'no_sheet' })
      : new DomainError('import.sheet_missing');
  }
  return sheet;
}
