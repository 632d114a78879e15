import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const onLinux = process.platform === 'linux';

/** True while the process runs. A zombie counts as gone: it holds no port, no lock and no memory. */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return !onLinux || statFields(pid)?.[0] !== 'Z';
}

/** A pid alone is not an identity, the kernel gives it out again; with its start time it is one. Empty when gone. */
export function processIdentity(pid) {
  if (!isAlive(pid)) return '';
  const startedAt = onLinux ? statFields(pid)?.[19] : describe(pid, 'lstart=');
  return startedAt ? `${pid}@${startedAt}` : '';
}

/** The full command line, arguments parted by spaces; empty when it cannot be read. */
export function commandLine(pid) {
  if (!onLinux) return describe(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // gone meanwhile
  }
}

/** Processes whose working folder is `dir`: PostgreSQL's children stand in their cluster. Linux only, else none. */
export function processesWorkingIn(dir) {
  if (!onLinux) return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => pid !== process.pid && workingFolder(pid) === dir && isAlive(pid));
}

export function workingFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ''; // gone, or not ours to see
  }
}

/** Signals a process that may be gone already. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Resolves true once the process is gone, false when it still runs after `timeoutMs`. */
export async function waitUntilGone(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}

/**
 * Runs a command to its end.
 * @returns {Promise<{ code: number, output: string }>} both streams in order; empty with `inherit`. 127 when it cannot start.
 */
export function run(command, args, { inherit = false, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = inherit ? ['inherit', process.stderr, process.stderr] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { stdio, ...options });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Fields of /proc/<pid>/stat after the command name (which may hold spaces): [0] state, [19] start time in ticks. */
function statFields(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // gone meanwhile
  }
}

function describe(pid, field) {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('ps', ['-o', field, '-p', String(pid)], options).trim();
  } catch {
    return ''; // ps exits 1 for a process that is gone
  }
}
