import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, say } from './failure.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, repositoryDir } from './paths.mjs';
import { run } from './processes.mjs';

const lockFile = join(repositoryDir, 'package-lock.json');
const stampFile = join(repositoryDir, 'node_modules/.warmline-install');
/** npm writes this one last, so an interrupted installation does not have it. */
const finishedFile = join(repositoryDir, 'node_modules/.package-lock.json');

/** Runs `npm ci` when node_modules is missing, was interrupted, or was made from another package-lock.json. */
export async function installDependencies() {
  if (isInstalled()) return;
  await withLock(join(cacheDir, 'install.lock'), async () => {
    if (!isInstalled()) await install();
  });
}

function isInstalled() {
  if (!existsSync(finishedFile)) return false;
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === fingerprint();
  // Installed by hand: believed when it is younger than the lock file it was made from.
  return statSync(finishedFile).mtimeMs >= statSync(lockFile).mtimeMs;
}

/** Native packages are built for one platform and one Node major: a copied folder must not pass for an installed one. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(lockFile));
  return hash.update(`${process.platform}-${process.arch}-${process.versions.modules}`).digest('hex');
}

async function install() {
  say('Installing dependencies (npm ci) ...');
  const startedAt = Date.now();
  // NODE_ENV=production or omit=optional in somebody's npmrc would leave out the compiler or the database.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, first] = npmCommand();
  const { code } = await run(command, [...first, ...args], { cwd: repositoryDir, inherit: true });
  if (code !== 0) {
    throw new Failure(
      `npm ci ended with ${code}. Warmline needs npm 10 or newer and, once, the npm registry; see the lines above.`,
    );
  }
  writeFileSync(stampFile, fingerprint());
  say(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** The npm that started us, else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath;
  return running?.endsWith('.js') ? [process.execPath, [running]] : ['npm', []];
}
