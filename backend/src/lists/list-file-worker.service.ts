import { Injectable } from '@nestjs/common';
import type { ErrorCode, Preview } from '@warmline/contracts';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../kernel/domain-error.js';
import type { ReadingOrder, ReadingProgress, ReadingTotals } from './import-reading.js';
import type { PreviewOrder } from './preview-reading.js';

export type WorkerOrder =
  | { readonly task: 'preview'; readonly order: PreviewOrder }
  | { readonly task: 'import'; readonly order: ReadingOrder };

export type WorkerAnswer =
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'read'; readonly totals: ReadingTotals }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly params: Record<string, unknown> }
  | { readonly kind: 'failed'; readonly message: string };

/** Threads run the built code: Node 20 cannot load TypeScript, and a test run compiles nothing for them. */
const WORKER = new URL(
  import.meta.url.replace('/backend/src/', '/backend/dist/').replace(/[^/]+$/, 'list-file.worker.js'),
);
/** A hostile workbook ends its thread, not the process. */
const HEAP_MAX_MB = 1024;

/** Runs the reading of list files in a thread of their own. */
@Injectable()
export class ListFileWorker {
  async preview(order: PreviewOrder): Promise<Preview> {
    const answer = await run({ task: 'preview', order });
    if (answer.kind !== 'preview') {
      throw new Error(`a preview answered ${answer.kind}`);
    }
    return answer.preview;
  }

  async read(order: ReadingOrder, onProgress: (progress: ReadingProgress) => void): Promise<ReadingTotals> {
    const answer = await run({ task: 'import', order }, onProgress);
    if (answer.kind !== 'read') {
      throw new Error(`a reading answered ${answer.kind}`);
    }
    return answer.totals;
  }
}

function run(
  order: WorkerOrder,
  onProgress: (progress: ReadingProgress) => void = () => undefined,
): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: order,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB },
    });
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'progress') {
        onProgress(answer.progress);
        return;
      }
      settle(answer, { resolve, reject });
      // Streams of an abandoned workbook may still be open.
      void worker.terminate();
    });
    worker.on('error', (error) =>
      reject(isOutOfMemory(error) ? new DomainError('import.workbook_too_large', { heapMb: HEAP_MAX_MB }) : error),
    );
    worker.on('exit', (code) => reject(new Error(`the reading thread ended early with ${code}`)));
  });
}

function settle(
  answer: Exclude<WorkerAnswer, { kind: 'progress' }>,
  { resolve, reject }: { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void },
): void {
  if (answer.kind === 'refused') {
    reject(new DomainError(answer.code, answer.params));
  } else if (answer.kind === 'failed') {
    reject(new Error(answer.message));
  } else {
    resolve(answer);
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
