import { Injectable } from '@nestjs/common';
import type { ImportCounts } from '@warmline/contracts';
import type { CountryCode } from 'libphonenumber-js/max';
import { AppConfig } from '../config/app-config.js';
import { FileStore } from '../files/file-store.service.js';
import { Stopped } from '../kernel/background-runs.js';
import { TimedProgress } from '../kernel/timed-progress.js';
import type { ImportScope, Judgement } from './import-judging.repository.js';
import type { HeldImport } from './import-lock.repository.js';
import { ImportProgress } from './import-progress.service.js';
import type { ReadingProgress, ReadingTotals } from './import-reading.js';
import { ImportStagingRepository } from './import-staging.repository.js';
import { ImportRepository, type ImportRecord } from './import.repository.js';
import type { ListRow } from './lead-list.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';

export interface Run {
  readonly held: HeldImport;
  readonly signal: AbortSignal;
}

export type Work = Run & { readonly record: ImportRecord; readonly list: ListRow };

export function scopeOf(record: ImportRecord, list: ListRow): ImportScope {
  const branches = record.settings.rules?.branches ?? 'by_name';
  return { importId: record.id, listId: list.id, clientId: list.clientId, synthetic: list.synthetic, branches };
}

export function countsOf(stored: ImportRecord['counts'] | undefined): Record<string, number> {
  const { reasons: _, fill: __, ...counts } = { reasons: {}, fill: [], ...stored };
  return counts;
}

function totalsOf({ counts }: Pick<ImportRecord, 'counts'>): ReadingTotals {
  const { rows, phoneCells, phoneCellsParsed } = countsOf(counts) as ImportCounts;
  return { rows, phoneCells, phoneCellsParsed, fill: counts.fill ?? [] };
}

/** Everything before the commit, in threads: reads the file into staging and judges its rows. */
@Injectable()
export class ImportPreparation {
  constructor(
    private readonly imports: ImportRepository,
    private readonly staging: ImportStagingRepository,
    private readonly worker: ListFileWorker,
    private readonly files: FileStore,
    private readonly progress: ImportProgress,
    private readonly config: AppConfig,
  ) {}

  /** Reads and judges; answers what is to be seen. */
  async stage(work: Work): Promise<Judgement> {
    const totals = (await this.hasRead(work.record)) ? totalsOf(work.record) : await this.read(work);
    return this.judge(work, totals);
  }

  /** Its rows were read and judged, and are to be judged by another choice. */
  private async hasRead({ id, state, counts }: ImportRecord): Promise<boolean> {
    return state === 'judging' && 'rows' in counts && (await this.staging.holds(id, counts.rows));
  }

  private async read({ record, list, signal }: Work): Promise<ReadingTotals> {
    await this.staging.create(record.id);
    const { format, mapping, country, rules, customFields } = record.settings;
    const startedMs = performance.now();
    const progress = new TimedProgress<ReadingProgress>((read) =>
      this.progress.reading(record, list, { read, startedMs }),
    );
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
          rules,
          customFields,
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
      throw new Stopped();
    }
    await this.progress.phase(record, list, { phase: 'judging', rows: read.rows });
    const order = { ...scopeOf(record, list), databaseUrl: this.config.databaseUrl, read };
    const judgement = await held.withClient(list.clientId, () => this.worker.judge(order, signal));
    if (!(await this.imports.judged(record.id, judgement))) {
      throw new Stopped();
    }
    return judgement;
  }

  /** A database that crashed has emptied the staging tables: the file is read again. */
  async refreshStaging(work: Work): Promise<void> {
    const { counts } = work.record;
    if (!('rows' in counts) || !(await this.staging.holds(work.record.id, counts.rows))) {
      await this.stage(work);
    }
  }

  /** Runs under the client's lock. */
  async rejudgeIfChanged({ record, list, signal }: Work): Promise<ImportCounts> {
    const judged = await this.imports.get(record.id);
    const counts = countsOf(judged?.counts) as ImportCounts;
    if (judged?.judgedAtEvent && !(await this.imports.hasChangedSince(list.clientId, judged.judgedAtEvent))) {
      return counts;
    }
    const order = { ...scopeOf(record, list), databaseUrl: this.config.databaseUrl, read: totalsOf(judged ?? record) };
    const judgement = await this.worker.judge(order, signal);
    await this.imports.judged(record.id, judgement);
    return judgement.counts;
  }
}
