import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ImportCommitRepository } from './import-commit.repository.js';
import { ImportLock } from './import-lock.repository.js';
import { ImportMerge } from './import-merge.service.js';
import type { ReadingProgress, ReadingTotals } from './import-reading.js';
import { ImportRepository, type ImportRecord } from './import.repository.js';
import { LeadListRepository, type ListRow } from './lead-list.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';

/** Twice a second is as often as a progress bar has to move, and each is a row of the event log. */
const PROGRESS_EVERY_MS = 500;
const LOOK_FOR_ABANDONED_EVERY_MS = 1_000;
const DATABASE_AWAY =
  /ECONNREFUSED|ECONNRESET|57P0[123]|Connection terminated|connection is closed|terminating connection/i;

/**
 * Carries an import through: read in a thread, judge, commit. It holds a lock as long as it lives; an import whose process died
 * is begun again by the next one, and since everything before the commit lies in staging, nothing is loaded twice.
 */
@Injectable()
export class ImportRunner implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('import');
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;
  private lookedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly imports: ImportRepository,
    private readonly lists: LeadListRepository,
    private readonly staging: ImportCommitRepository,
    private readonly merge: ImportMerge,
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
    if (this.stopping || this.running.has(importId)) {
      return;
    }
    const run = this.lock
      .holding(importId, () => this.run(importId))
      .catch((error: unknown) => this.logger.debug(`import ${importId} stopped: ${String(error)}`))
      .then(() => undefined)
      .finally(() => this.running.delete(importId));
    this.running.set(importId, run);
  }

  /** A virtual clock asks for due work thousands of times a second; looking once a real second is enough. */
  private async takeOverAbandoned(): Promise<number> {
    const nowMs = performance.now();
    if (nowMs - this.lookedMs >= LOOK_FOR_ABANDONED_EVERY_MS) {
      this.lookedMs = nowMs;
      for (const id of await this.imports.abandoned()) {
        this.startInBackground(id);
      }
    }
    return 0;
  }

  private async run(importId: string): Promise<void> {
    const record = await this.imports.get(importId);
    const list = record && (await this.lists.get(record.listId));
    if (record === undefined || list === undefined || !['reading', 'judging', 'committing'].includes(record.state)) {
      return;
    }
    try {
      const totals = await this.read(record, list);
      await this.load(record, list, totals);
    } catch (error) {
      await this.fail(record, list, error);
    }
    await this.staging.clearStaging(importId);
  }

  private async read(record: ImportRecord, list: ListRow): Promise<ReadingTotals> {
    await this.imports.setState(record.id, 'reading');
    await this.staging.clearStaging(record.id);
    const { format, mapping, country } = record.settings;
    const progress = new ProgressEvents((read) => this.tellProgress(record, list, read));
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
      (read) => progress.offer(read),
    );
    await progress.settled();
    return totals;
  }

  /** Judging and committing in one transaction: other people see all of the import or nothing. */
  private async load(record: ImportRecord, list: ListRow, totals: ReadingTotals): Promise<void> {
    const scope = { importId: record.id, listId: list.id, clientId: list.clientId, synthetic: list.synthetic };
    await this.tellPhase(record, list, { phase: 'judging', rows: totals.rows });
    await this.transaction.run(async () => {
      await this.merge.judge(scope);
      const { reasons, ...counts } = await this.merge.commit(scope, totals);
      await this.imports.finish(record.id, { ...counts, reasons }, this.clock.now());
      await this.events.append({
        type: 'import.finished',
        clientId: list.clientId,
        actorId: record.createdById,
        payload: { importId: record.id, listId: list.id, counts },
      });
    });
  }

  private async tellProgress(record: ImportRecord, list: ListRow, read: ReadingProgress): Promise<void> {
    const rowsTotal =
      read.bytes === 0 ? null : Math.max(read.rows, Math.round((read.rows * record.fileBytes) / read.bytes));
    await this.appendProgress(record, list, { phase: 'reading', rowsRead: read.rows, rowsTotal });
  }

  private async tellPhase(
    record: ImportRecord,
    list: ListRow,
    at: { phase: 'judging' | 'committing'; rows: number },
  ): Promise<void> {
    await this.imports.setState(record.id, at.phase);
    await this.appendProgress(record, list, { phase: at.phase, rowsRead: at.rows, rowsTotal: at.rows });
  }

  private async appendProgress(
    record: ImportRecord,
    list: ListRow,
    payload: { phase: string; rowsRead: number; rowsTotal: number | null },
  ): Promise<void> {
    await this.transaction.run(() =>
      this.events.append({
        type: 'import.progressed',
        clientId: list.clientId,
        payload: { importId: record.id, listId: list.id, ...payload },
      }),
    );
  }

  /** A refusal is the import's end; a database that went away is not: the import stays unfinished and is begun again. */
  private async fail(record: ImportRecord, list: ListRow, error: unknown): Promise<void> {
    if (
      this.stopping ||
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
