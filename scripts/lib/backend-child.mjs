import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { repositoryDir } from './paths.mjs';

const preload = pathToFileURL(join(repositoryDir, 'scripts/lib/exit-with-parent.mjs')).href;
const readyMark = 'WARMLINE_READY ';

/**
 * Starts the built backend. It announces itself by one line on stdout, `WARMLINE_READY {"url": ...}`; every other line
 * goes to `onLine`.
 *
 * @param {{ env: NodeJS.ProcessEnv, onLine?: (line: string, stream: 'stdout' | 'stderr') => void, main?: string }} options
 * @returns {import('./backend-child.mjs').BackendChild}
 */
export function startBackend({ env, onLine = () => undefined, main = join(repositoryDir, 'backend/dist/main.js') }) {
  const args = ['--enable-source-maps', '--import', preload, main];
  // A process group of its own: Ctrl+C in the terminal reaches only the command, which then stops things in order.
  const child = spawn(process.execPath, args, {
    cwd: repositoryDir,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => undefined); // it never reads; EPIPE only says that it ended, which `exited` tells
  let announce;
  const announced = new Promise((resolve) => (announce = resolve));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith(readyMark)) announce(JSON.parse(line.slice(readyMark.length)));
    else onLine(line, 'stdout');
  });
  createInterface({ input: child.stderr }).on('line', (line) => onLine(line, 'stderr'));
  const exited = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
  });
  const ready = Promise.race([announced, exited.then(describeEarlyEnd)]);
  ready.catch(() => undefined); // whoever waits for it hears of the failure; nobody has to
  return {
    pid: child.pid,
    ready,
    exited,
    stop: (timeoutMs) => stop(child, exited, timeoutMs),
    kill: () => kill(child),
  };
}

function describeEarlyEnd({ code, signal, error }) {
  throw new Error(`The backend ended before it was ready (${error?.message ?? signal ?? `exit code ${code}`}).`);
}

/** Asks it to finish what it does; after `timeoutMs` it is killed. Resolves when the process and its output are gone. */
async function stop(child, exited, timeoutMs = 15_000) {
  child.kill('SIGTERM');
  const clock = new AbortController();
  const late = delay(timeoutMs, 'late', { signal: clock.signal }).catch(() => undefined);
  if ((await Promise.race([exited, late])) === 'late') kill(child);
  clock.abort();
  return exited;
}

function kill(child) {
  child.kill('SIGKILL');
}
