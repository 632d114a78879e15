import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ImportCommit } from './import-commit.service.js';
import { ImportLock } from './import-lock.repository.js';
import { Cancelled, countsOf, ImportPreparation, scopeOf, type Run, type Work } from './import-preparation.service.js';
import { ImportProgress } from './import-progress.service.js';
import { ImportStagingRepository } from './import-staging.repository.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportRepository } from './import.repository.js';
import { LeadListRepository } from './lead-list.repository.js';

const LOOK_FOR_ABANDONED_EVERY_MS = 1_000;
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|57P0[123]|Connection terminated|connection is closed|terminating connection/i;

/**
 * Carries an import through: read in threads, judge, wait for the marketer's yes, commit; or take it back. It holds a lock as long as it lives; an
 * import whose process died is taken up by the next one, and since everything before the commit lies in staging, nothing is loaded twice.
 */
@Injectable()
export class ImportRunner implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('import');
  private readonly running = new Map<string, { readonly done: Promise<void>; readonly stop: AbortController }>();
  private stopping = false;
  private lookedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly imports: ImportRepository,
    private readonly lists: LeadListRepository,
    private readonly staging: ImportStagingRepository,
    private readonly committing: ImportCommit,
    private readonly undoing: ImportUndo,
    private readonly preparation: ImportPreparation,
    private readonly progress: ImportProgress,
    private readonly lock: ImportLock,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly agenda: Agenda,
  ) {}

  onModuleInit(): void {
    this.agenda.register({
      name: 'abandoned imports',
      nextDueAt: () => Promise.resolve(null),
      runDue: () => this.takeOverAbandoned(),
    });
  }

  onApplicationShutdown(): void {
    this.stopping = true;
  }

  startInBackground(importId: string): void {
    if (this.stopping) {
      return;
    }
    const stop = new AbortController();
    // The run before may be about to end with the very state this one is started for.
    const done = (this.running.get(importId)?.done ?? Promise.resolve())
      .then(() => this.lock.holding(importId, (held) => this.run(importId, { held, signal: stop.signal })))
      .catch((error: unknown) => this.logger.debug(`import ${importId} stopped: ${String(error)}`))
      .then(() => undefined)
      .finally(() => {
        if (this.running.get(importId)?.stop === stop) {
          this.running.delete(importId);
        }
      });
    this.running.set(importId, { done, stop });
  }

  /** Somebody has cancelled it. Its tables go once nobody works on them. */
  async stop(importId: string): Promise<void> {
    const run = this.running.get(importId);
    run?.stop.abort(new Cancelled());
    if (run === undefined) {
      await this.staging.drop(importId);
    }
  }

  /** A virtual clock asks for due work thousands of times a second; looking once a real second is enough. */
  private async takeOverAbandoned(): Promise<number> {
    const nowMs = performance.now();
    if (nowMs - this.lookedMs >= LOOK_FOR_ABANDONED_EVERY_MS) {
      if (this.lookedMs === Number.NEGATIVE_INFINITY) {
        await this.staging.dropAbandoned();
      }
      this.lookedMs = nowMs;
      for (const id of await this.imports.abandoned()) {
        if (!this.running.has(id)) {
          this.startInBackground(id);
        }
      }
    }
    return 0;
  }

  private async run(importId: string, how: Run): Promise<void> {
    const record = await this.imports.get(importId);
    const list = record && (await this.lists.get(record.listId));
    if (record === undefined || list === undefined) {
      return;
    }
    const work = { ...how, record, list };
    try {
      if (record.state === 'reading' || record.state === 'judging') {
        await this.preparation.stage(work);
        await this.offerForReview(work);
      } else if (record.state === 'committing') {
        await this.commit(work);
      } else if (record.state === 'undoing') {
        await this.undo(work);
      }
    } catch (error) {
      await this.fail(work, error);
    }
  }

  private async offerForReview({ record, list }: Work): Promise<void> {
    await this.transaction.run(async () => {
      if (!(await this.imports.move(record.id, ['judging'], 'review'))) {
        throw new Cancelled();
      }
      const judged = await this.imports.get(record.id);
      await this.events.append({
        type: 'import.judged',
        clientId: list.clientId,
        actorId: record.createdById,
        payload: { importId: record.id, listId: list.id, counts: countsOf(judged?.counts) },
      });
    });
  }

  /** In one transaction: other people see all of the import or nothing. What has changed since the marketer looked is judged anew first. */
  private async commit(work: Work): Promise<void> {
    const { record, list, held, signal } = work;
    await this.preparation.refreshStaging(work);
    await held.withClient(list.clientId, async () => {
      const counts = await this.preparation.rejudgeIfChanged(work);
      await this.transaction.run(async () => {
        const done = await this.committing.commit(scopeOf(record, list), counts, async (step, of) => {
          signal.throwIfAborted();
          await this.transaction.apart(() =>
            this.progress.phase(record, list, {
              phase: 'committing',
              rows: counts.rows,
              rowsDone: Math.round((counts.rows * step) / of),
            }),
          );
        });
        await held.assertHeld();
        if (!(await this.imports.finish(record.id, done, this.clock.now()))) {
          throw new Cancelled();
        }
        await this.staging.drop(record.id);
        await this.events.append({
          type: 'import.finished',
          clientId: list.clientId,
          actorId: record.createdById,
          payload: { importId: record.id, listId: list.id, counts: { ...done } },
        });
      });
    });
  }

  private async undo({ record, list, held }: Work): Promise<void> {
    const total = 'rows' in record.counts ? record.counts.leadsInList : 0;
    const counts = await held.withClient(list.clientId, () =>
      this.undoing.run(record, list.clientId, (done) =>
        this.progress.phase(record, list, { phase: 'undoing', rows: total, rowsDone: done }),
      ),
    );
    await this.transaction.run(async () => {
      await this.imports.finishUndo(record.id);
      await this.events.append({
        type: 'import.undone',
        clientId: list.clientId,
        payload: { importId: record.id, listId: list.id, ...counts },
      });
    });
  }

  /** A refusal is the import's end; a database that went away is not: the import stays unfinished and is begun again. */
  private async fail({ record, list }: Work, error: unknown): Promise<void> {
    if (error instanceof Cancelled) {
      await this.staging.drop(record.id);
      return;
    }
    if (
      this.stopping ||
      (error instanceof Error && !(error instanceof DomainError) && DATABASE_AWAY.test(error.message))
    ) {
      throw error;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`import ${record.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    if (record.state === 'undoing') {
      // What is undone stays undone, and the rest is tried again: there is no other state an import could go to.
      throw error;
    }
    const refusal =
      error instanceof DomainError
        ? { code: error.code, params: error.params }
        : { code: 'server.failed' as const, params: {} };
    await this.transaction.run(async () => {
      await this.staging.drop(record.id);
      await this.imports.fail(record.id, refusal, this.clock.now());
      await this.events.append({
        type: 'import.failed',
        clientId: list.clientId,
        actorId: record.createdById,
        payload: { importId: record.id, listId: list.id, code: refusal.code },
      });
    });
  }
}
