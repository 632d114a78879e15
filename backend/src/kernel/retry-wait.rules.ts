const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** How long work that failed so many times in a row waits before it is tried again. */
export function retryWaitMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
