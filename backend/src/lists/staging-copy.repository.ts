import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';

const BUFFER_CHARACTERS = 64 * 1024;

/** One COPY into a table over a connection of its own. Rows are gathered to chunks; a slow server slows the reader down. */
export class CopyInto {
  private buffer = '';

  private constructor(
    private readonly client: pg.Client,
    private readonly stream: CopyStreamQuery,
  ) {}

  static async open(databaseUrl: string, table: string, columns: readonly string[]): Promise<CopyInto> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    // A failure reaches the reader through `write` and `finish`; without a listener it would end the process.
    stream.on('error', () => undefined);
    return new CopyInto(client, stream);
  }

  /** Gathers; `drained` is to be awaited now and then. */
  write(values: readonly CopyValue[]): void {
    this.buffer += `${values.map(copyField).join('\t')}\n`;
  }

  /** Sends what has gathered once it is a chunk, and waits while the server is behind. */
  async drained(): Promise<void> {
    if (this.buffer.length >= BUFFER_CHARACTERS) {
      await this.flush();
    }
  }

  async finish(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
    await this.client.end();
  }

  /** Ends the connection, and with it the COPY; nothing of it stays. */
  async abandon(): Promise<void> {
    this.stream.destroy();
    await this.client.end().catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const chunk = this.buffer;
    this.buffer = '';
    if (this.stream.errored) {
      throw this.stream.errored;
    }
    if (chunk !== '' && !this.stream.write(chunk)) {
      await once(this.stream, 'drain');
    }
  }
}

/** Lists of texts become text[], lists of bytes bytea[], plain objects jsonb. */
export type CopyValue = string | number | null | undefined | CopyList | Readonly<Record<string, unknown>>;
type CopyList = readonly string[] | readonly Buffer[];

function copyField(value: CopyValue): string {
  if (typeof value === 'string') {
    return escapeCopy(value);
  }
  if (value === null || value === undefined) {
    return '\\N';
  }
  if (typeof value === 'number') {
    return String(value);
  }
  return isList(value) ? arrayOf(value) : escapeCopy(JSON.stringify(value).replaceAll('\\u0000', ''));
}

function isList(value: CopyList | Readonly<Record<string, unknown>>): value is CopyList {
  return Array.isArray(value);
}

/** Written out in loops, and looked at before anything is replaced: nine of them stand in each of a million rows. */
function arrayOf(items: CopyList): string {
  let text = '';
  for (const item of items) {
    text += `${text === '' ? '"' : ',"'}${typeof item === 'string' ? arrayElement(item) : bytesElement(item)}"`;
  }
  return `{${text}}`;
}

function arrayElement(text: string): string {
  return /["\\\n\r\t\0]/.test(text) ? escapeCopy(text.replace(/["\\]/g, '\\$&')) : text;
}

/** `\x` and the digits, its backslash escaped for the array and both again for COPY. */
function bytesElement(bytes: Buffer): string {
  return `\\\\\\\\x${bytes.toString('hex')}`;
}

/** Text format of COPY: https://www.postgresql.org/docs/18/sql-copy.html "Text Format". No text of PostgreSQL holds a NUL. */
function escapeCopy(text: string): string {
  return /[\\\n\r\t\0]/.test(text)
    ? text
        .replaceAll('\0', '')
        .replaceAll('\\', '\\\\')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')
    : text;
}
