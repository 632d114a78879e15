import { Injectable } from '@nestjs/common';
import type { ErrorCode, NumberPreview, Preview } from '@warmline/contracts';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { DomainError } from '../kernel/domain-error.js';
import { startThread } from '../kernel/thread.js';
import { sumOfFills } from './field-fill.rules.js';
import type { Judgement, JudgingOrder } from './import-judging.repository.js';
import type { ReadingOrder, ReadingProgress, ReadingTotals } from './import-reading.js';
import type { NumberPreviewOrder } from './number-preview.js';
import type { NumberProgress, NumberReadingOrder, NumberTotals } from './number-reading.js';
import { BoundedQueue, PREVIEW_BOUNDS } from './preview-queue.js';
import type { PreviewOrder } from './preview-reading.js';
import type { FileRow } from './reading/file-format.rules.js';
import type { PickOrder } from './row-picking.js';

export type WorkerOrder =
  | { readonly task: 'preview'; readonly order: PreviewOrder }
  | { readonly task: 'import'; readonly order: ReadingOrder }
  | { readonly task: 'judge'; readonly order: JudgingOrder }
  | { readonly task: 'numbers'; readonly order: NumberReadingOrder }
  | { readonly task: 'number-preview'; readonly order: NumberPreviewOrder }
  | { readonly task: 'pick'; readonly order: PickOrder };

export type WorkerAnswer =
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'read'; readonly totals: ReadingTotals }
  | { readonly kind: 'numbers'; readonly totals: NumberTotals }
  | { readonly kind: 'number-progress'; readonly progress: NumberProgress }
  | { readonly kind: 'number-preview'; readonly preview: NumberPreview }
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'rows'; readonly rows: readonly FileRow[] }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly params: Record<string, unknown> }
  | { readonly kind: 'failed'; readonly message: string };

/** A hostile workbook ends its thread, not the process. */
const HEAP_MAX_MB = 1024;
/** Of a thread that looks at a file's first rows. */
const PREVIEW_HEAP_MAX_MB = 512;
/** A sheet of a million rows, walked through for its hidden rows, takes three seconds. */
const PREVIEW_MAX_MS = 60_000;

/** Runs the reading of list files in a thread of their own. */
@Injectable()
export class ListFileWorker {
  private readonly previews = new BoundedQueue(PREVIEW_BOUNDS);

  /** In its turn, for a minute at most; ends with its signal. Refuses `preview.busy` and `preview.too_slow`. */
  async preview(order: PreviewOrder, signal: AbortSignal): Promise<Preview> {
    const answer = await this.previews.run(signal, () => runWithin(PREVIEW_MAX_MS, { task: 'preview', order }, signal));
    if (answer.kind !== 'preview') {
      throw new Error(`a preview answered ${answer.kind}`);
    }
    return answer.preview;
  }

  /**
   * Reads a file into its staging table, a long one of text in two threads. Progress is of all of them together. `signal` ends them at once.
   */
  async read(
    order: Omit<ReadingOrder, 'thread' | 'threads'>,
    { fileBytes, signal, onProgress }: ReadingWatch,
  ): Promise<ReadingTotals> {
    const threads =
      order.format.kind === 'csv' && fileBytes > ONE_THREAD_BYTES ? Math.min(2, availableParallelism()) : 1;
    const told: ReadingProgress[] = [];
    const ended = new AbortController();
    const watch = { signal: AbortSignal.any([signal, ended.signal]) };
    const reading = Array.from({ length: threads }, async (_, thread) => {
      const answer = await runThread(
        { task: 'import', order: { ...order, thread, threads } },
        {
          ...watch,
          onProgress: (progress) => {
            told[thread] = progress;
            onProgress(together(told));
          },
        },
      );
      if (answer.kind !== 'read') {
        throw new Error(`a reading answered ${answer.kind}`);
      }
      return answer.totals;
    });
    try {
      const totals = await Promise.all(reading);
      return { ...sum(totals), fill: sumOfFills(totals.map(({ fill }) => fill)) };
    } finally {
      // What one thread refuses the other need not read to its end.
      ended.abort();
      await Promise.allSettled(reading);
    }
  }

