import { performance } from 'node:perf_hooks';
import { openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, say } from '../lib/failure.mjs';
import { gatherPeople } from '../simulate/cast.mjs';
import { openBackend } from '../simulate/backend.mjs';
import { createList } from '../simulate/list-loading.mjs';
import { columns, writeListFile } from './list-file.mjs';
import { copyRate } from './copy-rate.mjs';
import { peakRss, readNumbers, round, untilSearchReady } from './measuring.mjs';

const usage = 'Usage: npm run bench -- import [--rows 1000000] [--seed 1] [--json]';
/** Often enough for tenths of a second of a long import; each asking is work for the server that is measured. */
const askEveryMs = 200;

/**
 * A made windows-1251 list through the product's own path on an empty database: upload, reading, judging, the marketer's yes, commit, and the
 * search documents that follow. `seconds` runs from the first byte of the upload to committed and callable; the marketer's thinking takes no time.
 * `undoSeconds`: taking it all back, afterwards. `ratioToCopy` is that rate against a bare COPY and INSERT of the same prepared rows on the same server, measured right after it.
 */
export async function run(args) {
  const { rows, seed } = readNumbers(args, { usage, defaults: { rows: '1000000', seed: '1' } });
  const path = join(tmpdir(), `warmline-bench-${process.pid}.csv`);
  say(`Writing ${rows} rows ...`);
  await writeListFile(path, { rows, seed });
  const backend = await openBackend({ speed: 1, seed, fault: 'none' });
  try {
    return await Promise.race([measure(backend, path), backend.failed]);
  } finally {
    await backend.close();
    rmSync(path, { force: true });
  }
}

async function measure(backend, path) {
  const { approver, marketer } = await gatherPeople(backend.url, { operators: 0 });
  const desk = marketer.client;
  const list = await createList(approver.client, { name: 'Bench', options: {} });
  const pulse = new Pulse(desk);
  const startedMs = performance.now();
  const { id, counts, phases } = await importFile(desk, { listId: list.id, path });
  const seconds = (performance.now() - startedMs) / 1000;
  const searchReadySeconds = await untilSearchReady(desk);
  const { p99 } = await pulse.stop();
  const peakRssMb = peakRss(backend.pid);
  say(
    `${counts.rows} rows in ${seconds.toFixed(1)} s (${phases}), search ready ${searchReadySeconds.toFixed(1)} s later; p99 of other requests ${p99.toFixed(0)} ms, ${peakRssMb} MB`,
  );
  const bare = await copyRate(backend.databaseUrl, { path, mapping: columns.map(([, field]) => field) });
  const undoSeconds = await undo(desk, id);
  const rowsPerSecond = counts.rows / seconds;
  return {
    rows: counts.rows,
    leads: counts.leadsCreated,
    rejected: counts.invalid,
    seconds: round(seconds),
    rowsPerSecond: Math.round(rowsPerSecond),
    searchReadySeconds: round(searchReadySeconds),
    peakRssMb,
    httpP99Ms: round(p99, 0),
    copyRowsPerSecond: Math.round(bare),
    ratioToCopy: round(rowsPerSecond / bare, 3),
    undoSeconds: round(undoSeconds),
    phases,
  };
}

async function importFile(desk, { listId, path }) {
  const marks = [];
  let beganMs = performance.now();
  const mark = (name) => {
    marks.push(`${name} ${((performance.now() - beganMs) / 1000).toFixed(1)}`);
    beganMs = performance.now();
  };
  const upload = await desk.post('/api/uploads?name=bench.csv', await openAsBlob(path));
  mark('upload');
  const preview = await desk.post(`/api/uploads/${upload.fileId}/preview`, {});
  mark('preview');
  const mapping = columns.map(([, field]) => field);
  await desk.post(`/api/lists/${listId}/imports`, { fileId: upload.fileId, format: preview.format, mapping });
  for (let state = ''; ;) {
    const { lastImport } = await desk.get(`/api/lists/${listId}`);
    if (lastImport.state !== state && state !== '') mark(state);
    state = lastImport.state;
    if (state === 'review') await desk.post(`/api/imports/${lastImport.id}/commit`);
    if (state === 'done') return { id: lastImport.id, counts: lastImport.counts, phases: marks.join(', ') };
    if (state === 'failed') throw new Failure(`The import failed: ${JSON.stringify(lastImport.error)}`);
    await delay(askEveryMs);
  }
}

async function undo(desk, id) {
  const beganMs = performance.now();
  await desk.post(`/api/imports/${id}/undo`);
  for (;;) {
    const { state, error } = await desk.get(`/api/imports/${id}`);
    if (error) throw new Failure(`The undo failed: ${JSON.stringify(error)}`);
    if (state === 'undone') return (performance.now() - beganMs) / 1000;
    await delay(askEveryMs);
  }
}

/** Another user of the same server: one small request after another, each timed. */
class Pulse {
  #times = [];
  #stopped = false;
  #beating;

  constructor(desk) {
    this.#beating = this.#beat(desk);
  }

  async stop() {
    this.#stopped = true;
    await this.#beating;
    const sorted = this.#times.sort((a, b) => a - b);
    return { p99: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] };
  }

  async #beat(desk) {
    while (!this.#stopped) {
      const beganMs = performance.now();
      await desk.get('/api/session');
      this.#times.push(performance.now() - beganMs);
      await delay(20);
    }
  }
}
