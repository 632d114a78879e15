import { Injectable } from '@nestjs/common';
import type { RowChoice } from '@warmline/contracts';
import { Readable } from 'node:stream';
import { ExportTrail } from '../access/export-trail.service.js';
import { FileStore } from '../files/file-store.service.js';
import { codeOf, REJECTED_COLUMNS, reasonWords, verdictWords, VERDICT_NAMES } from './import-reason.rules.js';
import { ImportRepository, type ImportRecord, type VerdictRow } from './import.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';
import { returnedRows, rowsOnly } from './returned-rows.js';
import { rowPortions } from './row-page.js';

export interface VerdictChoice {
  readonly lang: 'ru' | 'en';
  readonly verdict: RowChoice;
}

/** Rows of a file by their verdict, as they stood in it, in its encoding, with row, code and reason behind: mend and upload again. */
@Injectable()
export class RejectedRows {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: FileStore,
    private readonly worker: ListFileWorker,
    private readonly trail: ExportTrail,
  ) {}

  /** The rows of one verdict; a file of a million is walked once, in a thread, and none of it is kept. */
  csv(record: ImportRecord, { lang, verdict }: VerdictChoice, actorId: string): { name: string; content: Readable } {
    const base = record.fileName.replace(/\.[^.]+$/, '');
    const about = { what: 'rejected_rows' as const, format: 'csv' as const, filter: { importId: record.id, verdict } };
    const lines = this.trail.noted(this.lines(record, { lang, verdict }), about, {
      actorId,
      weigh: rowsOnly(record.settings.format),
    });
    return {
      name: `${base} ${VERDICT_NAMES[lang][verdict]}.csv`,
      content: Readable.from(lines),
    };
  }

  private lines(record: ImportRecord, { lang, verdict }: VerdictChoice): AsyncGenerator<Uint8Array> {
    return returnedRows(
      this.worker,
      {
        path: this.files.pathOf(record.fileSha256),
        format: record.settings.format,
        columns: REJECTED_COLUMNS[lang],
        reasonOf: (row) => (verdict === 'legal_source_missing' ? verdict : codeOf(row)),
        wordsOf: (reason, row) =>
          verdict === 'legal_source_missing' ? reasonWords(reason, lang) : verdictWords(row, lang),
      },
      rowPortions<VerdictRow>((range) => this.imports.rows(record, { verdict, ...range })),
    );
  }
}
