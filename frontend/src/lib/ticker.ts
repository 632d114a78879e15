/** One interval for every timer on the screen; it runs only while somebody looks. */
const listeners = new Set<() => void>();
let interval: ReturnType<typeof setInterval> | undefined;

/** A quarter of a second: a shown second is never late by more, and nothing is sent for it. */
const TICK_MS = 250;

export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  interval ??= setInterval(() => listeners.forEach((each) => each()), TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(interval);
    interval = undefined;
  };
}
