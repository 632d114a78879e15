import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './embedded-postgres.mjs';
import { cacheDir } from './paths.mjs';
import { findPostmaster } from './postmaster.mjs';
import { processIdentity, signal, waitUntilGone } from './processes.mjs';

const runsDir = join(cacheDir, 'runs');

/**
 * A database server for one run of tests or of a simulation: fast, without any promise to survive a power cut, and gone
 * afterwards. Each run has a folder named after its process; those of processes that were killed are removed here.
 *
 * @returns {Promise<{ server: import('./embedded-postgres.mjs').EmbeddedPostgres, runDir: string, remove: () => Promise<void> }>}
 */
export async function startTemporaryPostgres() {
  await removeAbandonedRuns();
  const runDir = join(runsDir, processIdentity(process.pid).replace(/\W+/g, '-'));
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  const server = await startPostgres({ dataDir: runDir, durable: false });
  const remove = async () => {
    await server.stop({ fast: true });
    removeRun(runDir);
  };
  return { server, runDir, remove };
}

async function removeAbandonedRuns() {
  if (!existsSync(runsDir)) return;
  for (const name of readdirSync(runsDir)) {
    const alive = processIdentity(Number.parseInt(name, 10)).replace(/\W+/g, '-') === name;
    if (!alive) await removeAbandoned(join(runsDir, name));
  }
}

async function removeAbandoned(runDir) {
  const postmaster = findPostmaster(clusterOf(runDir));
  if (postmaster) {
    signal(postmaster.pid, 'SIGQUIT');
    await waitUntilGone(postmaster.pid, 10_000);
  }
  removeRun(runDir);
}

function removeRun(runDir) {
  const elsewhere = placeOf(runDir);
  if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
  rmSync(runDir, { recursive: true, force: true });
}

function clusterOf(runDir) {
  return join(placeOf(runDir) ?? runDir, 'postgres');
}

function placeOf(runDir) {
  const noted = join(runDir, 'location');
  return existsSync(noted) ? readFileSync(noted, 'utf8').trim() : undefined;
}
