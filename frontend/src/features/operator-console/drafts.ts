import type { WallTime } from '../../lib/wall-time.rules.js';

/** What the operator typed and chose for one attempt, kept by its id until the result is saved. */
export interface AttemptDraft {
  readonly note: string;
  readonly group: string | null;
  readonly code: string | null;
  readonly callback: CallbackDraft | null;
  readonly handoverTo: string;
}

export interface CallbackDraft extends WallTime {
  readonly owner: 'me' | 'anyone';
  readonly about: string;
}
