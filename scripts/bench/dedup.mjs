import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Failure, say } from '../lib/failure.mjs';
import { repositoryDir } from '../lib/paths.mjs';
import { withSyntheticFile } from './dedup-synthetic.mjs';
import { measureDuplicates } from './dedup-measure.mjs';
import { round } from './measuring.mjs';

const OPTIONS = { synthetic: { type: 'string' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean' } };
const product = (path) => import(new URL(`../../backend/dist/${path}`, import.meta.url).href);

/**
 * `npm run bench -- dedup FILE... --json`: how well duplicates are found in files whose truth is known, through the product's own reading,
 * column guess, normalisation and matching. Nothing is known of a file but its headers: the truth stands in a column `cluster`, or in
 * `rec_id` as FEBRL writes it (rec-12-org, rec-12-dup-0); those columns are hidden from the product. `--synthetic ROWS [--seed N]` measures a made-up file as well.
 */
export async function run(args) {
  const { values, positionals: files } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const rows = Number(values.synthetic ?? 0);
  if (files.length === 0 && !(rows > 0)) {
    throw new Failure('Name one or more files: npm run bench -- dedup FILE... --json');
  }
  const sets = [];
  if (rows > 0) {
    const seed = Number(values.seed);
    sets.push({ ...(await withSyntheticFile({ rows, seed }, measureFile)), file: `synthetic, seed ${seed}` });
  }
  for (const file of files) {
    say(`Finding duplicates in ${file} ...`);
    sets.push(await measureFile(resolve(repositoryDir, file)));
  }
  return { sets };
}

async function measureFile(file) {
  const { sources, truth } = await readFile(file);
  const { matchRecord } = await product('leads/matching/match-record.rules.js');
  const { findDuplicates } = await product('leads/matching/find-duplicates.rules.js');
  const before = performance.now();
  const duplicates = findDuplicates(sources.map(matchRecord));
  const seconds = (performance.now() - before) / 1000;
  say(`  ${duplicates.compared} pairs compared, ${duplicates.reviews.length} to review`);
  return { file, rows: sources.length, ...measureDuplicates(duplicates, truth), seconds: round(seconds, 2) };
}

async function readFile(file) {
  const { detectFile, openRows } = await product('lists/reading/row-reader.js');
  const { guessColumns } = await product('lists/column-guess.rules.js');
  const detected = await detectFile(file);
  const format =
    detected.kind === 'csv'
      ? { kind: 'csv', charset: detected.charset.charset, delimiter: detected.delimiter.delimiter, header: true }
      : { kind: 'xlsx', header: true };
  const rows = [];
  for await (const row of openRows(file, format)) rows.push(row.cells.map((cell) => cell.trim()));
  const [headers = [], ...data] = rows;
  const truth = truthColumn(headers, file);
  const mapping = guessColumns(headers, data.slice(0, 200)).map(({ field }, column) =>
    column === truth.column ? 'ignore' : field,
  );
  const { sourceOf } = await import('./dedup-source.mjs');
  const sources = await Promise.all(data.map((cells) => sourceOf(cells, { mapping, headers })));
  return { sources, truth: data.map((cells) => truth.of(cells[truth.column] ?? '')) };
}

function truthColumn(headers, file) {
  const column = headers.findIndex((header) => ['cluster', 'rec_id'].includes(header.trim().toLowerCase()));
  if (column < 0) throw new Failure(`${file}: a column "cluster" or "rec_id" must say which rows are one.`);
  const febrl = headers[column].trim().toLowerCase() === 'rec_id';
  return { column, of: (cell) => (febrl ? cell.replace(/-(org|dup-\d+)$/, '') : cell) };
}
