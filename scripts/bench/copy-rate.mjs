import { performance } from 'node:perf_hooks';
import { createReadStream, createWriteStream, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openRows } from '../../backend/dist/lists/reading/row-reader.js';
import { normaliseRow } from '../../backend/dist/lists/row-normalise.rules.js';
import { say } from '../lib/failure.mjs';

const fields = [
  'name',
  'nameKey',
  'inn',
  'email',
  'site',
  'region',
  'city',
  'address',
  'contactName',
  'contactPosition',
  'industry',
];

/**
 * Rows per second of what a database alone can do: a bare COPY of the prepared rows into a staging table and one INSERT SELECT ON CONFLICT into a
 * table with a primary key and one unique key (the number). Reading and normalising are not in it.
 */
export async function copyRate(databaseUrl, { path, mapping }) {
  const prepared = join(tmpdir(), `warmline-bench-${process.pid}.copy`);
  say('Preparing the same rows for the bare COPY ...');
  const rows = await prepare(path, mapping, prepared);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const columns = ['phone', ...fields.map((field) => field.toLowerCase())];
    const definition = columns.map((column) => `${column} text`).join(', ');
    await client.query(`CREATE UNLOGGED TABLE bench_staging (${definition})`);
    await client.query(
      `CREATE TABLE bench_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${definition}, UNIQUE (phone))`,
    );
    const startedMs = performance.now();
    const into = client.query(copyFrom(`COPY bench_staging (${columns}) FROM STDIN`));
    await pipeline(createReadStream(prepared, { highWaterMark: 1 << 18 }), into);
    await client.query(
      `INSERT INTO bench_rows (${columns}) SELECT ${columns} FROM bench_staging ON CONFLICT DO NOTHING`,
    );
    const seconds = (performance.now() - startedMs) / 1000;
    say(
      `Bare COPY and INSERT of ${rows} rows (${Math.round(statSync(prepared).size / 1e6)} MB): ${seconds.toFixed(1)} s`,
    );
    await client.query('DROP TABLE bench_staging, bench_rows');
    return rows / seconds;
  } finally {
    await client.end();
    rmSync(prepared, { force: true });
  }
}

async function prepare(path, mapping, target) {
  const file = createWriteStream(target, { highWaterMark: 1 << 20 });
  const settings = { mapping, headers: [], country: 'RU', audience: 'b2b' };
  let rows = 0;
  let text = '';
  let isHeader = true;
  const format = { kind: 'csv', charset: 'windows-1251', delimiter: ';', header: true };
  for await (const row of openRows(path, format, () => undefined)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const lead = normaliseRow(row.cells, settings);
    text += `${[lead.phones[0]?.e164 ?? null, ...fields.map((field) => lead[field])].map(copyText).join('\t')}\n`;
    rows += 1;
    if (text.length > 1 << 20) {
      if (!file.write(text)) await once(file, 'drain');
      text = '';
    }
  }
  file.end(text);
  await once(file, 'finish');
  return rows;
}

function copyText(value) {
  return value === null
    ? '\\N'
    : value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
