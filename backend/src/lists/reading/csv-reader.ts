import type { Charset } from '@warmline/contracts';
import { createReadStream } from 'node:fs';
import { DomainError } from '../../kernel/domain-error.js';
import { contradictionOf, looksBinary } from './charset.rules.js';
import { CsvParser } from './csv-parser.js';
import type { FileRow } from './file-format.rules.js';

const CHUNK_BYTES = 256 * 1024;

export interface CsvOptions {
  readonly charset: Charset;
  readonly delimiter: string;
  /** Told after every chunk how far the file has been read. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Rows of a delimited text file, streamed, as many at a time as a chunk of the file holds: waiting for each row by itself would cost more than
 * reading it. The memory taken does not grow with the file. What is broken in its encoding comes as U+FFFD; refuses text that plainly is in another.
 */
export async function* readCsv(
  path: string,
  { charset, delimiter, onBytes }: CsvOptions,
): AsyncGenerator<readonly FileRow[]> {
  const decoder = new TextDecoder(charset);
  const parser = new CsvParser(delimiter);
  let bytes = 0;
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const buffer = chunk as Buffer;
    if (bytes === 0) {
      assertText(buffer, charset);
    }
    bytes += buffer.length;
    onBytes?.(bytes);
    const rows = parser.push(decoder.decode(buffer, { stream: true }));
    yield first ? withoutSeparatorLine(rows) : rows;
    first &&= rows.length === 0;
  }
  const last = [...parser.push(decoder.decode()), ...parser.end()];
  yield first ? withoutSeparatorLine(last) : last;
}

/** "sep=;" in the first line is meant for Excel alone. */
function withoutSeparatorLine(rows: readonly FileRow[]): readonly FileRow[] {
  return /^sep=.?$/i.test(rows[0]?.cells.join('') ?? '') ? rows.slice(1) : rows;
}

/** A lone NUL byte further down costs its row; at the head it says that this is no text. */
function assertText(head: Buffer, charset: Charset): void {
  if (looksBinary(head)) {
    throw new DomainError('file.binary');
  }
  const found = contradictionOf(head, charset);
  if (found !== undefined) {
    throw new DomainError('import.encoding_wrong', { charset, found });
  }
}
