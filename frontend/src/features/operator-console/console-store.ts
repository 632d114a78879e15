import type { ConsoleSnapshot } from '@warmline/contracts';
import type { Line } from '../../lib/line.js';
import { newerOf } from './console-view.rules.js';

/** The last snapshot the server pushed. Lives as long as the console is on the screen. */
export interface ConsoleStore {
  readonly get: () => ConsoleSnapshot | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks for the console and for every later change; the answer and each reconnect bring it whole. */
  readonly open: () => () => void;
}

export function consoleStore(line: Line): ConsoleStore {
  let snapshot: ConsoleSnapshot | null = null;
  const listeners = new Set<() => void>();
  const take = (arrived: ConsoleSnapshot): void => {
    const next = newerOf(snapshot, arrived);
    if (next === snapshot) return;
    snapshot = next;
    listeners.forEach((listener) => listener());
  };
  return {
    get: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => {
      const stopListening = line.on('console.snapshot', take);
      const release = line.keep('console.open', {});
      return () => {
        stopListening();
        release();
      };
    },
  };
}
