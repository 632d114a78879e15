import { spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { freePort, portProblem } from './ports.mjs';
import { chooseAccount } from './postgres-account.mjs';
import { findBinaries } from './postgres-binaries.mjs';
import { postgresEnvironment, prepareCluster, serverArguments, superuser } from './postgres-cluster.mjs';
import { clearRemains, findPostmaster, readPidFile } from './postmaster.mjs';
import { isAlive, processIdentity, signal, waitUntilGone } from './processes.mjs';

/** Recovery after kill -9 replays up to max_wal_size; two minutes is far more than a disk of today needs for it. */
const startTimeoutMs = 120_000;
const maxLogBytes = 10_000_000;

/**
 * A running embedded PostgreSQL.
 * @typedef {object} EmbeddedPostgres
 * @property {number} pid
 * @property {number} port       on 127.0.0.1; there is no unix socket
 * @property {boolean} adopted   it was running already
 * @property {boolean} guest     another live process owns it, so `stop` leaves it alone
 * @property {Promise<void>} died  resolves when the server ends without `stop` having been called
 * @property {(database?: string) => string} url
 * @property {(options?: { fast?: boolean }) => Promise<void>} stop  `fast` skips the checkpoint: the next start recovers
 */

/**
 * Starts the cluster kept in `dataDir` (made at the first call), or adopts it when it runs already: after a kill -9 of
 * its owner the server lives on. `dataDir` also gets `postgres.{port,password,log,owner}` and, when root had to move the
 * data to another account, `location`.
 *
 * @param {{ dataDir: string, durable?: boolean, port?: number }} options  `durable: false` is for tests only: no fsync
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startPostgres({ dataDir, durable = true, port }) {
  makePrivate(dataDir);
  return withLock(join(dataDir, 'postgres.lock'), async () => {
    const binaries = findBinaries();
    const account = await chooseAccount({ dataDir, durable, binaries });
    const password = await prepareCluster({ dataDir, account, durable, binaries });
    const running = findPostmaster(account.clusterDir);
    const server = running
      ? await adopt(running, account)
      : await launchWithRetries({ dataDir, account, durable, port });
    return handle({ ...server, password, guest: claimOwnership(dataDir) });
  });
}

/** Makes the database if it is not there. `url` may name any database of the server; needs the `pg` package. */
export async function createDatabase(url, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (error.code !== '42P04') throw error; // somebody made it between the two statements
  } finally {
    await client.end();
  }
}

function makePrivate(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (statSync(dataDir).uid === process.getuid()) chmodSync(dataDir, 0o700);
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    throw new Failure(
      `${dataDir} belongs to another user (${error.message}).\n` +
        'Start Warmline as that user, or set DATA_DIR to a folder of your own.',
    );
  }
}

async function adopt({ pid }, { clusterDir }) {
  await waitUntilReady({ clusterDir, pid, hasEnded: () => !isAlive(pid) });
  return { pid, port: readPidFile(clusterDir).port, adopted: true, ended: pollUntilGone(pid) };
}

async function pollUntilGone(pid) {
  while (isAlive(pid)) await delay(500, undefined, { ref: false });
}

async function launchWithRetries(options) {
  await clearRemains(options.account.clusterDir);
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(options);
    } catch (error) {
      // Both pass by themselves: a port taken between the check and the bind, children of a killed server that linger.
      const passing = /Address already in use|pre-existing shared memory block/.test(error.message);
      if (!passing || attempt === 5) throw error;
      await clearRemains(options.account.clusterDir);
      await delay(attempt * 200);
    }
  }
}

async function launch({ dataDir, account, durable, port: wanted }) {
  const port = wanted ?? (await keptPort(dataDir));
  const logFile = join(dataDir, 'postgres.log');
  const log = openLog(logFile);
  const logStart = statSync(logFile).size;
  const { clusterDir } = account;
  const { command, args, options } = account.launch('postgres', serverArguments({ clusterDir, port, durable }));
  // A process group of its own: Ctrl+C must reach the backend first and the database last.
  const stdio = ['ignore', log, log];
  const child = spawn(command, args, { ...options, env: postgresEnvironment(), detached: true, stdio });
  closeSync(log);
  let failure;
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signalName) => resolve((failure = `ended with ${signalName ?? code}`)));
    child.once('error', (error) => resolve((failure = error.message)));
  }).then(() => undefined);
  child.unref();
  try {
    await waitUntilReady({ clusterDir, pid: child.pid, hasEnded: () => failure !== undefined });
  } catch (error) {
    const lines = readFileSync(logFile).subarray(logStart).toString('utf8').trim();
    throw new Failure(`PostgreSQL did not start (${failure ?? error.message}):\n${lines}`);
  }
  writeFileSync(join(dataDir, 'postgres.port'), `${port}\n`);
  return { pid: child.pid, port, adopted: false, ended };
}

async function waitUntilReady({ clusterDir, pid, hasEnded }) {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const found = readPidFile(clusterDir);
    if (found?.pid === pid && found.ready) return;
    if (hasEnded()) throw new Failure('the server process ended');
    if (Date.now() > deadline) throw new Failure(`not ready after ${startTimeoutMs / 1000} s`);
    await delay(10);
  }
}

/** The port of the last start, so that saved connection settings stay true; another one when a stranger took it. */
async function keptPort(dataDir) {
  const file = join(dataDir, 'postgres.port');
  const kept = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : NaN;
  const usable = kept > 0 && kept < 65_536 && (await portProblem(kept, '127.0.0.1')) === undefined;
  return usable ? kept : freePort();
}

function openLog(file) {
  const tooBig = existsSync(file) && statSync(file).size > maxLogBytes;
  return openSync(file, tooBig ? 'w' : 'a', 0o600);
}

/** Notes this process as the one that stops the server. @returns {boolean} true when somebody else alive is that one */
function claimOwnership(dataDir) {
  const file = join(dataDir, 'postgres.owner');
  const me = processIdentity(process.pid);
  const owner = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (owner && owner !== me && owner === processIdentity(Number.parseInt(owner, 10))) return true;
  writeFileSync(file, me);
  return false;
}

function handle({ pid, port, adopted, guest, password, ended }) {
  let stopping = false;
  const died = new Promise((resolve) => {
    void ended.then(() => stopping || resolve());
  });
  const stop = async ({ fast = false } = {}) => {
    stopping = true;
    if (guest) return;
    await stopPostmaster(pid, fast);
    await held(ended); // reaped, or it would stay behind as a zombie of whoever inherits it
  };
  const url = (database = 'postgres') => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  return { pid, port, adopted, guest, died, url, stop };
}

/** Nothing else may keep this process going, and neither does a child that was let go of: without a timer it would end before the promise does. */
async function held(promise) {
  const timer = new AbortController();
  const forever = delay(2 ** 31 - 1, undefined, { signal: timer.signal }).catch(() => undefined);
  await promise.finally(() => timer.abort());
  await forever;
}

/** SIGINT ends sessions and writes a checkpoint, SIGQUIT leaves that to the next start's recovery. */
async function stopPostmaster(pid, fast) {
  const steps = [...(fast ? [] : [['SIGINT', 30_000]]), ['SIGQUIT', 10_000], ['SIGKILL', 5_000]];
  for (const [name, timeoutMs] of steps) {
    signal(pid, name);
    if (await waitUntilGone(pid, timeoutMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) could not be stopped.`);
}
