import { Failure, reportAndExit } from './lib/failure.mjs';
import { buildStale } from './lib/builds.mjs';
import { installDependencies } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';

/** Each measures one thing: `run(arguments)` says its progress on stderr and gives what is printed as one line of JSON. */
const BENCHES = {
  import: () => import('./bench/import.mjs'),
  dedup: () => import('./bench/dedup.mjs'),
  search: () => import('./bench/search.mjs'),
};

/** `npm run bench -- NAME ...`: progress on stderr, one line of JSON on stdout. */
async function bench() {
  checkNodeVersion();
  const [name, ...args] = process.argv.slice(2);
  const load = Object.hasOwn(BENCHES, name ?? '') ? BENCHES[name] : undefined;
  if (!load) throw new Failure(`Which bench? One of: ${Object.keys(BENCHES).join(', ')}.`);
  await installDependencies();
  await buildStale({ only: ['contracts', 'backend'] });
  // Only now: it needs the installed packages and the built backend.
  const { run } = await load();
  process.stdout.write(`${JSON.stringify(await run(args))}\n`);
}

bench().then(() => process.exit(0), reportAndExit);
