import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '../kernel/domain-error.js';
import type { WorkerAnswer, WorkerOrder } from './list-file-worker.service.js';
import type { NumberProgress } from './number-reading.js';

/**
 * Entry of the thread that parses and normalises a list's file and judges its rows, so that the process goes on answering.
 * Each task loads what it needs and no more: a preview should stand while the marketer still looks at the choice he changed.
 */
async function work(order: WorkerOrder): Promise<WorkerAnswer> {
  if (order.task === 'preview') {
    const { readPreview } = await import('./preview-reading.js');
    return { kind: 'preview', preview: await readPreview(order.order) };
  }
  if (order.task === 'judge') {
    const { judgeImport } = await import('./import-judging.repository.js');
    return { kind: 'judged', judgement: await judgeImport(order.order) };
  }
  if (order.task === 'number-preview') {
    const { readNumberPreview } = await import('./number-preview.js');
    return { kind: 'number-preview', preview: await readNumberPreview(order.order) };
  }
  if (order.task === 'numbers') {
    const { readNumbers } = await import('./number-reading.js');
    const told = (progress: NumberProgress) => tell({ kind: 'number-progress', progress });
    return { kind: 'numbers', totals: await readNumbers(order.order, told) };
  }
  if (order.task === 'pick') {
    throw new Error('rows are picked in portions');
  }
  const { readIntoStaging } = await import('./import-reading.js');
  const totals = await readIntoStaging(order.order, (progress) => tell({ kind: 'progress', progress }));
  return { kind: 'read', totals };
}

function tell(answer: WorkerAnswer): void {
  parentPort?.postMessage(answer);
}

function failure(error: unknown): WorkerAnswer {
  if (error instanceof DomainError) {
    return { kind: 'refused', code: error.code, params: error.params };
  }
  return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Answers portions until the process ends the thread; every other task is one answer. */
async function serve(order: WorkerOrder): Promise<void> {
  if (order.task === 'pick' && parentPort !== null) {
    const { servePortions } = await import('./row-picking.js');
    servePortions(order.order, parentPort, failure);
  } else {
    tell(await work(order).catch(failure));
  }
}

await serve(workerData as WorkerOrder);
