import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { LedgerService } from '../compliance/ledger.service.js';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { TimedProgress } from '../kernel/timed-progress.js';
import { Transaction } from '../kernel/transaction.js';
import { NumberFileWorker } from '../lists/number-file-worker.service.js';
import type { NumberTotals } from '../lists/number-reading.js';
import { SuppressionLoadRepository, type SuppressionLoadRecord } from './suppression-load.repository.js';
import { SuppressionStaging } from './suppression-staging.repository.js';

/** Leads marked in one transaction: short enough that a call's own change of a place does not wait. */
const PORTION = 2_000;

/** The steps of a load: read and count, stop or lift all of it at once, mark a portion of the queues. */
@Injectable()
export class SuppressionLoadWork {
  constructor(
    private readonly loads: SuppressionLoadRepository,
    private readonly staging: SuppressionStaging,
    private readonly worker: NumberFileWorker,
    private readonly files: FileStore,
    private readonly ledger: LedgerService,
    private readonly marking: QueueMarking,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  dropAbandoned(): Promise<void> {
    return this.staging.dropAbandoned();
  }

  dropOf(id: string): Promise<void> {
    return this.staging.dropOf(id);
  }

  /** Reads into a table of its own and counts; a reading that was overtaken or cancelled leaves nothing. */
  async readAndJudge(load: SuppressionLoadRecord, signal: AbortSignal): Promise<void> {
    const readingId = uuidv7();
    if (!(await this.loads.beginReading(load.id, readingId))) {
      return;
    }
    // Of the reading before, which was broken off.
    await this.staging.dropAbandoned();
    await this.staging.createRows(readingId);
    try {
      const totals = await this.read(load, readingId, signal);
      await this.transaction.run(() => this.judge(load.id, readingId, totals));
    } catch (error) {
      // A reading that has overtaken this one may have taken its table away.
      if ((await this.loads.get(load.id))?.readingId === readingId) {
        throw error;
      }
    } finally {
      await this.staging.dropRows(readingId);
    }
  }

  /** In one transaction: all of the numbers are stopped from the same instant, or none is. */
  async stopAll(id: string): Promise<void> {
    await this.transaction.run(async () => {
      const load = await this.loads.lock(id);
      if (load?.state !== 'committing') {
        return;
      }
      const total = load.counts?.numbers ?? null;
      const progress = new TimedProgress<number>(
        (done) => this.transaction.apart(() => this.progress(id, { phase: 'committing', done, total })),
        performance.now(),
      );
      const added = await this.staging.stop(load, this.clock.now(), async (done) => {
        progress.offer(done);
        await progress.settled();
      });
      await this.loads.stopped(id, added);
      await this.note(load, 'numbers.suppressed', load.createdById);
      await this.events.append({
        type: 'suppression_load.stopped',
        clientId: load.clientId,
        actorId: load.createdById,
        payload: { suppressionLoadId: id, numbers: added, scope: load.scope, kind: load.kind },
      });
    });
  }

  async liftAll(id: string): Promise<void> {
    await this.transaction.run(async () => {
      const load = await this.loads.lock(id);
      if (load?.state !== 'undoing') {
        return;
      }
      const lifted = await this.staging.lift(load, this.clock.now());
      await this.loads.lifted(id, lifted);
      await this.note(load, 'numbers.suppression_lifted', load.undoneById);
      const payload = { suppressionLoadId: id, numbers: lifted };
      const { clientId, undoneById: actorId } = load;
      await this.events.append({ type: 'suppression_load.lifted', clientId, actorId, payload });
    });
  }

  /** Marks the next places in the queues, inside a transaction that holds the load; false when none is left. */
  async markPortion({ id, markedTo, state }: SuppressionLoadRecord): Promise<boolean> {
    const leadIds = await this.staging.leads(id, markedTo, PORTION);
    const last = leadIds.at(-1);
    if (last === undefined) {
      return false;
    }
    await this.marking.remark({ leadIds }, state === 'marking' ? 'suppressed' : 'suppression_lifted');
    await this.loads.markedTo(id, last);
    return true;
  }

  async tellPhase(id: string): Promise<void> {
    const load = await this.loads.get(id);
    if (load !== undefined) {
      await this.progress(id, { phase: load.state, done: 0, total: null });
    }
  }

  private async judge(id: string, readingId: string, totals: NumberTotals): Promise<void> {
    const load = await this.loads.lock(id);
    if (load?.state !== 'reading' || load.readingId !== readingId) {
      return;
    }
    const counts = await this.staging.judge(load, readingId, totals);
    if (counts.numbers === 0) {
      throw new DomainError('suppression_load.no_numbers', { rows: counts.rows });
    }
    await this.loads.judged(id, counts);
    const payload = { suppressionLoadId: id, numbers: counts.numbers, unreadable: counts.unreadable };
    const { clientId, createdById: actorId } = load;
    await this.events.append({ type: 'suppression_load.judged', clientId, actorId, payload });
  }

  private async read(load: SuppressionLoadRecord, readingId: string, signal: AbortSignal): Promise<NumberTotals> {
    const { format, columns, country, areaCode } = load.settings;
    const progress = new TimedProgress<number>(
      (rows) => this.progress(load.id, { phase: 'reading', done: rows, total: null }),
      performance.now(),
    );
    const totals = await this.worker.read(
      {
        path: this.files.pathOf(load.fileSha256),
        format,
        columns,
        country: country as CountryCode,
        areaCode,
        table: this.staging.rowsOf(readingId),
        databaseUrl: this.config.databaseUrl,
        secret: this.config.secret,
      },
      { fileBytes: load.fileBytes, signal, onProgress: ({ rows }) => progress.offer(rows) },
    );
    await progress.settled();
    return totals;
  }

  /** One link for the whole load: the file's digest names its numbers. */
  private async note(load: SuppressionLoadRecord, kind: string, byUserId: string | null): Promise<void> {
    const { id, scope, clientId, counts, fileSha256, registerName, registerDate } = load;
    const facts = { scope, clientId, kind: load.kind, numbers: counts?.numbers ?? 0, fileSha256 };
    await this.ledger.append({
      subject: `suppression_load:${id}`,
      kind,
      byUserId,
      facts: { ...facts, registerName, registerDate },
    });
  }

  private async progress(id: string, told: { phase: string; done: number; total: number | null }): Promise<void> {
    await this.events.append({ type: 'suppression_load.progressed', payload: { suppressionLoadId: id, ...told } });
  }
}
