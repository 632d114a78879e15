import type { PreviewNote } from '@warmline/contracts';
import type { BrokenCharacters } from './reading/broken-characters.js';
import type { FileRow } from './reading/file-format.rules.js';
import { rowsUnderMerged } from './reading/merged-rows.rules.js';
import { columnName } from './reading/sheet-header.rules.js';
import type { SheetSurvey } from './reading/xlsx-survey.js';

const NAMED_ROWS = 5;
const NAMED_COLUMNS = 10;
/** The last column of a spreadsheet; "hidden to the right" goes on to it. */
const LAST_COLUMN = 16_383;

export interface Noticed {
  /** The rows looked at, a header first. */
  readonly sample: readonly FileRow[];
  readonly survey: SheetSurvey;
  readonly broken: BrokenCharacters;
}

/** What a person should know about a file before loading it, the gravest first. */
export function previewNotes({ sample, survey, broken }: Noticed): PreviewNote[] {
  const header = sample[0]?.header;
  const merged = rowsUnderMerged(survey.merged, (sample[0]?.rowNumber ?? 1) - 1 + (header?.rows ?? 0));
  const unsaved = sample.filter((row) => (row.unsavedFormulas ?? 0) > 0);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const hiddenColumns = survey.hiddenColumns.flatMap(([from, to]) => columnsBetween(from, Math.min(to, width - 1)));
  const notes: PreviewNote[] = [
    note('broken_characters', broken.characters, { rows: broken.rows }),
    note('hidden_rows', survey.hiddenRows, { rows: survey.firstHidden }),
    note('hidden_columns', hiddenColumns.length, { columns: hiddenColumns.slice(0, NAMED_COLUMNS).map(columnName) }),
    note(
      'formulas_unsaved',
      unsaved.reduce((sum, row) => sum + (row.unsavedFormulas ?? 0), 0),
      { rows: unsaved.map(({ rowNumber }) => rowNumber) },
    ),
    note('merged_rows', merged.length, { rows: merged }),
    note('rows_above_header', header?.above.length ?? 0, { rows: header?.above ?? [] }),
  ];
  return notes.filter(({ count }) => count > 0);
}

function note(
  code: PreviewNote['code'],
  count: number,
  where: { readonly rows?: readonly number[]; readonly columns?: readonly string[] },
): PreviewNote {
  return { code, count, rows: (where.rows ?? []).slice(0, NAMED_ROWS), columns: [...(where.columns ?? [])] };
}

function columnsBetween(from: number, to: number): number[] {
  return Array.from(
    { length: Math.max(0, Math.min(to, LAST_COLUMN) - Math.max(0, from) + 1) },
    (_, index) => from + index,
  );
}
