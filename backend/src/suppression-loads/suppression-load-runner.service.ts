import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { DomainError, refusalOf } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { SuppressionLoadWork } from './suppression-load-work.service.js';
import { SuppressionLoadRepository, type SuppressionLoadRecord } from './suppression-load.repository.js';

const LOOK_EVERY_MS = 500;

/**
 * Carries loads on, in the leader, each for itself. A process that dies leaves a file half read, which is read again, or all of the numbers stopped
 * or none; the marking of the queues goes on behind the last lead marked.
 */
@Injectable()
export class SuppressionLoadRunner implements OnApplicationShutdown {
  private readonly logger = new Logger('suppression-load');
  private readonly atWork = new BackgroundRuns('suppression-load');
  private hasSwept = false;
  /** There is something to do now. */
  readonly poke: () => void;

  constructor(
    private readonly loads: SuppressionLoadRepository,
    private readonly work: SuppressionLoadWork,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    agenda: Agenda,
  ) {
    this.poke = agenda.inBackground({ name: 'suppression-load', everyMs: LOOK_EVERY_MS, look: () => this.look() });
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
    for (const id of await this.loads.open()) {
      this.atWork.takeUp(id, (signal) => this.run(id, signal));
    }
  }

  private async run(id: string, signal: AbortSignal): Promise<void> {
    await this.carry(id, signal).catch((error: unknown) => this.fail(id, error));
    // What was asked for while this was ending.
    this.poke();
  }

  private async carry(id: string, signal: AbortSignal): Promise<void> {
    const load = await this.loads.get(id);
    if (load?.state === 'reading') {
      await this.work.readAndJudge(load, signal);
      return;
    }
    if (load?.state === 'committing') {
      await this.work.stopAll(id);
    } else if (load?.state === 'undoing') {
      await this.work.liftAll(id);
    }
    const step = () => this.transaction.run(() => this.mark(id));
    await this.atWork.inSteps(signal, { step, tell: () => this.work.tellPhase(id) });
  }

  /** One portion of the queues; whether there is another. */
  private async mark(id: string): Promise<boolean> {
    const load = await this.loads.lock(id);
    if (load?.state !== 'marking' && load?.state !== 'unmarking') {
      return false;
    }
    if (await this.work.markPortion(load)) {
      return true;
    }
    await this.finish(load, load.state === 'marking' ? 'done' : 'undone');
    return false;
  }

  private async finish({ id, clientId, createdById }: SuppressionLoadRecord, state: 'done' | 'undone'): Promise<void> {
    await this.work.dropOf(id);
    await this.loads.setState(id, state, this.clock.now());
    const payload = { suppressionLoadId: id, state };
    await this.events.append({ type: 'suppression_load.finished', clientId, actorId: createdById, payload });
  }

  /** A file that cannot be read ends its load. What was said yes to is tried again and says what is in its way. */
  private async fail(id: string, error: unknown): Promise<void> {
    if (this.atWork.isInterruption(error)) {
      throw error;
    }
    const refusal = refusalOf(error);
    const isOver = await this.transaction.run(async () => {
      const load = await this.loads.lock(id);
      const isReading = load?.state === 'reading';
      await this.loads.noteError(id, refusal, isReading ? this.clock.now() : null);
      const payload = { suppressionLoadId: id, code: refusal.code };
      await this.events.append({ type: 'suppression_load.failed', clientId: load?.clientId ?? null, payload });
      return isReading;
    });
    if (!isOver) {
      throw error;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`load ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
}
