import { expect, it } from '@jest/globals';
import { retryWaitMs } from './retry-wait.rules.js';

it.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [8, 128_000],
  [9, 256_000],
  [10, 300_000],
  [5_000, 300_000],
])('waits after %i failures in a row for %i ms', (failures, waitMs) => {
  expect(retryWaitMs(failures)).toBe(waitMs);
});
