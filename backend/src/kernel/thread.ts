import { Worker } from 'node:worker_threads';

/**
 * A thread makes little that outlives a row. V8 gives it 48 MB for what is new and lets rubbish that grew old pile up behind; with 12 MB two
 * reading threads take 60 MB less at the same speed, for most is found dead before it grows old.
 */
const NEW_OBJECTS_MAX_MB = 12;

/**
 * Starts the thread whose entry `file` (`name.worker.js`) stands beside the module `beside` (its `import.meta.url`). Threads run the built code:
 * Node 20 cannot load TypeScript, and a test run compiles nothing for them. Beyond `heapMaxMb` it ends with ERR_WORKER_OUT_OF_MEMORY.
 */
export function startThread(
  file: string,
  { beside, heapMaxMb, data }: { beside: string; heapMaxMb: number; data?: unknown },
): Worker {
  const entry = new URL(file, beside.replace('/backend/src/', '/backend/dist/'));
  return new Worker(entry, {
    workerData: data,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMaxMb, maxYoungGenerationSizeMb: NEW_OBJECTS_MAX_MB },
  });
}
