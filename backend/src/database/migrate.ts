import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

const OLDEST_SERVER = 180_000;
const MIGRATION_LOCK = 7_264_003;

/** The server is too old, not UTF-8, or its user may not create what we need. The message says what was found and expected. */
export class DatabaseUnsuitableError extends Error {}

/** Brings the database at `url` to this version; replicas that start together wait for one another. */
export async function migrate(url: string): Promise<void> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    poolSize: 2,
  });
  await dataSource.initialize();
  try {
    await checkServer(dataSource);
    await checkNotNewer(dataSource);
    const lock = dataSource.createQueryRunner();
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations();
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function checkServer(dataSource: DataSource): Promise<void> {
  const rows: { version: string; encoding: string }[] = await dataSource.query(
    `SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding`,
  );
  const server = rows[0];
  if (server === undefined || Number(server.version) < OLDEST_SERVER) {
    throw new DatabaseUnsuitableError(
      `PostgreSQL 18 or newer is needed; DATABASE_URL leads to server version ${server?.version ?? 'unknown'}`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new DatabaseUnsuitableError(`a database in UTF8 is needed; this one is in ${server.encoding}`);
  }
}

/**
 * Code that is older than the schema would write rows the newer code no longer understands: a release that was rolled back, or a second
 * replica not yet updated. Throws with the names of what it does not know.
 */
async function checkNotNewer(dataSource: DataSource): Promise<void> {
  const [table] = await dataSource.query<{ known: string | null }[]>(`SELECT to_regclass('migrations') AS known`);
  if (table === undefined || table.known === null) return;
  const known = MIGRATIONS.map((migration) => migration.name);
  const unknown: { name: string }[] = await dataSource.query(
    'SELECT name FROM migrations WHERE name <> ALL ($1::text[]) ORDER BY id',
    [known],
  );
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(', ');
    throw new DatabaseUnsuitableError(
      `this database was changed by a newer version of Warmline (${names}); start that version, or restore a backup made before it`,
    );
  }
}
