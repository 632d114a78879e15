import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import { AppConfig } from '../config/app-config.js';
import { applicationNameOf } from '../config/database-url.rules.js';

/** What runs longer than this when the process is to end is background work: it is in the database how far it got. */
const SHORT_MS = 300;
const LOOK_EVERY_MS = 200;

/**
 * Ends the long statements of this process once it is told to stop, so that whoever waits for them stops at once. A statement of seconds holds up
 * SIGTERM beyond what a container gives, and its work is taken up again at the next start. Short ones come to their own end.
 */
@Injectable()
export class OwnStatements implements OnModuleDestroy {
  constructor(private readonly config: AppConfig) {}

  /** The first hook of a shutdown; what is begun meanwhile is ended too, until no other connection of the process is left. */
  async onModuleDestroy(): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseUrl });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await this.endLongOnes(client);
    } catch {
      // A database that is away runs nothing of ours.
      await client.end().catch(() => undefined);
      return;
    }
    this.goOn(client);
  }

  private goOn(client: pg.Client): void {
    setTimeout(() => {
      this.endLongOnes(client)
        .then(async (others) => (others > 0 ? this.goOn(client) : client.end()))
        .catch(() => client.end().catch(() => undefined));
    }, LOOK_EVERY_MS).unref();
  }

  /** Answers how many other connections the process has. */
  private async endLongOnes(client: pg.Client): Promise<number> {
    const result = await client.query<{ others: number }>(
      `SELECT count(*)::int AS others, count(*) FILTER (WHERE state = 'active' AND clock_timestamp() - query_start > $2 * interval '1 millisecond'
           AND pg_cancel_backend(pid)) AS ended
       FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid() AND datname = current_database()`,
      [applicationNameOf(this.config.databaseUrl), SHORT_MS],
    );
    return result.rows[0]?.others ?? 0;
  }
}
