import { useSyncExternalStore } from 'react';
import { serverClock } from '../lib/server-clock.js';
import { onTick } from '../lib/ticker.js';

/** Whole seconds of the server's clock, ms since the epoch; the component renders once per `stepMs`. */
export function useServerNow(stepMs = 1000): number {
  return useSyncExternalStore(onTick, () => Math.floor(serverClock.nowMs() / stepMs) * stepMs);
}
