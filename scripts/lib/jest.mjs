import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryDir } from './paths.mjs';

/** Runs jest with these arguments in this terminal. Ctrl+C reaches it by itself; its teardown ends what it started. */
export function runJest(args, env = {}) {
  const jest = join(repositoryDir, 'node_modules/jest/bin/jest.js');
  // NestJS 12 is pure ESM; the flag announces itself once per worker, which nobody needs to read.
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, jest, ...args], {
    cwd: repositoryDir,
    env: { ...process.env, NODE_ENV: 'test', ...env },
    stdio: 'inherit',
  });
  const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of forwardedSignals) process.on(name, () => name !== 'SIGINT' && child.kill(name));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
