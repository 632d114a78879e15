import { Injectable } from '@nestjs/common';
import type { Charset, RowChoice } from '@warmline/contracts';
import { Readable } from 'node:stream';
import { FileStore } from '../files/file-store.service.js';
import { csvLine } from './csv-output.rules.js';
import { REJECTED_COLUMNS, reasonWords, VERDICT_NAMES } from './import-reason.rules.js';
import { ListFileWorker } from './list-file-worker.service.js';
import { ImportRepository, type ImportRecord, type VerdictRow } from './import.repository.js';
import { byteOrderMark, encodeText } from './reading/encode-text.rules.js';
import type { FileRow } from './reading/file-format.rules.js';

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

  private async *lines(record: ImportRecord, { lang, verdict }: VerdictChoice): AsyncGenerator<Uint8Array> {
    const { format } = record.settings;
    const charset: Charset = format.kind === 'csv' ? format.charset : 'utf-8';
    const delimiter = format.kind === 'csv' ? format.delimiter : ';';
    const encode = (cells: readonly string[]) => encodeText(csvLine(cells, delimiter), charset);
    yield byteOrderMark(charset);
    let width = 0;
    let awaitsHeader = format.header;
    let chosen = new Map<number, VerdictRow>();
    const asked = async function* (pages: AsyncGenerator<VerdictRow[]>): AsyncGenerator<number[]> {
      for await (const page of pages) {
        chosen = new Map(page.map((row) => [row.rowNumber, row]));
        yield [...chosen.keys()];
      }
    };
    const order = { path: this.files.pathOf(record.fileSha256), format };
    for await (const rows of this.worker.pick(order, asked(this.pages(record, verdict)))) {
      for (const row of rows) {
        const found = chosen.get(row.rowNumber);
        if (awaitsHeader) {
          awaitsHeader = false;
          width = row.cells.length;
          yield encode([...row.cells, ...REJECTED_COLUMNS[lang]]);
        } else if (found !== undefined) {
          const reason = verdict === 'legal_source_missing' ? verdict : (found.reason ?? found.verdict);
          yield encode([...padded(row, width), String(row.rowNumber), reason, reasonWords(reason, lang)]);
        }
      }
    }
  }
}

/** Short rows are filled up, so that the added columns stand under their headers. */
function padded(row: FileRow, width: number): string[] {
  return Array.from({ length: Math.max(width, row.cells.length) }, (_, column) => row.cells[column] ?? '');
}
