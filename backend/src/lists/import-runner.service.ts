import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EventPayloads, ImportCounts } from '@warmline/contracts';
import type { CountryCode } from 'libphonenumber-js/max';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ImportCommit } from './import-commit.service.js';
import type { ImportScope, Judgement } from './import-judging.js';
import { ImportLock, type HeldImport } from './import-lock.repository.js';
import type { ReadingProgress, ReadingTotals } from './import-reading.js';
import { ImportStagingRepository } from './import-staging.repository.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportRepository, type ImportRecord } from './import.repository.js';
import { LeadListRepository, type ListRow } from './lead-list.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';

/** Twice a second is as often as a progress bar has to move, and each is a row of the event log. */
const PROGRESS_EVERY_MS = 500;
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
    private readonly worker: ListFileWorker,
    private readonly lock: ImportLock,
    private readonly files: FileStore,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
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
        await this.stage(work);
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

  /** Reads and judges; answers what is to be seen. */
  private async stage(work: Work): Promise<Judgement> {
    const totals = await this.read(work);
    return this.judge(work, totals);
  }

  private async read({ record, list, signal }: Work): Promise<ReadingTotals> {
    await this.staging.create(record.id);
    const { format, mapping, country } = record.settings;
    const startedMs = performance.now();
    const progress = new ProgressEvents((read) => this.tellProgress(record, list, { read, startedMs }));
    const totals = await this.worker.read(
      {
        importId: record.id,
        path: this.files.pathOf(record.fileSha256),
        format,
        settings: {
          mapping,
          country: country as CountryCode,
          audience: list.audience,
          areaCode: list.areaCode ?? undefined,
          defaultZone: list.defaultZone ?? undefined,
          acceptSynthetic: list.synthetic,
        },
        databaseUrl: this.config.databaseUrl,
        secret: this.config.secret,
      },
      { fileBytes: record.fileBytes, signal, onProgress: (read) => progress.offer(read) },
    );
    await progress.settled();
    return totals;
  }

  private async judge({ record, list, held, signal }: Work, read: ReadingTotals): Promise<Judgement> {
    if (record.state !== 'committing' && !(await this.imports.move(record.id, ['reading', 'judging'], 'judging'))) {
      throw new Cancelled();
    }
    await this.tellPhase(record, list, { phase: 'judging', rows: read.rows });
    const order = { ...scopeOf(record, list), databaseUrl: this.config.databaseUrl, read };
    const judgement = await held.withClient(list.clientId, () => this.worker.judge(order, signal));
    if (!(await this.imports.judged(record.id, judgement))) {
      throw new Cancelled();
    }
    return judgement;
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
    await this.refreshStaging(work);
    await held.withClient(list.clientId, async () => {
      const counts = await this.rejudgeIfChanged(work);
      await this.transaction.run(async () => {
        const done = await this.committing.commit(scopeOf(record, list), counts, async (step, of) => {
          signal.throwIfAborted();
          await this.transaction.apart(() =>
            this.tellPhase(record, list, {
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

  /** A database that crashed has emptied the staging tables: the file is read again. */
  private async refreshStaging(work: Work): Promise<void> {
    const { counts } = work.record;
    if (!('rows' in counts) || !(await this.staging.holds(work.record.id, counts.rows))) {
      await this.stage(work);
    }
  }

  /** Runs under the client's lock. */
  private async rejudgeIfChanged({ record, list, signal }: Work): Promise<ImportCounts> {
    const judged = await this.imports.get(record.id);
    const counts = countsOf(judged?.counts) as ImportCounts;
    if (judged?.judgedAtEvent && !(await this.imports.hasChangedSince(list.clientId, judged.judgedAtEvent))) {
      return counts;
    }
    const { rows, phoneCells, phoneCellsParsed } = counts;
    const order = {
      ...scopeOf(record, list),
      databaseUrl: this.config.databaseUrl,
      read: { rows, phoneCells, phoneCellsParsed },
    };
    const judgement = await this.worker.judge(order, signal);
    await this.imports.judged(record.id, judgement);
    return judgement.counts;
  }

  private async undo({ record, list, held }: Work): Promise<void> {
    const total = 'rows' in record.counts ? record.counts.leadsInList : 0;
    const counts = await held.withClient(list.clientId, () =>
      this.undoing.run(record, list.clientId, (done) =>
        this.tellPhase(record, list, { phase: 'undoing', rows: total, rowsDone: done }),
      ),
    );
    await this.transaction.run(async () => {
      await this.imports.finishUndo(record.id, counts);
      await this.events.append({
        type: 'import.undone',
        clientId: list.clientId,
        payload: { importId: record.id, listId: list.id, ...counts },
      });
    });
  }

  private async tellProgress(
    record: ImportRecord,
    list: ListRow,
    { read, startedMs }: { read: ReadingProgress; startedMs: number },
  ): Promise<void> {
    const rowsTotal =
      read.bytes === 0 ? null : Math.max(read.rows, Math.round((read.rows * record.fileBytes) / read.bytes));
    const seconds = (performance.now() - startedMs) / 1000;
    const rowsPerSecond = seconds > 0 && read.rows > 0 ? Math.round(read.rows / seconds) : null;
    const secondsLeft =
      rowsTotal === null || rowsPerSecond === null
        ? null
        : Math.ceil((rowsTotal - read.rows) / Math.max(1, rowsPerSecond));
    await this.appendProgress(record, list, {
      phase: 'reading',
      rowsRead: read.rows,
      rowsTotal,
      rowsPerSecond,
      secondsLeft,
    });
  }

  private async tellPhase(
    record: ImportRecord,
    list: ListRow,
    { phase, rows, rowsDone = 0 }: { phase: 'judging' | 'committing' | 'undoing'; rows: number; rowsDone?: number },
  ): Promise<void> {
    const of = { rowsRead: rowsDone, rowsTotal: rows, rowsPerSecond: null, secondsLeft: null };
    await this.appendProgress(record, list, { phase, ...of });
  }

  private async appendProgress(
    record: ImportRecord,
    list: ListRow,
    progress: Omit<EventPayloads['import.progressed'], 'importId' | 'listId'>,
  ): Promise<void> {
    await this.transaction.run(() =>
      this.events.append({
        type: 'import.progressed',
        clientId: list.clientId,
        payload: { importId: record.id, listId: list.id, ...progress },
      }),
    );
  }

  /** A refusal is the import's end; a database that went away is not: the import stays unfinished and is begun again. */
  private async fail({ record, list }: Work, error: unknown): Promise<void> {
    if (error instanceof Cancelled) {
      await this.staging.drop(record.id);
      return;
    }
    if (
      this.stopping ||
      record.state === 'undoing' ||
      (error instanceof Error && !(error instanceof DomainError) && DATABASE_AWAY.test(error.message))
    ) {
      throw error;
    }
    if (!(error instanceof DomainError)) {
      this.logger.error(`import ${record.id} failed: ${error instanceof Error ? error.stack : String(error)}`);
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

/** Somebody has cancelled the import: it has its last state already. */
class Cancelled extends Error {}

interface Run {
  readonly held: HeldImport;
  readonly signal: AbortSignal;
}

type Work = Run & { readonly record: ImportRecord; readonly list: ListRow };

function scopeOf(record: ImportRecord, list: ListRow): ImportScope {
  return { importId: record.id, listId: list.id, clientId: list.clientId, synthetic: list.synthetic };
}

function countsOf(stored: ImportRecord['counts'] | undefined): Record<string, number> {
  const { reasons: _, ...counts } = { reasons: {}, ...stored };
  return counts as Record<string, number>;
}

/** Lets one progress through at a time and per interval, measured in real time whatever the application clock shows. */
class ProgressEvents {
  private lastMs = Number.NEGATIVE_INFINITY;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly send: (progress: ReadingProgress) => Promise<void>) {}

  offer(progress: ReadingProgress): void {
    const nowMs = performance.now();
    if (nowMs - this.lastMs < PROGRESS_EVERY_MS) {
      return;
    }
    this.lastMs = nowMs;
    // Progress is a courtesy: one that cannot be written must not end the import.
    this.sending = this.sending.then(() => this.send(progress)).catch(() => undefined);
  }

  settled(): Promise<void> {
    return this.sending;
  }
}
