import { createDatabase, startPostgres } from './embedded-postgres.mjs';
import { Failure, say } from './failure.mjs';
import { dataDirectory } from './paths.mjs';

const oldestServer = 180_000;
const databaseName = 'warmline';
const maxRestarts = 5;
const restartWindowMs = 60_000;

/**
 * The database a command works on: the one of DATABASE_URL, checked, else the embedded one, which is started again when
 * it dies. `failed` rejects when it cannot be brought back.
 *
 * @returns {Promise<{ url: string, embedded: boolean, guest: boolean, failed: Promise<never>, stop: () => Promise<void> }>}
 */
export async function openDatabase({ supervise = false } = {}) {
  const url = process.env.DATABASE_URL;
  if (url) {
    await checkServer(url);
    return { url, embedded: false, guest: false, failed: new Promise(() => undefined), stop: async () => undefined };
  }
  const dataDir = dataDirectory();
  const server = { current: await startPostgres({ dataDir }), stopping: false };
  const failed = supervise ? keepAlive(server, dataDir) : new Promise(() => undefined);
  const stop = async () => {
    server.stopping = true;
    await server.current.stop();
  };
  failed.catch(() => undefined);
  try {
    await createDatabase(server.current.url(), databaseName);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.current.url(databaseName), embedded: true, guest: server.current.guest, failed, stop };
}

/** Somebody's kill -9 or the out-of-memory killer: the backend waits and reconnects, so the same port must come back. */
async function keepAlive(server, dataDir) {
  const restartedAt = [];
  for (;;) {
    await server.current.died;
    if (server.stopping) return new Promise(() => undefined);
    const recent = restartedAt.filter((at) => at > Date.now() - restartWindowMs);
    if (recent.length >= maxRestarts) {
      throw new Failure(`PostgreSQL died ${recent.length + 1} times within a minute; see postgres.log in ${dataDir}.`);
    }
    restartedAt.push(Date.now());
    say('PostgreSQL ended unexpectedly, starting it again ...');
    server.current = await startPostgres({ dataDir, port: server.current.port });
    if (server.stopping) await server.current.stop();
    else say('PostgreSQL is back.');
  }
}

/** Refuses a server that cannot hold the schema before anything is changed in it. */
async function checkServer(url) {
  const { default: pg } = await import('pg');
  const where = withoutPassword(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Failure(`DATABASE_URL is set, but ${where} cannot be reached: ${error.message || error.code}`);
  }
  try {
    const { rows } = await client.query(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
              current_setting('server_encoding') AS encoding,
              has_database_privilege(current_database(), 'CREATE') AS may_create`,
    );
    refuseUnsuitable(rows[0], where);
  } finally {
    await client.end();
  }
}

function refuseUnsuitable({ number, version, encoding, may_create: mayCreate }, where) {
  if (number < oldestServer) {
    throw new Failure(`Warmline needs PostgreSQL 18 or newer; ${where} is PostgreSQL ${version}.`);
  }
  if (encoding !== 'UTF8') {
    throw new Failure(
      `Warmline needs a database in UTF8; ${where} is in ${encoding}.\nMake one: CREATE DATABASE warmline ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
  if (!mayCreate) {
    throw new Failure(
      `The user of ${where} may not create anything there.\nGrant it: GRANT CREATE ON DATABASE <name> TO <user>`,
    );
  }
}

function withoutPassword(url) {
  if (!URL.canParse(url)) {
    throw new Failure('DATABASE_URL is not an address; expected postgres://user:password@host:5432/database');
  }
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}${pathname}`;
}
