import { randomInt } from 'node:crypto';
import { buildStale } from './lib/builds.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { reportAndExit, say } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { runJest } from './lib/jest.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';

const wholeScale = '1';
const dailyScale = '0.05';

/** `npm test [-- jest arguments]`: every ring. `npm run test:full` runs the random suites whole instead of at 5 %. */
async function test() {
  const args = process.argv.slice(2);
  const full = args.includes('--full');
  checkNodeVersion();
  await installDependencies();
  await buildStale();
  const seed = process.env.WARMLINE_TEST_SEED ?? String(randomInt(1, 2 ** 31 - 1));
  const scale = process.env.WARMLINE_TEST_SCALE ?? (full ? wholeScale : dailyScale);
  say(`Random suites: seed ${seed}, ${Number(scale) * 100} % of their runs`);
  const env = { CHROMIUM_PATH: await ensureChromium(), WARMLINE_TEST_SEED: seed, WARMLINE_TEST_SCALE: scale };
  const code = await runJest(
    args.filter((argument) => argument !== '--full'),
    env,
  );
  if (code !== 0) say(`\nThe same random values again: WARMLINE_TEST_SEED=${seed} npm test`);
  return code;
}

test().then((code) => process.exit(code), reportAndExit);
