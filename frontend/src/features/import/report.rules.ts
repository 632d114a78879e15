import type { ImportCounts, ImportState, ImportVerdict } from '@warmline/contracts';

export interface ReportRow {
  readonly id:
    'added' | 'updated' | 'sharedNumber' | 'duplicateInFile' | 'duplicateOfList' | 'branch' | 'suppressed' | 'invalid';
  readonly verdict: ImportVerdict;
  readonly count: number;
  readonly colour: string;
}

/** The eight verdicts; together they are every row of the file. */
export function reportRows(counts: ImportCounts): ReportRow[] {
  return [
    { id: 'added', verdict: 'added', count: counts.added, colour: '--accent' },
    { id: 'sharedNumber', verdict: 'shared_number', count: counts.sharedNumber, colour: '--cold-mark' },
    { id: 'branch', verdict: 'branch', count: counts.branches, colour: '--wrapup-mark' },
    { id: 'updated', verdict: 'updated', count: counts.updated, colour: '--accent-2' },
    { id: 'duplicateOfList', verdict: 'duplicate_of_list', count: counts.duplicateOfList, colour: '--block-mark' },
    { id: 'duplicateInFile', verdict: 'duplicate_in_file', count: counts.duplicateInFile, colour: '--dead-mark' },
    { id: 'suppressed', verdict: 'suppressed', count: counts.allSuppressed, colour: '--warm-mark' },
    { id: 'invalid', verdict: 'invalid', count: counts.invalid, colour: '--fault-mark' },
  ];
}

/** Somebody works on it: the bar moves. */
export const isRunning = (state: ImportState): boolean =>
  state === 'reading' || state === 'judging' || state === 'committing' || state === 'undoing';

/** Where the import stands among the steps: before the yes it is still being checked. */
export const stepOf = (state: ImportState): 'check' | 'load' =>
  state === 'reading' || state === 'judging' || state === 'review' ? 'check' : 'load';

export interface Progress {
  readonly phase: string;
  readonly rowsRead: number;
  readonly rowsTotal: number | null;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** The progress an event tells of this import; undefined for events of others. */
export function progressOf(
  event: { type: string; payload: Record<string, unknown> },
  importId: string,
): Progress | undefined {
  if (event.type !== 'import.progressed' || event.payload['importId'] !== importId) return undefined;
  const { phase, rowsRead, rowsTotal, rowsPerSecond, secondsLeft } = event.payload;
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    phase: typeof phase === 'string' ? phase : '',
    rowsRead: number(rowsRead) ?? 0,
    rowsTotal: number(rowsTotal),
    rowsPerSecond: number(rowsPerSecond),
    secondsLeft: number(secondsLeft),
  };
}
