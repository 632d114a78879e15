import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryDir } from '../../scripts/lib/paths.mjs';
import { testRun } from './environment.js';

/** The one line `npm run simulate` prints, as far as tests look at it. */
export interface SimulationReport {
  rows: number;
  leads: number;
  phones: number;
  phoneCells: number;
  phoneCellsParsed: number;
  rejected: number;
  attempts: number;
  answered: number;
  connected: number;
  dispositions: Record<string, number>;
  doubleDials: number;
  lostDispositions: number;
  strandedLeads: number;
  virtualDays: number;
}

/** Rows of an invented list; numbers of one exchange in St Petersburg, dialled by nobody but the simulator. */
export function listOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const digits = String(3_000_011 + at * 13);
    return `Учебный завод ${at + 1};8 (812) ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
  });
  return ['Название;Телефон', ...lines].join('\n');
}

/** Runs the command against a backend of the test, as a user would. */
export async function simulate(
  url: string,
  options: { rows: number; operators: number; days: number; seed?: number },
): Promise<SimulationReport> {
  const dir = await mkdtemp(join(testRun().runDir, 'simulate-'));
  try {
    const list = join(dir, 'list.csv');
    await writeFile(list, listOf(options.rows));
    return await run([
      ...['--list', list, '--area-code', '812', '--url', url],
      ...['--login', 'administrator', '--password', 'correct horse battery'],
      ...[
        '--operators',
        String(options.operators),
        '--days',
        String(options.days),
        '--seed',
        String(options.seed ?? 1),
      ],
    ]);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function run(args: readonly string[]): Promise<SimulationReport> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(repositoryDir, 'scripts/simulate.mjs'), ...args], {
    cwd: repositoryDir,
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const lines = output.stdout.split('\n').filter((line) => line !== '');
      if (code === 0 && lines.length === 1) resolve(JSON.parse(lines[0] ?? '') as SimulationReport);
      else reject(new Error(`simulate ended with ${code}\n${output.stdout}\n${output.stderr}`));
    });
  });
}
