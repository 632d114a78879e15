import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { findDuplicates, type Duplicates } from '../leads/matching/find-duplicates.rules.js';
import { matchRecord } from '../leads/matching/match-record.rules.js';
import { guessColumns } from './column-guess.rules.js';
import { CsvParser } from './reading/csv-parser.js';
import { normaliseRow } from './row-normalise.rules.js';

/**
 * Lists as open data and directories write them, labelled by hand: rows with one `cluster` are one body. Numbers are made up. The thresholds were set
 * with the tuned ones in sight and not with those held back.
 */
const FIXTURES = new URL('../../../tests/fixtures/duplicates/', import.meta.url);

interface Judged {
  readonly found: Duplicates;
  readonly truth: readonly string[];
}

function judge(file: string): Judged {
  const rows = cellsOf(readFileSync(new URL(file, FIXTURES), 'utf8'));
  const [headers = [], ...data] = rows;
  const mapping = guessColumns(headers, data).map(({ field }, column) => (column === 0 ? 'ignore' : field));
  const records = data.map((cells) => {
    const row = normaliseRow(cells, { audience: 'b2b', mapping, headers, country: 'RU' });
    return matchRecord({ ...row, facts: row.custom });
  });
  return { found: findDuplicates(records), truth: data.map((cells) => cells[0]!) };
}

const cellsOf = (text: string): string[][] => new CsvParser(';').push(text).map(({ cells }) => [...cells]);

const filesOf = (kind: string) => readdirSync(new URL(`${kind}/`, FIXTURES)).map((name) => `${kind}/${name}`);

function figures(files: readonly string[]) {
  const all = files.map(judge);
  const isRight =
    ({ truth }: Judged) =>
    ({ a, b }: { a: number; b: number }) =>
      truth[a] === truth[b];
  const asked = all.flatMap((one) =>
    one.found.reviews.map((pair) => ({ right: isRight(one)(pair), odds: pair.score.odds })),
  );
  const merged = all.flatMap((one) => one.found.merges.map((pair) => isRight(one)(pair)));
  const share = (right: readonly boolean[]) => right.filter(Boolean).length / Math.max(1, right.length);
  return {
    askedPrecision: share(asked.map(({ right }) => right)),
    surePrecision: share(asked.filter(({ odds }) => odds >= 2).map(({ right }) => right)),
    mergedPrecision: share(merged),
    merged: merged.length,
    asked: asked.length,
  };
}

describe('duplicates in labelled lists of real kinds', () => {
  it.each([['tuned'], ['held-back']])('are found without noise in those %s', (kind) => {
    const found = figures(filesOf(kind));
    expect(found.askedPrecision).toBeGreaterThanOrEqual(0.6);
    expect(found.surePrecision).toBeGreaterThanOrEqual(0.8);
    expect(found.mergedPrecision).toBeGreaterThanOrEqual(0.9);
    expect(found.merged + found.asked).toBeGreaterThan(15);
  });

  it('are hardly asked about in a list of galleries and cinemas that has one', () => {
    const { found, truth } = judge('tuned/galleries.csv');
    expect(found.merges.filter(({ a, b }) => truth[a] !== truth[b])).toEqual([]);
    expect(found.reviews.filter(({ a, b }) => truth[a] !== truth[b])).toEqual([]);
  });
});
