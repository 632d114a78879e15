import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns, Stopped } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { DomainError, type Refusal, refusalOf } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ImportCommit } from './import-commit.service.js';
import { ImportLock } from './import-lock.repository.js';
import { countsOf, ImportPreparation, scopeOf, type Run, type Work } from './import-preparation.service.js';
import { ImportProgress } from './import-progress.service.js';
import { ImportStagingRepository } from './import-staging.repository.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportRepository } from './import.repository.js';
import { LeadListRepository } from './lead-list.repository.js';

const LOOK_FOR_ABANDONED_EVERY_MS = 1_000;

/**
 * Carries an import through: read in threads, judge, wait for the marketer's yes, commit; or take it back. It holds a lock as long as it lives; an
 * import whose process died is taken up by the next one, and since everything before the commit lies in staging, nothing is loaded twice.
 */
@Injectable()
export class ImportRunner implements OnApplicationShutdown {
  private readonly logger = new Logger('import');
  private readonly runs = new BackgroundRuns('import');
  private hasSwept = false;

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
    agenda: Agenda,
  ) {
    agenda.inBackground({
      name: 'abandoned imports',
      everyMs: LOOK_FOR_ABANDONED_EVERY_MS,
      look: () => this.takeOverAbandoned(),
    });
  }

  /** Waits for nobody: a commit may take minutes, and whoever comes next takes up what this process leaves. */
  onApplicationShutdown(): void {
    this.runs.close();
  }

  startInBackground(importId: string): void {
    this.runs.begin(importId, (signal) => this.holding(importId, signal));
  }

  /** Somebody has cancelled it. Its tables go once nobody works on them. */
  async stop(importId: string): Promise<void> {
    if (!this.runs.stop(importId)) {
      await this.staging.drop(importId);
    }
  }

  private async takeOverAbandoned(): Promise<void> {
    if (!this.hasSwept) {
      await this.staging.dropAbandoned();
      this.hasSwept = true;
    }
    for (const id of await this.imports.abandoned()) {
      this.runs.takeUp(id, (signal) => this.holding(id, signal));
    }
  }

  private async holding(importId: string, signal: AbortSignal): Promise<void> {
    await this.lock.holding(importId, (held) => this.run(importId, { held, signal }));
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
        throw new Stopped();
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
          throw new Stopped();
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
  private async fail(work: Work, error: unknown): Promise<void> {
    if (error instanceof Stopped) {
      await this.staging.drop(work.record.id);
      return;
    }
    if (this.runs.isInterruption(error)) {
      throw error;
    }
    if (work.record.state === 'undoing') {
      // What is undone stays undone, and the rest is tried again: there is no other state an import could go to. It says what is in its way.
      await this.tellFailure(work, error, (refusal) => this.imports.noteError(work.record.id, refusal));
      throw error;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`import ${work.record.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
    }
    await this.tellFailure(work, error, async (refusal) => {
      await this.staging.drop(work.record.id);
      await this.imports.fail(work.record.id, refusal, this.clock.now());
    });
  }

  private async tellFailure(
    { record, list }: Work,
    error: unknown,
    note: (refusal: Refusal) => Promise<void>,
  ): Promise<void> {
    const refusal = refusalOf(error);
    await this.transaction.run(async () => {
      await note(refusal);
      await this.events.append({
        type: 'import.failed',
        clientId: list.clientId,
        actorId: record.createdById,
        payload: { importId: record.id, listId: list.id, code: refusal.code },
      });
    });
  }
}
