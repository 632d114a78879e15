import { DomainError } from '../kernel/domain-error.js';

export interface QueueBounds {
  readonly running: number;
  readonly waiting: number;
}

/** A hostile workbook takes what memory its thread may have: as many are looked at as there is memory for, in the order they were asked for. */
export const PREVIEW_BOUNDS: QueueBounds = { running: 2, waiting: 40 };
const RETRY_AFTER_SECONDS = 10;

/** Work of which few pieces run at once. What waits leaves with its signal and costs nothing. */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly bounds: QueueBounds) {}

  /** Refuses `preview.busy` where as many wait as may. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.running < this.bounds.running) {
      this.running += 1;
    } else {
      await this.turn(signal);
    }
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.next();
    }
  }

  /** The place of what has ended passes to the first that waits. */
  private next(): void {
    const first = this.waiting.shift();
    if (first === undefined) {
      this.running -= 1;
    } else {
      first();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.bounds.waiting) {
      throw new DomainError('preview.busy', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    return new Promise((resolve, reject) => {
      const left = (): void => {
        this.waiting.splice(this.waiting.indexOf(called), 1);
        reject(signal.reason as Error);
      };
      const called = (): void => {
        signal.removeEventListener('abort', left);
        resolve();
      };
      signal.addEventListener('abort', left, { once: true });
      this.waiting.push(called);
    });
  }
}
