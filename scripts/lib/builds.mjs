import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, say } from './failure.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, repositoryDir } from './paths.mjs';
import { run } from './processes.mjs';
import { fingerprintInputs, isStale, writeStamp } from './staleness.mjs';

const shared = ['package-lock.json', 'tsconfig.base.json', '.swcrc'];

const contracts = swcWorkspace('contracts');
const backend = swcWorkspace('backend');
const frontend = {
  name: 'frontend',
  outDir: 'frontend/dist',
  inputs: [
    ...shared,
    ...['index.html', 'package.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts'].map(
      (name) => `frontend/${name}`,
    ),
    'contracts/src',
    'scripts/lib/builds.mjs',
  ],
  build: () => npmBinary('vite/bin/vite.js', ['build', '--logLevel', 'warn'], join(repositoryDir, 'frontend')),
};

/**
 * Builds what changed since the last time, at most two at once. The frontend bundles the built contracts, so it waits.
 * @param {{ only?: ('contracts' | 'backend' | 'frontend')[], force?: boolean }} options
 * @returns {Promise<string[]>} what was built
 */
export function buildStale({ only = ['contracts', 'backend', 'frontend'], force = false } = {}) {
  return withLock(join(cacheDir, 'build.lock'), async () => {
    const built = await buildIfStale(contracts, { only, force });
    const rest = await Promise.all([backend, frontend].map((workspace) => buildIfStale(workspace, { only, force })));
    return [...built, ...rest.flat()];
  });
}

async function buildIfStale(workspace, { only, force }) {
  if (!only.includes(workspace.name)) return [];
  const stamp = join(repositoryDir, workspace.outDir, '.build-stamp');
  const fingerprint = fingerprintInputs(repositoryDir, workspace.inputs);
  if (!force && !isStale(stamp, fingerprint)) return [];
  say(`Building ${workspace.name} ...`);
  const { code, output } = await workspace.build();
  if (code !== 0) throw new Failure(`Building ${workspace.name} failed:\n${output.trim()}`);
  writeStamp(stamp, fingerprint);
  return [workspace.name];
}

/** swc only strips types (tsc checks them in `npm run check`); data files beside the code are copied along. */
function swcWorkspace(name) {
  const outDir = `${name}/dist`;
  return {
    name,
    outDir,
    inputs: [...shared, `${name}/package.json`, `${name}/src`, 'scripts/lib/builds.mjs'],
    build: async () => {
      // Run inside the workspace: --strip-leading-paths takes off one folder, `src`.
      const config = ['--config-file', join(repositoryDir, '.swcrc')];
      const args = ['src', '-d', 'dist', '--strip-leading-paths', '--copy-files', '--quiet', ...config];
      const result = await npmBinary('@swc/cli/bin/swc.js', args, join(repositoryDir, name));
      removeOrphans(join(repositoryDir, outDir), join(repositoryDir, name, 'src'));
      return result;
    },
  };
}

/** What a deleted or renamed source left behind would still be loaded, a migration for one. */
function removeOrphans(outDir, sourceDir) {
  if (!existsSync(outDir)) return;
  for (const entry of readdirSync(outDir, { withFileTypes: true })) {
    const built = join(outDir, entry.name);
    const source = join(sourceDir, entry.name);
    if (entry.isDirectory() && existsSync(source)) removeOrphans(built, source);
    else if (!hasSource(source)) rmSync(built, { recursive: true });
  }
}

function hasSource(source) {
  const stem = source.replace(/\.js(\.map)?$/, '');
  return existsSync(source) || (stem !== source && (existsSync(`${stem}.ts`) || existsSync(`${stem}.tsx`)));
}

function npmBinary(script, args, cwd) {
  return run(process.execPath, [join(repositoryDir, 'node_modules', script), ...args], { cwd });
}
