import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this file stands in; every command works from here, wherever it was called from. */
export const repositoryDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Throw-away things that survive a run: build locks, test databases. Never committed, safe to delete. */
export const cacheDir = join(repositoryDir, '.cache');

/** Everything of a running installation: cluster, files, secret, logs. `DATA_DIR` moves it. */
export function dataDirectory(env = process.env) {
  return env.DATA_DIR
    ? resolve(repositoryDir, env.DATA_DIR.replace(/^~(?=\/)/, homedir()))
    : join(repositoryDir, '.data');
}
