import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive, processesWorkingIn, signal, waitUntilGone, workingFolder } from './processes.mjs';

/**
 * What a running server says about itself in `postmaster.pid`: line 1 pid, 4 port, 8 status (PostgreSQL's
 * miscadmin.h, LOCK_FILE_LINE_*). pg_ctl waits for the same word `ready`.
 * @returns {{ pid: number, port: number, ready: boolean } | undefined}
 */
export function readPidFile(clusterDir) {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The server that holds this cluster now, if one does: the pid must live and be a postgres of this very folder. */
export function findPostmaster(clusterDir) {
  const found = readPidFile(clusterDir);
  return found && isPostmasterOf(found.pid, clusterDir) ? found : undefined;
}

function isPostmasterOf(pid, clusterDir) {
  if (!isAlive(pid)) return false;
  const command = commandLine(pid);
  // The folder may have been renamed while the server ran; its working folder follows, its arguments do not.
  if (command.includes(`-D ${clusterDir} `)) return true;
  return command.includes('/postgres ') && workingFolder(pid) === realpathSync(clusterDir);
}

/**
 * Makes a cluster startable after `kill -9`: children of a dead server are waited for (two servers on one cluster
 * destroy it), and a pid file whose number now belongs to a stranger is removed, which PostgreSQL itself would not dare.
 */
export async function clearRemains(clusterDir) {
  if (!existsSync(clusterDir)) return;
  for (const pid of processesWorkingIn(realpathSync(clusterDir))) {
    if (await waitUntilGone(pid, 3_000)) continue;
    signal(pid, 'SIGKILL');
    await waitUntilGone(pid, 5_000);
  }
  if (readPidFile(clusterDir) && !findPostmaster(clusterDir)) {
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  }
}
