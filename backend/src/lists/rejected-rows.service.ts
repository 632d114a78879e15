import { Injectable } from '@nestjs/common';
import type { RowChoice } from '@warmline/contracts';
import { Readable } from 'node:stream';
import { FileStore } from '../files/file-store.service.js';
import { REJECTED_COLUMNS, reasonWords, VERDICT_NAMES } from './import-reason.rules.js';
import { ImportRepository, type ImportRecord, type VerdictRow } from './import.repository.js';
import { ListFileWorker } from './list-file-worker.service.js';
import { returnedRows } from './returned-rows.js';

/** Also how many rows of the file cross from the thread at a time; a row may be wide. */
const PAGE_ROWS = 1_000;

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

  /** Row numbers and reasons in file order, a page at a time. */
  private async *pages(record: ImportRecord, verdict: RowChoice): AsyncGenerator<VerdictRow[]> {
    for (let after = 0; ;) {
      const rows = await this.imports.rows(record, { verdict, after, limit: PAGE_ROWS });
      yield rows;
      if (rows.length < PAGE_ROWS) {
        return;
      }
      after = rows.at(-1)?.rowNumber ?? after;
    }
  }

  private lines(record: ImportRecord, { lang, verdict }: VerdictChoice): AsyncGenerator<Uint8Array> {
    return returnedRows(
      this.worker,
      {
        path: this.files.pathOf(record.fileSha256),
        format: record.settings.format,
        columns: REJECTED_COLUMNS[lang],
        reasonOf: (row) => (verdict === 'legal_source_missing' ? verdict : (row.reason ?? row.verdict)),
        wordsOf: (reason) => reasonWords(reason, lang),
      },
      this.pages(record, verdict),
    );
  }
}
