import { buildStale } from '../../scripts/lib/builds.mjs';
import { Failure, reportAndExit, say } from '../../scripts/lib/failure.mjs';
import { installDependencies } from '../../scripts/lib/install.mjs';
import { checkNodeVersion } from '../../scripts/lib/node-version.mjs';
import { readOptions } from '../../scripts/simulate/options.mjs';

/**
 * `npm run referee -- --list FILE --days 7 ...` (options as of `npm run simulate`): plays a campaign, compares the board with its own
 * count at stops on the way, and checks the database at the end by SQL of its own. One line of JSON on stdout; exit code 1 when a rule
 * was broken. The backend is always an own one.
 */
async function referee() {
  checkNodeVersion();
  const options = readOptions(process.argv.slice(2));
  if (options.url) throw new Failure('--url is not for the referee: it needs the database of the run to itself.');
  if (options.speed !== null) {
    throw new Failure('--speed is not for the referee: it looks while the clock stands still.');
  }
  await installDependencies();
  await buildStale({ only: ['contracts', 'backend'] });
  // Only now: these need the installed packages and the built backend.
  const { openBackend } = await import('../../scripts/simulate/backend.mjs');
  const { refereedRun } = await import('./refereed-run.mjs');
  const backend = await openBackend(options);
  try {
    return report(await Promise.race([refereedRun(backend, options), backend.failed]));
  } finally {
    await backend.close();
  }
}

/** Prints the verdict; answers the exit code. */
function report({ broken, found, ...verdict }) {
  for (const { name, rule, rows } of found) {
    say(`BROKEN ${name}: ${rule}\n${rows.map((row) => JSON.stringify(row)).join('\n')}`);
  }
  process.stdout.write(`${JSON.stringify({ broken, ...verdict })}\n`);
  return broken === 0 ? 0 : 1;
}

referee().then((code) => process.exit(code), reportAndExit);
