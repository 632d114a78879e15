import type { PromiseRow, PromiseState } from '@warmline/contracts';

export type StateWord = 'waits' | 'due' | 'overdue' | Exclude<PromiseState, 'open'>;

const MINUTE_MS = 60_000;
/** Said to be due from ten minutes before, overdue once the grace is over. */
const SOON_MS = 10 * MINUTE_MS;
const GRACE_MS = 15 * MINUTE_MS;

export function stateWord({ state, dueAt }: Pick<PromiseRow, 'state' | 'dueAt'>, nowMs: number): StateWord {
  if (state !== 'open') return state;
  const dueMs = Date.parse(dueAt);
  if (nowMs > dueMs + GRACE_MS) return 'overdue';
  return nowMs >= dueMs - SOON_MS ? 'due' : 'waits';
}
