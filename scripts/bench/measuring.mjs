import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Failure } from '../lib/failure.mjs';

const askEveryMs = 100;
const readyWithinMs = 15 * 60_000;

/** Whole numbers of a bench's command line, `{ rows: '1000000' }` naming them with their defaults; `--json` is accepted, the answer is JSON anyway. */
export function readNumbers(args, { usage, defaults, most = 20_000_000 }) {
  const text = Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]);
  let values;
  try {
    ({ values } = parseArgs({ args, options: { ...Object.fromEntries(text), json: { type: 'boolean' } } }));
  } catch (error) {
    throw new Failure(`${error.message}\n${usage}`);
  }
  const numbers = Object.keys(defaults).map((name) => [name, Number(values[name])]);
  if (!numbers.every(([, number]) => Number.isInteger(number) && number > 0 && number <= most)) {
    throw new Failure(usage);
  }
  return Object.fromEntries(numbers);
}

/** Seconds until nothing waits to be searched. */
export async function untilSearchReady(desk) {
  const beganMs = performance.now();
  for (;;) {
    const { preparing } = await desk.get('/api/leads?limit=1');
    const tookMs = performance.now() - beganMs;
    if (preparing === 0) return tookMs / 1000;
    if (tookMs > readyWithinMs) throw new Failure(`${preparing} leads are not searched after ${tookMs / 1000} s`);
    await delay(askEveryMs);
  }
}

/** Megabytes of the process at its largest; null where the system does not tell. */
export function peakRss(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 1024) : null;
  } catch {
    return null;
  }
}

export function round(value, digits = 1) {
  return Number(value.toFixed(digits));
}
