import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure, say } from './failure.mjs';
import { repositoryDir } from './paths.mjs';
import { run } from './processes.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** The path of a Chromium that runs here; installs one when there is none. Throws a `Failure` that says what to do. */
export async function ensureChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await works(given)) return given;
    throw new Failure(`CHROMIUM_PATH is ${given}, and that does not run as a browser.`);
  }
  return (await firstWorking(candidates())) ?? (await installOne());
}

function candidates() {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const named = folders.filter(Boolean).flatMap((folder) => names.map((name) => join(folder, name)));
  const mac = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [...new Set([...named, ...mac, ...playwrightBrowsers()])].filter((path) => existsSync(path));
}

/** Browsers that `playwright install chromium` keeps, newest first. */
function playwrightBrowsers() {
  const home = process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright';
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), home);
  if (!existsSync(cache)) return [];
  const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  versions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const places = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-mac/Chromium.app/Contents/MacOS/Chromium'];
  return versions.flatMap((version) => places.map((place) => join(cache, version, place)));
}

async function firstWorking(paths) {
  for (const path of paths) if (await works(path)) return path;
  return undefined;
}

/** Being there is not enough: Ubuntu's `chromium-browser` is a stub, and a download may lack its shared libraries. */
async function works(path) {
  const { code, output } = await run(path, ['--version'], { timeout: 30_000 });
  return code === 0 && /Chrom(e|ium)/.test(output);
}

async function installOne() {
  const tried = [];
  if (process.getuid?.() === 0 && isDebian()) tried.push(await installFromDebian());
  else tried.push(await installFromPlaywright());
  const found = await firstWorking(candidates());
  if (found) return found;
  throw new Failure(
    'The end-to-end tests need a Chromium and none could be installed. Do one of these, then run the command again:\n' +
      '  - Debian, as root:   apt-get update && apt-get install -y chromium\n' +
      '  - anywhere else:     npx playwright install --with-deps chromium   (asks for root to install libraries)\n' +
      '  - or point CHROMIUM_PATH at a Chromium or Google Chrome you have.\n' +
      `What was tried:\n${tried.join('\n').trim()}`,
  );
}

/** Ubuntu calls itself Debian-like, but its chromium package only fetches a snap, which does not run as root. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function installFromDebian() {
  say('No Chromium found, installing the one of Debian (apt-get install chromium) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update'], { env });
  const install = await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
  return [update, install].map(({ code, output }) => `(${code}) ${lastLines(output)}`).join('\n');
}

async function installFromPlaywright() {
  say('No Chromium found, downloading one (playwright install chromium) ...');
  const cli = join(repositoryDir, 'node_modules/playwright-core/cli.js');
  const deps = process.getuid?.() === 0 ? ['--with-deps'] : [];
  const { code, output } = await run(process.execPath, [cli, 'install', ...deps, 'chromium'], { cwd: repositoryDir });
  return `(${code}) ${lastLines(output)}`;
}

function lastLines(text) {
  return text.trim().split('\n').slice(-8).join('\n');
}
