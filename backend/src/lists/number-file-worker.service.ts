import { Injectable } from '@nestjs/common';
import type { NumberPreview } from '@warmline/contracts';
import { availableParallelism } from 'node:os';
import { runThread } from './list-file-worker.service.js';
import type { NumberPreviewOrder } from './number-preview.js';
import type { NumberProgress, NumberReadingOrder, NumberTotals } from './number-reading.js';

/** Below this a second thread takes longer to start than it saves. */
const ONE_THREAD_BYTES = 4 * 1024 * 1024;

export interface NumberReadingWatch {
  readonly fileBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: NumberProgress) => void;
}

/** Reads files of numbers in threads of their own. */
@Injectable()
export class NumberFileWorker {
  async preview(order: NumberPreviewOrder): Promise<NumberPreview> {
    const answer = await runThread({ task: 'number-preview', order });
    if (answer.kind !== 'number-preview') {
      throw new Error(`a preview of numbers answered ${answer.kind}`);
    }
    return answer.preview;
  }

  /** A long text is read in two threads, each of which takes its own blocks of rows. `signal` ends them at once. */
  async read(
    order: Omit<NumberReadingOrder, 'thread' | 'threads'>,
    { fileBytes, signal, onProgress }: NumberReadingWatch,
  ): Promise<NumberTotals> {
    const isLong = order.format.kind === 'csv' && fileBytes > ONE_THREAD_BYTES;
    const threads = isLong ? Math.min(2, availableParallelism()) : 1;
    const told: NumberProgress[] = [];
    const ended = new AbortController();
    const watch = { signal: AbortSignal.any([signal, ended.signal]) };
    const reading = Array.from({ length: threads }, (_, thread) => {
      const onNumbers = (progress: NumberProgress): void => {
        told[thread] = progress;
        onProgress(together(told));
      };
      return readInThread({ ...order, thread, threads }, { ...watch, onNumbers });
    });
    try {
      return sum(await Promise.all(reading));
    } finally {
      // What one thread refuses the other need not read to its end.
      ended.abort();
      await Promise.allSettled(reading);
    }
  }
}

async function readInThread(
  order: NumberReadingOrder,
  watch: { readonly signal: AbortSignal; readonly onNumbers: (progress: NumberProgress) => void },
): Promise<NumberTotals> {
  const answer = await runThread({ task: 'numbers', order }, watch);
  if (answer.kind !== 'numbers') {
    throw new Error(`a reading of numbers answered ${answer.kind}`);
  }
  return answer.totals;
}

function sum(totals: readonly NumberTotals[]): NumberTotals {
  const of = (field: keyof NumberTotals): number => totals.reduce((all, one) => all + one[field], 0);
  return { rows: of('rows'), unreadable: of('unreadable'), mentions: of('mentions') };
}

/** All threads go through the whole file: they are as far as the slowest of them. */
function together(told: readonly NumberProgress[]): NumberProgress {
  const known = told.filter((one) => one !== undefined);
  return { ...sum(known), bytes: Math.min(...known.map(({ bytes }) => bytes)) };
}
