import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { DomainError, type Refusal, refusalOf } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { EnrichmentWork } from './enrichment-work.service.js';
import { EnrichmentRepository, type EnrichmentRecord } from './enrichment.repository.js';

const LOOK_EVERY_MS = 500;

/**
 * Carries runs on, in the leader, each for itself: each portion of changes in one transaction that holds the run's row. A process that dies leaves
 * a whole number of portions, or a file half read, which the next leader reads again.
 */
@Injectable()
export class EnrichmentRunner implements OnApplicationShutdown {
  private readonly logger = new Logger('enrichment');
  private readonly atWork = new BackgroundRuns('enrichment');
  private hasSwept = false;
  /** There is something to do now. */
  readonly poke: () => void;

  constructor(
    private readonly runs: EnrichmentRepository,
    private readonly work: EnrichmentWork,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    agenda: Agenda,
  ) {
    this.poke = agenda.inBackground({ name: 'enrichment', everyMs: LOOK_EVERY_MS, look: () => this.look() });
  }

  onApplicationShutdown(): Promise<void> {
    return this.atWork.end();
  }

  stop(id: string): void {
    this.atWork.stop(id);
  }

  private async look(): Promise<void> {
    if (!this.hasSwept) {
      this.hasSwept = true;
      await this.work.dropAbandoned();
    }
    for (const id of await this.runs.open()) {
      this.atWork.takeUp(id, (signal) => this.run(id, signal));
    }
  }

  private async run(id: string, signal: AbortSignal): Promise<void> {
    await this.carry(id, signal).catch((error: unknown) => this.fail(id, error));
    // What was asked for while this was ending.
    this.poke();
  }

  private async carry(id: string, signal: AbortSignal): Promise<void> {
    const record = await this.runs.get(id);
    if (record?.state === 'reading') {
      await this.work.readAndJudge(record, signal);
    } else {
      const step = () => this.transaction.run(() => this.step(id));
      await this.atWork.inSteps(signal, { step, tell: () => this.work.tellProgress(id) });
    }
  }

  /** One portion; whether there is another. */
  private async step(id: string): Promise<boolean> {
    const run = await this.runs.lock(id);
    if (run?.state === 'committing') {
      if (run.isCancelAsked) {
        return this.finish(run, 'cancelled');
      }
      return (await this.work.changePortion(run)) || this.finish(run, 'done');
    }
    return run?.state === 'undoing' && ((await this.work.undoPortion(run)) || this.finish(run, 'undone'));
  }

  private async finish({ id, clientId, createdById }: EnrichmentRecord, state: 'done' | 'cancelled' | 'undone') {
    await this.work.finishChanges(id);
    await this.runs.setState(id, state, this.clock.now());
    const run = await this.runs.get(id);
    const { applied = 0, skipped = 0, undone = 0, kept = 0 } = run ?? {};
    const payload = { enrichmentId: id, state, applied, skipped, undone, kept };
    await this.events.append({ type: 'enrichment.finished', clientId, actorId: createdById, payload });
    return false as const;
  }

  /**
   * A refusal is the end of a reading or of a change, and what is changed already may be undone. An undo is tried again: it says what is in its way.
   * A database that went away is no failure.
   */
  private async fail(id: string, error: unknown): Promise<void> {
    if (this.atWork.isInterruption(error)) {
      throw error;
    }
    const state = await this.transaction.run(() => this.noteFailure(id, refusalOf(error)));
    if (state === 'undoing') {
      throw error;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`enrichment ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  /** Answers in which state it failed. */
  private async noteFailure(id: string, refusal: Refusal): Promise<string | undefined> {
    const run = await this.runs.lock(id);
    // What was cancelled meanwhile has its last state already.
    if (run?.state === 'undoing' || run?.state === 'reading' || run?.state === 'committing') {
      await (run.state === 'undoing'
        ? this.runs.noteError(id, refusal)
        : this.runs.fail(id, refusal, this.clock.now()));
      const payload = { enrichmentId: id, code: refusal.code };
      await this.events.append({ type: 'enrichment.failed', clientId: run.clientId, payload });
    }
    return run?.state;
  }
}
