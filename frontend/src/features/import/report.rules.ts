import type { ImportCounts, ImportState } from '@warmline/contracts';

export interface ReportRow {
  readonly id: 'added' | 'sharedNumber' | 'duplicateInFile' | 'duplicateOfList' | 'invalid';
  readonly count: number;
  readonly colour: string;
}

/** The five verdicts; together they are every row of the file. */
export function reportRows(counts: ImportCounts): ReportRow[] {
  return [
    { id: 'added', count: counts.added, colour: '--accent' },
    { id: 'sharedNumber', count: counts.sharedNumber, colour: '--cold-mark' },
    { id: 'duplicateInFile', count: counts.duplicateInFile, colour: '--dead-mark' },
    { id: 'duplicateOfList', count: counts.duplicateOfList, colour: '--accent-2' },
    { id: 'invalid', count: counts.invalid, colour: '--fault-mark' },
  ];
}

export const isOver = (state: ImportState): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export interface Progress {
  readonly phase: string;
  readonly rowsRead: number;
  readonly rowsTotal: number | null;
}

/** The progress an event tells of this import; undefined for events of others. */
export function progressOf(
  event: { type: string; payload: Record<string, unknown> },
  importId: string,
): Progress | undefined {
  if (event.type !== 'import.progressed' || event.payload['importId'] !== importId) return undefined;
  const { phase, rowsRead, rowsTotal } = event.payload;
  return {
    phase: typeof phase === 'string' ? phase : '',
    rowsRead: typeof rowsRead === 'number' ? rowsRead : 0,
    rowsTotal: typeof rowsTotal === 'number' ? rowsTotal : null,
  };
}