  async judge(order: JudgingOrder, signal: AbortSignal): Promise<Judgement> {
    const answer = await runThread({ task: 'judge', order }, { signal });
    if (answer.kind !== 'judged') {
      throw new Error(`a judging answered ${answer.kind}`);
    }
    return answer.judgement;
  }

  /** Takes rows out of a file, a portion per list of ascending row numbers; the header stands in front of the first. Ends its thread when left. */
  async *pick(order: PickOrder, portions: AsyncIterable<readonly number[]>): AsyncGenerator<readonly FileRow[]> {
    let thread: Worker | undefined;
    try {
      for await (const numbers of portions) {
        thread ??= startWorker({ task: 'pick', order });
        thread.postMessage(numbers);
        yield await nextRows(thread);
      }
    } finally {
      await thread?.terminate();
    }
  }
}

async function nextRows(thread: Worker): Promise<readonly FileRow[]> {
  const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
    const ended = (code: number) => reject(new Error(`the reading thread ended early with ${code}`));
    const failed = (error: unknown) => reject(refusalOf(error));
    thread.once('exit', ended).once('error', failed);
    thread.once('message', (told: Exclude<WorkerAnswer, { kind: 'progress' }>) => {
      thread.off('exit', ended).off('error', failed);
      settle(told, { resolve, reject });
    });
  });
  if (answer.kind !== 'rows') {
    throw new Error(`picking rows answered ${answer.kind}`);
  }
  return answer.rows;
}

function startWorker(order: WorkerOrder): Worker {
  const heapMaxMb = order.task === 'preview' ? PREVIEW_HEAP_MAX_MB : HEAP_MAX_MB;
  return startThread('list-file.worker.js', { beside: import.meta.url, heapMaxMb, data: order });
}

export interface ReadingWatch {
  readonly fileBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadingProgress) => void;
}

/** Below this a second thread takes longer to start than it saves. */
const ONE_THREAD_BYTES = 4 * 1024 * 1024;

type Sums = Omit<ReadingTotals, 'fill'>;

function sum(totals: readonly Sums[]): Sums {
  const of = (field: keyof Sums) => totals.reduce((all, one) => all + one[field], 0);
  return { rows: of('rows'), phoneCells: of('phoneCells'), phoneCellsParsed: of('phoneCellsParsed') };
}

/** All threads go through the whole file: they are as far as the slowest of them. */
function together(told: readonly ReadingProgress[]): ReadingProgress {
  const known = told.filter((one) => one !== undefined);
  return { ...sum(known), bytes: Math.min(...known.map(({ bytes }) => bytes)) };
}

interface Watch {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadingProgress) => void;
  readonly onNumbers?: (progress: NumberProgress) => void;
}

async function runWithin(ms: number, order: WorkerOrder, signal: AbortSignal): Promise<WorkerAnswer> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DomainError('preview.too_slow')), ms);
  try {
    return await runThread(order, { signal: AbortSignal.any([signal, late.signal]) });
  } finally {
    clearTimeout(timer);
  }
}

/** One task in a thread of its own, from its order to its answer. */
export function runThread(order: WorkerOrder, { signal, onProgress, onNumbers }: Watch = {}): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker(order);
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.kind === 'progress') {
        onProgress?.(answer.progress);
        return;
      }
      if (answer.kind === 'number-progress') {
        onNumbers?.(answer.progress);
        return;
      }
      settle(answer, { resolve, reject });
      // Streams of an abandoned workbook may still be open.
      void worker.terminate();
    });
    worker.on('error', (error) => reject(refusalOf(error)));
    signal?.addEventListener('abort', () => {
      reject(signal.reason as Error);
      void worker.terminate();
    });
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

function refusalOf(error: unknown): Error {
  if (isOutOfMemory(error)) {
    return new DomainError('import.workbook_too_large', { heapMb: HEAP_MAX_MB });
  }
  return error instanceof Error ? error : new Error(String(error));
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
