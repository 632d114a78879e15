import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { AppConfig } from '../config/app-config.js';

const RUN_LOCK = 7_264_002;

/** Says for as long as the process lives that it works on an import: a session lock on a connection of its own. */
@Injectable()
export class ImportLock {
  constructor(private readonly config: AppConfig) {}

  /** Runs `work` under the lock; undefined, without running it, when another process holds it. */
  async holding<Result>(importId: string, work: () => Promise<Result>): Promise<Result | undefined> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, keepAlive: true });
    // A lost connection frees the lock; the work then fails by itself on its own queries.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const result = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', [
        RUN_LOCK,
        importId,
      ]);
      return result.rows[0]?.held === true ? await work() : undefined;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
