import { Failure, reportAndExit, say } from './lib/failure.mjs';
import { buildStale } from './lib/builds.mjs';
import { installDependencies } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { untilAskedToStop } from './lib/shutdown.mjs';
import { readOptions } from './simulate/options.mjs';

/**
 * `npm run simulate -- --list FILE ...`: a whole campaign as real clients would work it, over HTTP and sockets alone.
 * Progress on stderr, one line of JSON on stdout.
 */
async function simulate() {
  checkNodeVersion();
  const options = readOptions(process.argv.slice(2));
  await installDependencies();
  await buildStale({ only: ['contracts', 'backend'] });
  // Only now: these need the installed packages and the built backend.
  const { openBackend } = await import('./simulate/backend.mjs');
  const { runSimulation } = await import('./simulate/run.mjs');
  const stopAsked = untilAskedToStop();
  const backend = await openBackend(options);
  try {
    const first = await Promise.race([runSimulation(backend, options), backend.failed, stopAsked]);
    if (typeof first === 'string') throw new Failure(`Stopped (${first}).`);
    process.stdout.write(`${JSON.stringify(first)}\n`);
  } finally {
    say('Removing what was made for this run ...');
    await backend.close();
  }
}

simulate().then(() => process.exit(0), reportAndExit);
