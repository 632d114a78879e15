#!/usr/bin/env node
/**
 * Packs the Russian register of numbering ranges and libphonenumber's zone data into the tables the product ships.
 *
 *   npm run numbering-plan -- <DEF register.csv> [<libphonenumber timezones map_data.txt>] [--date YYYY-MM] [--target folder]
 *
 * Without the second file the zones of the other countries stay as they are. The date is the month of the register; this month when absent.
 *
 * The register: "Реестр российской системы и плана нумерации", file DEF-9xx.csv of opendata.digital.gov.ru (a state register,
 * outside copyright by article 1259(6) of the Civil Code). The zones: google/libphonenumber resources/timezones (Apache-2.0).
 * Writes backend/src/leads/numbering/{numbering-plan,russian-regions}.data.ts and numbering-plan.sample.csv, the fixture of the test.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { FOREIGN_AREA_CODES, REGIONS } from './build-numbering-plan-regions.mjs';

const TARGET = join(dirname(fileURLToPath(import.meta.url)), '../backend/src/leads/numbering');
const MOBILE_BASE = 9_000_000_000;
const NATIONWIDE = 'Российская Федерация';
const SAMPLE_SIZE = 1000;
/**
 * Mobile prefixes that libphonenumber puts into the capital's zone although they are used all over a country of several zones
 * (Australia, Indonesia, Spain, Chile, Ecuador, Mongolia, New Zealand): without a row of their own they fall back to the country's set.
 */
const NATIONWIDE_MOBILE = ['614', '628', '346', '347', '569', '5939', '9768', '9769', '642'];
const signatures = new Map();

await main(process.argv.slice(2));

async function main(args) {
  const options = { date: { type: 'string' }, target: { type: 'string' } };
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  const [registerPath, zonesPath] = positionals;
  if (!registerPath) {
    console.error(
      'usage: npm run numbering-plan -- <DEF register.csv> [<map_data.txt>] [--date YYYY-MM] [--target folder]',
    );
    process.exit(2);
  }
  const rows = readRegister(registerPath);
  const day = values.date ?? new Date().toISOString().slice(0, 7);
  const target = values.target ?? TARGET;
  const plan = packMobile(rows);
  const zones = zonesPath ? packOtherCountries(readZones(zonesPath)) : keptOtherCountries();
  await writeCode(join(target, 'numbering-plan.data.ts'), numberingPlanSource(plan, zones, day));
  await writeCode(join(target, 'russian-regions.data.ts'), regionsSource());
  writeFileSync(join(target, 'numbering-plan.sample.csv'), sampleSource(rows));
  console.error(
    `${rows.length} register rows -> ${plan.rangeCount} ranges, ${plan.packed.length} characters; ` +
      `${plan.operators.length} operators; ${zones.prefixes.length} characters of foreign prefixes`,
  );
}

function readRegister(path) {
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const rows = lines.slice(1).map((line) => {
    const cells = splitRegisterLine(line);
    const base = Number(cells[0]) * 1e7;
    return {
      from: base + Number(cells[1]),
      to: base + Number(cells[2]),
      operator: cells[4].trim(),
      territory: cells[6].trim(),
      regions: regionsOf(cells[6]),
    };
  });
  rows.sort((a, b) => a.from - b.from);
  rows.forEach((row, index) => {
    if (index > 0 && row.from <= rows[index - 1].to) throw new Error(`ranges overlap at ${row.from}`);
  });
  return rows;
}

