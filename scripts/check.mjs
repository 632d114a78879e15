import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportAndExit, say } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { cacheDir, repositoryDir } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

const modules = join(repositoryDir, 'node_modules');
const workspaces = ['contracts', 'backend', 'frontend', 'tests'];

const lintCache = ['--cache', '--cache-strategy', 'content', '--cache-location', join(cacheDir, 'eslint/')];
const formatCache = ['--cache', '--cache-strategy', 'content', '--cache-location', join(cacheDir, 'prettier')];

const checks = [
  // First the slowest: it then shares the two processors with all the others. Files as they were when last found clean are not looked at again;
  // what a change elsewhere did to their types is the compiler's to find, and CI, on a clean checkout, looks at them all.
  { name: 'lint', script: 'eslint/bin/eslint.js', args: ['--max-warnings', '0', ...lintCache, '.'] },
  ...workspaces
    .filter((workspace) => existsSync(join(repositoryDir, workspace, 'tsconfig.json')))
    .map((workspace) => ({
      name: `types of ${workspace}`,
      script: 'typescript/bin/tsc',
      args: ['-p', workspace, '--incremental', '--tsBuildInfoFile', join(cacheDir, `types-${workspace}.tsbuildinfo`)],
    })),
  {
    name: 'format',
    script: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', ...formatCache, '.'],
  },
  {
    name: 'unit tests',
    script: 'jest/bin/jest.js',
    args: ['--selectProjects', 'unit', '--maxWorkers', '1'],
    flags: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  },
];

/** `npm run check`: format, lint, types and unit tests, two at a time; what fails is printed whole. */
async function check() {
  checkNodeVersion();
  await installDependencies();
  const waiting = [...checks];
  const failed = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) if (!(await passes(next))) failed.push(next.name);
  };
  await Promise.all([work(), work()]);
  if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}

async function passes({ name, script, args, flags = [] }) {
  const startedAt = Date.now();
  const { code, output } = await run(process.execPath, [...flags, join(modules, script), ...args], {
    cwd: repositoryDir,
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  say(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)${code === 0 ? '' : `\n${output.trimEnd()}\n`}`);
  return code === 0;
}

check().then((code) => process.exit(code), reportAndExit);
