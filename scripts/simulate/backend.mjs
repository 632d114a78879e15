import { join } from 'node:path';
import { startBackend } from '../lib/backend-child.mjs';
import { createDatabase } from '../lib/embedded-postgres.mjs';
import { Failure, say } from '../lib/failure.mjs';
import { freePort } from '../lib/ports.mjs';
import { startTemporaryPostgres } from '../lib/temporary-postgres.mjs';

const database = 'simulation';
/** A Monday, 9:00 in Moscow. */
const clockStart = '2026-03-02T06:00:00.000Z';

/**
 * The backend to drive: the one at `--url`, else one of our own on an empty database, both gone after `close`.
 * `failed` rejects when our own one ends by itself.
 *
 * @returns {Promise<{ url: string, failed: Promise<never>, close: () => Promise<void>, pid?: number, databaseUrl?: string }>}
 */
export async function openBackend(options) {
  if (options.url) {
    return { url: options.url, failed: new Promise(() => undefined), close: async () => undefined };
  }
  say('Starting an empty database and a backend ...');
  const { server, runDir, remove } = await startTemporaryPostgres();
  try {
    await createDatabase(server.url(), database);
    const lines = [];
    const port = await freePort();
    const databaseUrl = server.url(database);
    const env = environment({ options, port, databaseUrl, dataDir: join(runDir, 'data') });
    const child = startBackend({ env, onLine: (line) => keep(lines, line) });
    const { url } = await child.ready.catch((error) => {
      throw new Failure(`${error.message}\n${lines.join('\n')}`);
    });
    return { url, pid: child.pid, databaseUrl, failed: failureOf(child, lines), close: () => closeAll(child, remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

function environment({ options, port, databaseUrl, dataDir }) {
  const { PATH, HOME, LOG_LEVEL = 'warn' } = process.env;
  const clock = options.speed === null ? { CLOCK: 'virtual', CLOCK_START: clockStart } : { CLOCK_SPEED: options.speed };
  const simulator = { SIMULATOR_SEED: options.seed, SIMULATOR_FAULT: options.fault };
  const place = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: port, WARMLINE_SEED: 'none' };
  const all = { PATH, HOME, LOG_LEVEL, NODE_ENV: 'production', ...clock, ...simulator, ...place };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
}

async function failureOf(child, lines) {
  const { code, signal } = await child.exited;
  throw new Failure(`The backend ended by itself (${signal ?? `exit code ${code}`}):\n${lines.join('\n')}`);
}

async function closeAll(child, remove) {
  await child.stop();
  await remove();
}

const keptLines = 60;

function keep(lines, line) {
  lines.push(line);
  if (lines.length > keptLines) lines.shift();
  if (process.env.LOG_LEVEL) say(line);
}
