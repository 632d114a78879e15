import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { TimedProgress } from '../kernel/timed-progress.js';
import { Transaction } from '../kernel/transaction.js';
import { companyNameKey } from '../leads/company-name.rules.js';
import { ListFileWorker } from '../lists/list-file-worker.service.js';
import { EnrichmentJudging } from './enrichment-judging.repository.js';
import { fieldsToRead } from './enrichment-order.rules.js';
import { EnrichmentStaging } from './enrichment-staging.repository.js';
import { EnrichmentRepository, type EnrichmentRecord } from './enrichment.repository.js';
import { FactChangeRepository } from './fact-change.repository.js';

/** Leads changed in one transaction: short enough that a call's own change of one of them does not wait. */
const PORTION = 1_000;

/** The steps of a run: read and judge, change a portion, take a portion back. */
@Injectable()
export class EnrichmentWork {
  constructor(
    private readonly runs: EnrichmentRepository,
    private readonly staging: EnrichmentStaging,
    private readonly judging: EnrichmentJudging,
    private readonly changes: FactChangeRepository,
    private readonly worker: ListFileWorker,
    private readonly files: FileStore,
    private readonly marking: QueueMarking,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** The organisation's day. */
  today(): string {
    return this.clock.now().toLocaleDateString('sv-SE', { timeZone: this.config.organisationZone });
  }

  dropAbandoned(): Promise<void> {
    return this.staging.dropAbandoned();
  }

  /** Reads into a table of its own and judges it; a reading that was overtaken or cancelled leaves nothing. */
  async readAndJudge(record: EnrichmentRecord, signal: AbortSignal): Promise<void> {
    const readingId = uuidv7();
    if (!(await this.runs.beginReading(record.id, readingId))) {
      return;
    }
    // Of the reading before, which was broken off.
    await this.staging.dropAbandoned();
    await this.transaction.run(() => this.staging.create(readingId));
    try {
      await this.read(record, readingId, signal);
      await this.transaction.run(async () => {
        const now = await this.runs.lock(record.id);
        if (now?.state !== 'reading' || now.readingId !== readingId) {
          return;
        }
        const counts = await this.judging.judge(now, readingId, this.today(), this.config.organisationZone);
        await this.runs.judged(record.id, counts);
        await this.events.append({
          type: 'enrichment.judged',
          clientId: record.clientId,
          actorId: record.createdById,
          payload: { enrichmentId: record.id, rows: counts.rows, changes: counts.changes },
        });
      });
    } catch (error) {
      // Whoever has overtaken it may have taken its table away.
      if ((await this.runs.get(record.id))?.readingId === readingId) {
        throw error;
      }
    } finally {
      await this.staging.drop(readingId);
    }
  }

  /** One portion, inside a transaction that holds the run; false when nothing was left. */
  async changePortion({ id, clientId }: EnrichmentRecord): Promise<boolean> {
    const leadIds = await this.changes.nextLeads(id, 'planned', PORTION);
    if (leadIds.length === 0) {
      return false;
    }
    await this.changes.apply(id, leadIds, this.clock.now());
    const { applied = 0, skipped = 0 } = await this.changes.states(id, leadIds);
    await this.runs.count(id, { applied, skipped });
    await this.follow({ id, clientId, leadIds, undo: false });
    return true;
  }

  async undoPortion({ id, clientId }: EnrichmentRecord): Promise<boolean> {
    const leadIds = await this.changes.nextLeads(id, 'applied', PORTION);
    if (leadIds.length === 0) {
      return false;
    }
    const before = await this.changes.states(id, leadIds);
    const now = this.clock.now();
    await this.changes.takeBack(id, leadIds, now);
    // The queues let go of the numbers first: a place that names one could not lose it.
    await this.marking.remark({ leadIds }, 'enriched');
    await this.changes.removePhones(id, leadIds, now);
    const after = await this.changes.states(id, leadIds);
    const grown = (state: string) => (after[state] ?? 0) - (before[state] ?? 0);
    await this.runs.count(id, { undone: grown('undone'), kept: grown('kept') });
    await this.follow({ id, clientId, leadIds, undo: true });
    return true;
  }

  async finishChanges(id: string): Promise<void> {
    await this.changes.dropPlanned(id);
    await this.changes.noteFieldNames(id);
  }

  async tellProgress(id: string): Promise<void> {
    const run = await this.runs.get(id);
    if (run?.counts) {
      const isUndo = run.state === 'undoing';
      const done = isUndo ? run.undone + run.kept : run.applied + run.skipped;
      const total = isUndo ? run.applied : run.counts.facts + run.counts.phones;
      await this.progress(run, { phase: run.state, done, total });
    }
  }

  private async read(record: EnrichmentRecord, readingId: string, signal: AbortSignal): Promise<void> {
    const { format, mapping, country, areaCode, columns, customFields, factDay } = record.settings;
    const progress = new TimedProgress<number>(
      (rows) => this.progress(record, { phase: 'reading', done: rows, total: null }),
      performance.now(),
    );
    await this.worker.read(
      {
        importId: readingId,
        schema: 'enrichment_staging',
        path: this.files.pathOf(record.fileSha256),
        format,
        settings: {
          mapping,
          country: country as CountryCode,
          audience: 'b2b',
          areaCode: areaCode ?? undefined,
          // A number of the demonstration is added to a demonstration lead alone: the judging sees to that.
          acceptSynthetic: true,
          rules: columns,
          customFields: fieldsToRead(customFields, factDay),
          isPartial: true,
        },
        databaseUrl: this.config.databaseUrl,
        secret: this.config.secret,
      },
      {
        fileBytes: record.fileBytes,
        signal,
        onProgress: ({ rows }) => progress.offer(rows),
      },
    );
    await progress.settled();
  }

  /** What hangs on the facts of a lead: its name's key, its place in the queues, and who listens. */
  private async follow(done: { id: string; clientId: string; leadIds: string[]; undo: boolean }): Promise<void> {
    const { id, clientId, leadIds, undo } = done;
    const renamed = await this.changes.renamed(id, leadIds);
    if (renamed.length > 0) {
      await this.changes.setNameKeys(renamed.map((lead) => ({ id: lead.id, key: companyNameKey(lead.name) })));
    }
    await this.marking.remark({ leadIds }, 'enriched');
    await this.events.append({ type: 'lead.enriched', clientId, payload: { enrichmentId: id, leadIds, undo } });
  }

  private async progress(
    { id, clientId }: EnrichmentRecord,
    told: { phase: string; done: number; total: number | null },
  ): Promise<void> {
    await this.events.append({ type: 'enrichment.progressed', clientId, payload: { enrichmentId: id, ...told } });
  }
}
