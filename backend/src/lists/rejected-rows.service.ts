import { Injectable } from '@nestjs/common';
import type { Charset } from '@warmline/contracts';
import { Readable } from 'node:stream';
import { FileStore } from '../files/file-store.service.js';
import { csvLine } from './csv-output.rules.js';
import { REJECTED_COLUMNS, reasonWords } from './import-reason.rules.js';
import { ImportRepository, type ImportRecord } from './import.repository.js';
import { byteOrderMark, encodeText } from './reading/encode-text.rules.js';
import type { FileRow } from './reading/file-format.rules.js';
import { openRows } from './reading/row-reader.js';

/** The rows an import could not take, as they stood in the file, in its encoding, with row, code and reason behind: mend and upload again. */
@Injectable()
export class RejectedRows {
  constructor(
    private readonly imports: ImportRepository,
    private readonly files: FileStore,
  ) {}

  async csv(record: ImportRecord, lang: 'ru' | 'en'): Promise<{ name: string; content: Readable }> {
    const rejected = await this.imports.rejected(record.id);
    const base = record.fileName.replace(/\.[^.]+$/, '');
    const name = `${base} ${lang === 'ru' ? 'отвергнутые' : 'rejected'}.csv`;
    return { name, content: Readable.from(this.lines(record, rejected, lang)) };
  }

  private async *lines(
    record: ImportRecord,
    rejected: ReadonlyMap<number, string>,
    lang: 'ru' | 'en',
  ): AsyncGenerator<Uint8Array> {
    const { format } = record.settings;
    const charset: Charset = format.kind === 'csv' ? format.charset : 'utf-8';
    const delimiter = format.kind === 'csv' ? format.delimiter : ';';
    const encode = (cells: readonly string[]) => encodeText(csvLine(cells, delimiter), charset);
    yield byteOrderMark(charset);
    let width = 0;
    let awaitsHeader = format.header;
    for await (const row of openRows(this.files.pathOf(record.fileSha256), format)) {
      if (awaitsHeader && row.cells.some((cell) => cell.trim() !== '')) {
        awaitsHeader = false;
        width = row.cells.length;
        yield encode([...row.cells, ...REJECTED_COLUMNS[lang]]);
        continue;
      }
      const reason = rejected.get(row.rowNumber);
      if (reason !== undefined) {
        yield encode([...padded(row, width), String(row.rowNumber), reason, reasonWords(reason, lang)]);
      }
    }
  }
}

/** Short rows are filled up, so that the added columns stand under their headers. */
function padded(row: FileRow, width: number): string[] {
  return Array.from({ length: Math.max(width, row.cells.length) }, (_, column) => row.cells[column] ?? '');
}
