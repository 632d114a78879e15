import { Logger } from '@nestjs/common';
import { DomainError } from './domain-error.js';
import { retryWaitMs } from './retry-wait.rules.js';
import { TimedProgress } from './timed-progress.js';

/** Somebody has cancelled the run, or the process ends: whatever state it is in is its own, and it is not a failure. */
export class Stopped extends Error {}

/** What node and the driver say, in messages and codes, of a database that cannot be reached or has closed its connections. */
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|57P0[123]|Connection terminated|connection is closed|terminating connection/i;

export type RunWork = (signal: AbortSignal) => Promise<unknown>;

interface Running {
  readonly done: Promise<void>;
  readonly stop: AbortController;
}

/**
 * Long work of this process, beside the due work: one run per id at a time. Where a run has got to is in the database, so that another process
 * goes on from there; here is only what is at work now, and what waits after a failure.
 */
export class BackgroundRuns {
  private readonly logger: Logger;
  private readonly running = new Map<string, Running>();
  private readonly failed = new Map<string, { failures: number; againMs: number }>();
  private isClosed = false;

  constructor(
    private readonly name: string,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.logger = new Logger(name);
  }

  /** Found open: begun unless it is at work or waits after a failure. */
  takeUp(id: string, work: RunWork): void {
    const failed = this.failed.get(id);
    if (!this.running.has(id) && (failed === undefined || failed.againMs <= this.nowMs())) {
      this.begin(id, work);
    }
  }

  /** Ordered by somebody: begun at once, or behind the run before, which may be about to end with the very state this one is begun for. */
  begin(id: string, work: RunWork): void {
    if (this.isClosed) {
      return;
    }
    const stop = new AbortController();
    const before = this.running.get(id)?.done ?? Promise.resolve();
    const done = before
      .then(() => this.carry(id, work, stop.signal))
      .finally(() => {
        if (this.running.get(id)?.stop === stop) {
          this.running.delete(id);
        }
      });
    this.running.set(id, { done, stop });
  }

  /** Tells it to stop; false when nothing of it is at work here. */
  stop(id: string): boolean {
    const run = this.running.get(id);
    run?.stop.abort(new Stopped());
    return run !== undefined;
  }

  /** The process ends: nothing is begun any more. */
  close(): void {
    this.isClosed = true;
  }

  /** As `close`; also tells everything to stop and waits for it. */
  async end(): Promise<void> {
    this.close();
    for (const id of this.running.keys()) {
      this.stop(id);
    }
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** Whether an error says nothing about the work itself: it was stopped, or the database went away. Whoever looks next goes on. */
  isInterruption(error: unknown): boolean {
    return this.isClosed || error instanceof Stopped || isDatabaseAway(error);
  }

  /** Step by step as long as a step answers that there is another; between two of them it tells, now and then, how far it is. */
  async inSteps(signal: AbortSignal, of: { step: () => Promise<boolean>; tell: () => Promise<void> }): Promise<void> {
    // What is short tells its end alone.
    const progress = new TimedProgress(of.tell, performance.now());
    while (!signal.aborted && (await of.step())) {
      progress.offer();
      // What it tells must not come after the end.
      await progress.settled();
    }
  }

  private async carry(id: string, work: RunWork, signal: AbortSignal): Promise<void> {
    try {
      await work(signal);
      this.failed.delete(id);
    } catch (error) {
      if (this.isInterruption(error)) {
        this.logger.debug(`${this.name} ${id} stopped: ${String(error)}`);
        return;
      }
      const failures = (this.failed.get(id)?.failures ?? 0) + 1;
      this.failed.set(id, { failures, againMs: this.nowMs() + retryWaitMs(failures) });
      this.logger.error(`${this.name} ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
}

/** A refused connection to several addresses has no message, but a code. */
function isDatabaseAway(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof Error && !(error instanceof DomainError) && DATABASE_AWAY.test(`${code} ${error.message}`);
}
