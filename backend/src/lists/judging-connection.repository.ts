import pg from 'pg';

const WRITE_BATCH = 20_000;

/** The one connection a judging runs on: what it learns on the way stands in temporary tables. */
export class JudgingConnection {
  constructor(private readonly client: pg.Client) {}

  /** Statements without parameters, several at once if need be. */
  async run(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  async select<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row & pg.QueryResultRow>(sql, parameters)).rows;
  }
}

export async function inBatches<Item>(
  items: readonly Item[],
  write: (batch: readonly Item[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += WRITE_BATCH) {
    await write(items.slice(start, start + WRITE_BATCH));
  }
}
