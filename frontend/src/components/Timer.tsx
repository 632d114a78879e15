import type { JSX } from 'react';
import { useServerNow } from '../hooks/useServerClock.js';
import { formatTimer } from '../lib/format.js';

export interface TimerProps {
  /** Server instant (ISO) from which it counts up. */
  readonly from?: string;
  /** Server instant (ISO) to which it counts down. */
  readonly until?: string;
}

/** Ticks here, from a server instant: no message a second, and hidden from screen readers, which would read each one. */
export function Timer({ from, until }: TimerProps): JSX.Element {
  const nowMs = useServerNow();
  const spanMs = until === undefined ? nowMs - Date.parse(from ?? '') : Date.parse(until) - nowMs;
  return (
    <span className="timer num" aria-hidden="true">
      {formatTimer(Number.isFinite(spanMs) ? spanMs : 0)}
    </span>
  );
}
