import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { EnrichmentWork } from './enrichment-work.service.js';
import { EnrichmentRepository, type EnrichmentRecord } from './enrichment.repository.js';

/** A virtual clock asks for due work thousands of times a second. */
const LOOK_EVERY_MS = 500;
const PROGRESS_EVERY_MS = 500;
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|57P0[123]|Connection terminated|connection is closed|terminating connection/i;

/** Somebody has cancelled it: it has its last state already. */
class Cancelled extends Error {}

/**
 * Carries runs on, in the leader: each portion of changes in one transaction that holds the run's row. A process that dies leaves a whole number
 * of portions, or a file half read, which the next leader reads again.
 */
@Injectable()
export class EnrichmentRunner implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('enrichment');
  private readonly running = new Map<string, { readonly done: Promise<void>; readonly stop: AbortController }>();
  private stopping = false;
  private lookedMs = Number.NEGATIVE_INFINITY;
  private hasSwept = false;

  constructor(
    private readonly runs: EnrichmentRepository,
    private readonly work: EnrichmentWork,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.agenda.register({ name: 'enrichment', nextDueAt: () => Promise.resolve(null), runDue: () => this.look() });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const { stop } of this.running.values()) {
      stop.abort(new Cancelled());
    }
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  /** There is something to do now. */
  poke(): void {
    this.lookedMs = Number.NEGATIVE_INFINITY;
    this.agenda.poke();
  }

  stop(id: string): void {
    this.running.get(id)?.stop.abort(new Cancelled());
  }

  /** In the background, each run for itself: due work of others must not wait for a long file. */
  private async look(): Promise<number> {
    const nowMs = performance.now();
    if (nowMs - this.lookedMs < LOOK_EVERY_MS || this.stopping) {
      return 0;
    }
    this.lookedMs = nowMs;
    if (!this.hasSwept) {
      this.hasSwept = true;
      await this.work.dropAbandoned();
    }
    for (const id of await this.runs.open()) {
      if (!this.running.has(id)) {
        this.begin(id);
      }
    }
    return 0;
  }

  private begin(id: string): void {
    const stop = new AbortController();
    const done = this.carry(id, stop.signal)
      .catch((error: unknown) => this.fail(id, error))
      .catch((error: unknown) => this.logger.debug(`enrichment ${id} stopped: ${String(error)}`))
      .finally(() => {
        this.running.delete(id);
        // What was asked for while this was ending.
        this.poke();
      });
    this.running.set(id, { done, stop });
  }

  private async carry(id: string, signal: AbortSignal): Promise<void> {
    const record = await this.runs.get(id);
    if (record?.state === 'reading') {
      await this.work.readAndJudge(record, signal);
      return;
    }
    let toldMs = performance.now();
    for (let goesOn = true; goesOn && !this.stopping;) {
      goesOn = await this.transaction.run(() => this.step(id));
      if (goesOn && performance.now() - toldMs >= PROGRESS_EVERY_MS) {
        toldMs = performance.now();
        await this.work.tellProgress(id);
      }
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

  /** A refusal is the end; a database that went away is not, and what is changed already may be undone: those are taken up again. */
  private async fail(id: string, error: unknown): Promise<void> {
    if (error instanceof Cancelled || this.stopping) {
      return;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`enrichment ${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      if (DATABASE_AWAY.test(String(error))) {
        throw error;
      }
    }
    const { code, params } = error instanceof DomainError ? error : { code: 'server.failed' as const, params: {} };
    await this.transaction.run(async () => {
      const run = await this.runs.lock(id);
      if (run !== undefined) {
        await this.runs.fail(id, code, params, this.clock.now());
        const payload = { enrichmentId: id, code };
        await this.events.append({ type: 'enrichment.failed', clientId: run.clientId, payload });
      }
    });
  }
}
