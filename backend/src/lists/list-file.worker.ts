import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '../kernel/domain-error.js';
import { judgeImport } from './import-judging.repository.js';
import { readIntoStaging } from './import-reading.js';
import type { WorkerAnswer, WorkerOrder } from './list-file-worker.service.js';
import { readPreview } from './preview-reading.js';

/** Entry of the thread that parses and normalises a list's file and judges its rows, so that the process goes on answering. */
async function work(order: WorkerOrder): Promise<WorkerAnswer> {
  if (order.task === 'preview') {
    return { kind: 'preview', preview: await readPreview(order.order) };
  }
  if (order.task === 'judge') {
    return { kind: 'judged', judgement: await judgeImport(order.order) };
  }
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

tell(await work(workerData as WorkerOrder).catch(failure));
