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

  async write(values: readonly CopyValue[]): Promise<void> {
    this.buffer += `${values.map(copyField).join('\t')}\n`;
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

/** Arrays of texts become PostgreSQL arrays, plain objects jsonb, buffers bytea. */
export type CopyValue =
  string | number | boolean | null | undefined | Buffer | readonly string[] | Readonly<Record<string, unknown>>;

function copyField(value: CopyValue): string {
  if (value === null || value === undefined) {
    return '\\N';
  }
  if (Buffer.isBuffer(value)) {
    return `\\\\x${value.toString('hex')}`;
  }
  return escapeCopy(textOf(value));
}

function textOf(value: Exclude<CopyValue, null | undefined | Buffer>): string {
  if (Array.isArray(value)) {
    return `{${value.map((item: string) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  }
  return typeof value === 'object'
    ? JSON.stringify(value).replaceAll('\\u0000', '')
    : String(value).replaceAll('\0', '');
}

/** Text format of COPY: https://www.postgresql.org/docs/18/sql-copy.html "Text Format". */
function escapeCopy(text: string): string {
  return /[\\\n\r\t]/.test(text)
    ? text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
    : text;
}
