import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { AppConfig } from '../config/app-config.js';

const RUN_LOCK = 7_264_002;
const CLIENT_LOCK = 7_264_003;

/** What its holder may do besides: both work on the connection that holds the lock, and fail when it is lost. */
export interface HeldImport {
  /** One judging or committing per client at a time, over all processes: two imports give the same leads as one after the other. */
  withClient<Result>(clientId: string, work: () => Promise<Result>): Promise<Result>;
  /** Throws when the locks are gone with their connection; asked before what they guard becomes visible. */
  assertHeld(): Promise<void>;
}

/** Says for as long as the process lives that it works on an import: a session lock on a connection of its own. */
@Injectable()
export class ImportLock {
  constructor(private readonly config: AppConfig) {}

  /** Runs `work` under the lock; undefined, without running it, when another process holds it. */
  async holding<Result>(importId: string, work: (held: HeldImport) => Promise<Result>): Promise<Result | undefined> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl, keepAlive: true });
    // A lost connection frees the lock; the work then fails by itself on its own queries.
    client.on('error', () => undefined);
    await client.connect();
    try {
      const result = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', [
        RUN_LOCK,
        importId,
      ]);
      return result.rows[0]?.held === true ? await work(heldBy(client)) : undefined;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function heldBy(client: pg.Client): HeldImport {
  return {
    async withClient(clientId, work) {
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [CLIENT_LOCK, clientId]);
      try {
        return await work();
      } finally {
        // A connection that is gone has given the lock back already.
        await client
          .query('SELECT pg_advisory_unlock($1, hashtext($2))', [CLIENT_LOCK, clientId])
          .catch(() => undefined);
      }
    },
    async assertHeld() {
      await client.query('SELECT');
    },
  };
}
