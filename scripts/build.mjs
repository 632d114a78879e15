import { buildStale } from './lib/builds.mjs';
import { reportAndExit, say } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';

/** `npm run build [-- --force] [-- contracts backend frontend]`: compiles what changed, or all with --force. */
async function build() {
  const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  checkNodeVersion();
  await installDependencies();
  const built = await buildStale({ ...(only.length > 0 && { only }), force: process.argv.includes('--force') });
  say(built.length > 0 ? `Built ${built.join(', ')}.` : 'Everything was built already.');
}

build().catch(reportAndExit);
