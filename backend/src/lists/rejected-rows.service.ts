import { Injectable } from '@nestjs/common';
import type { RowChoice } from '@warmline/contracts';
import { Readable } from 'node:stream';
import { FileStore } from '../files/file-store.service.js';
import { codeOf, REJECTED_COLUMNS, reasonWords, verdictWords, VERDICT_NAMES } from './import-reason.rules.js';
import { ImportRepository, type ImportRecord, type VerdictRow } from './import.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';
import { returnedRows } from './returned-rows.js';
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
  ) {}

  /** The rows of one verdict; a file of a million is walked once, in a thread, and none of it is kept. */
  csv(record: ImportRecord, { lang, verdict }: VerdictChoice): { name: string; content: Readable } {
    const base = record.fileName.replace(/\.[^.]+$/, '');
    return {
      name: `${base} ${VERDICT_NAMES[lang][verdict]}.csv`,
      content: Readable.from(this.lines(record, { lang, verdict })),
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