/** The register quotes operators and doubles the quotes inside: `"ООО ""СМ"""`. */
function splitRegisterLine(line) {
  const cells = line.match(/("([^"]|"")*"|[^;]*)(;|$)/g) ?? [];
  return cells
    .map((cell) => cell.replace(/;$/, ''))
    .map((cell) => (/^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

/** Indexes into REGIONS; empty for a nationwide range, an error for a territory nobody has mapped. */
function regionsOf(territory) {
  if (territory.trim() === NATIONWIDE) return [];
  const parts = territory.split(/[,|]/).map((part) => part.trim().replace(/^Город /, ''));
  const indexes = parts
    .map((part) => REGIONS.findIndex((region) => region.name === part))
    .filter((index) => index >= 0);
  if (indexes.length === 0) throw new Error(`territory not mapped to a region: "${territory}"`);
  return [...new Set(indexes)].sort((a, b) => a - b);
}

function packMobile(rows) {
  const operators = [...new Set(rows.map((row) => row.operator))].sort();
  const territories = [...new Set(rows.map((row) => row.regions.join('+')))].sort();
  const merged = mergeNeighbours(rows);
  const bytes = [];
  let end = MOBILE_BASE - 1;
  for (const range of merged) {
    pushVarint(bytes, range.from - end - 1);
    pushVarint(bytes, range.to - range.from);
    pushVarint(bytes, territories.indexOf(range.regions.join('+')));
    pushVarint(bytes, operators.indexOf(range.operator));
    end = range.to;
  }
  return { operators, territories, rangeCount: merged.length, packed: Buffer.from(bytes).toString('base64') };
}

function mergeNeighbours(rows) {
  const merged = [];
  for (const row of rows) {
    const last = merged.at(-1);
    const adjoins = last && last.to + 1 === row.from && last.operator === row.operator;
    if (adjoins && last.regions.join() === row.regions.join()) last.to = row.to;
    else merged.push({ ...row });
  }
  return merged;
}

function pushVarint(bytes, value) {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

/** Everything but Russia (+7 3, 4, 8, 9), whose zones come from the register and the region table. */
function readZones(path) {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split('|'))
    .filter(([prefix]) => !/^7([3489]|$)/.test(prefix))
    .filter(([prefix]) => !NATIONWIDE_MOBILE.some((mobile) => prefix.startsWith(mobile)))
    .map(([prefix, names]) => ({ prefix, zones: distinctByOffset(names.split('&')) }));
}

/** Zones that show the same wall clock all year round are one zone for our purpose. */
function distinctByOffset(names) {
  const seen = new Map();
  for (const name of names) {
    const signature = offsetSignature(name);
    if (!seen.has(signature)) seen.set(signature, name);
  }
  return [...seen.values()];
}

function offsetSignature(zone) {
  if (!signatures.has(zone)) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
    const weeks = Array.from({ length: 53 }, (_, week) => new Date(Date.UTC(2026, 0, 4 + week * 7, 12)));
    signatures.set(
      zone,
      weeks.map((day) => format.formatToParts(day).find((part) => part.type === 'timeZoneName').value).join(),
    );
  }
  return signatures.get(zone);
}

/** What the shipped table says, for a rebuild from a newer register alone. */
function keptOtherCountries() {
  const source = readFileSync(join(TARGET, 'numbering-plan.data.ts'), 'utf8');
  const textOfConstant = (name) => new RegExp(`const ${name}\\b[^=]*=\\s*'([^']*)'`).exec(source)[1];
  return { zones: textOfConstant('FOREIGN_ZONES').split('|'), prefixes: textOfConstant('FOREIGN_PREFIXES') };
}

/** Rows whose parent prefix already says the same are dropped; the rest is `prefix:zone+zone` in base 36 indexes. */
function packOtherCountries(rows) {
  const zones = [...new Set(rows.flatMap((row) => row.zones))].sort();
  const byPrefix = new Map(rows.map((row) => [row.prefix, row.zones.join()]));
  const kept = rows.filter(({ prefix, zones: own }) => {
    for (let length = prefix.length - 1; length > 0; length -= 1) {
      const parent = byPrefix.get(prefix.slice(0, length));
      if (parent !== undefined) return parent !== own.join();
    }
    return true;
  });
  const text = kept.map(
    ({ prefix, zones: own }) => `${prefix}:${own.map((zone) => zones.indexOf(zone).toString(36)).join('+')}`,
  );
  return { zones, prefixes: text.join(' ') };
}

function numberingPlanSource(plan, zones, date) {
  return `// Generated by scripts/build-numbering-plan.mjs; do not edit.
// Mobile ranges: Russian register of the numbering plan, file DEF-9xx of ${date}, opendata.digital.gov.ru/registry/numeric.
// Other countries: google/libphonenumber, resources/timezones, Copyright (C) 2012 The Libphonenumber Authors, Apache License 2.0.

/** Operators named by the register, referred to by index. */
export const OPERATORS: readonly string[] = ${textOf(plan.operators)}.split('|');

/** Sets of region indexes (see russian-regions.data.ts) joined by "+"; the empty one is a nationwide range. */
export const TERRITORIES: readonly string[] = ${textOf(plan.territories)}.split('|');

/** How many ranges MOBILE_RANGES holds. */
export const MOBILE_RANGE_COUNT = ${plan.rangeCount};

/** Base64 of varints, four a range: gap after the range before, length - 1, territory, operator; the first gap counts from 900 000-00-00. */
export const MOBILE_RANGES =
  '${plan.packed}';

/** IANA zones of the prefixes below, referred to by index in base 36. */
export const FOREIGN_ZONES: readonly string[] = ${textOf(zones.zones)}.split('|');

/** Space-separated "prefix:zone+zone"; the longest prefix that fits a number counts. */
export const FOREIGN_PREFIXES =
  '${zones.prefixes}';
`;
}

function textOf(list) {
  return `'${list.join('|').replaceAll("'", "\\'")}'`;
}

function regionsSource() {
  return `// Generated by scripts/build-numbering-plan.mjs; do not edit. The table is kept in scripts/build-numbering-plan-regions.mjs.

/** A region a line: name in the numbering register | IANA zones | area codes | cities. The line's index is what the packed ranges refer to. */
export const RUSSIAN_REGION_LINES = \`
${REGIONS.map(lineOf).join('\n')}
\`;

/** The same for area codes of the Russian plan used outside the federation. */
export const FOREIGN_REGION_LINES = \`
${FOREIGN_AREA_CODES.map(lineOf).join('\n')}
\`;
`;
}

function lineOf({ name, zones, areaCodes, cities }) {
  return [name, zones.join(','), areaCodes.join(','), cities.join(',')].join('|');
}

/** Numbers drawn in proportion to capacity by a fixed seed, each with what its own register row says. */
function sampleSource(rows) {
  const total = rows.reduce((sum, row) => sum + row.to - row.from + 1, 0);
  const random = mulberry32(20260801);
  const sample = Array.from({ length: SAMPLE_SIZE }, () => {
    let offset = Math.floor(random() * total);
    const row = rows.find((candidate) => (offset -= candidate.to - candidate.from + 1) < 0);
    const zones = [...new Set(row.regions.flatMap((index) => REGIONS[index].zones))];
    return [`+7${row.to + offset + 1}`, row.territory, row.operator, zones.join(' ')].join(';');
  });
  return ['e164;territory;operator;zones', ...sample, ''].join('\n');
}

function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** As the formatter wants it, so that a rebuild from the same files changes nothing. */
async function writeCode(path, text) {
  writeFileSync(path, await format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 }));
}
