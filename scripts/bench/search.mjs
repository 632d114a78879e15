import { performance } from 'node:perf_hooks';
import { URLSearchParams } from 'node:url';
import pg from 'pg';
import { say } from '../lib/failure.mjs';
import { gatherPeople } from '../simulate/cast.mjs';
import { openBackend } from '../simulate/backend.mjs';
import { createList } from '../simulate/list-loading.mjs';
import { fillStatements } from './made-leads.mjs';
import { peakRss, readNumbers, round, untilSearchReady } from './measuring.mjs';

const usage = 'Usage: npm run bench -- search [--rows 1000000] [--repeats 20] [--json]';

/**
 * Made leads straight into the database, then the product's own follow-up job and its own search over HTTP. `searchReadySeconds` runs from the
 * commit of the last row until nothing waits to be searched; `p95Ms` is the worst of the questions below. At the end the large list's value is
 * asked for, and all leads are taken as files.
 */
export async function run(args) {
  const options = readNumbers(args, { usage, defaults: { rows: '1000000', repeats: '20' } });
  const backend = await openBackend({ speed: 1, seed: 1, fault: 'none' });
  try {
    return await Promise.race([measure(backend, options), backend.failed]);
  } finally {
    await backend.close();
  }
}

async function measure(backend, { rows, repeats }) {
  const { approver, marketer } = await gatherPeople(backend.url, { operators: 0 });
  const lists = [];
  for (const name of ['Large', 'Second', 'Small']) {
    lists.push(await createList(approver.client, { name, options: {} }));
  }
  await fill(backend.databaseUrl, { client: lists[0].clientId, list: lists[0].id, rows });
  const desk = marketer.client;
  const searchReadySeconds = await untilSearchReady(desk);
  say(`All ${rows} leads are searched after ${searchReadySeconds.toFixed(1)} s`);
  const queries = [];
  for (const [name, query] of questions(lists, rows)) {
    queries.push({ name, ...(await ask(desk, query, repeats)) });
    const { p50Ms, p95Ms, found } = queries.at(-1);
    say(`${String(p50Ms).padStart(7)} ${String(p95Ms).padStart(7)} ms  ${String(found).padStart(6)}  ${name}`);
  }
  const p95Ms = Math.max(...queries.map((query) => query.p95Ms));
  const listValueSeconds = await valueSeconds(desk, lists[0].id);
  const exports = { csv: await take(desk, 'csv'), xlsx: await take(desk, 'xlsx') };
  const peakRssMb = peakRss(backend.pid);
  return {
    leads: rows,
    searchReadySeconds: round(searchReadySeconds),
    queries,
    p95Ms,
    listValueSeconds,
    exports,
    peakRssMb,
  };
}

async function fill(databaseUrl, { client, list, rows }) {
  say(`Making ${rows} leads ...`);
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    await db.query('BEGIN');
    for (const statement of fillStatements) {
      await db.query(statement, statement.includes('$') ? [client, list, rows] : []);
    }
    await db.query('COMMIT');
  } finally {
    await db.end();
  }
}

/** What a person would ask: frequent and rare words, none, two letters, pieces of numbers, and the filters in every mixture. */
function questions([large, second, small], rows) {
  const middle = String(Math.floor(rows / 2));
  const phone = `8 (903) ${middle.slice(0, 3)}`;
  const asked = [
    ['everything', {}],
    ['everything, deep page', { cursor: middle }],
    ['frequent word', { q: 'вектор' }],
    ['frequent word, deep page', { q: 'вектор', cursor: middle }],
    ['most frequent word', { q: 'ооо' }],
    ['a ninth of all, in an own field', { q: 'выставк' }],
    ['word in Latin letters', { q: 'vektor' }],
    ['word that is nowhere', { q: 'абракадабра' }],
    ['one lead by its number in the name', { q: `-${middle}` }],
    ['two letters', { q: 'ве' }],
    ['one letter', { q: 'с' }],
    ['two words', { q: 'вектор казань' }],
    ['three words', { q: 'строй сидоров самара' }],
    ['three words, one nowhere', { q: 'вектор казань иксигрек' }],
    ['phone, three digits', { q: '432' }],
    ['phone, four digits', { q: '4321' }],
    ['phone, with 8', { q: phone }],
    ['phone, last seven', { q: '736-87-87' }],
    ['INN', { q: `00${middle.padStart(7, '0')}${Number(middle) % 10}` }],
    ['INN, beginning', { q: '000012' }],
    ['e-mail', { q: `info@firm${middle}.example` }],
    ['contact', { q: 'кузнецов сергей' }],
    ['hot', { temperature: 'hot' }],
    ['cold and open', { temperature: 'cold', stage: 'open' }],
    ['hot and refused', { temperature: 'hot', stage: 'refused' }],
    ['customers of a town', { stage: 'customer', city: 'Казань' }],
    ['rare town', { city: 'Тотьма' }],
    ['frequent town and word', { city: 'москва', q: 'строй' }],
    ['rare town, frequent word', { city: 'Тотьма', q: 'ооо' }],
    ['town nobody has', { city: 'Китеж', q: 'ооо' }],
    ['large list', { listId: large.id }],
    ['large list, word, hot', { listId: large.id, q: 'вектор', temperature: 'hot' }],
    ['small list, frequent word', { listId: small.id, q: 'ооо' }],
    ['small list, cold', { listId: small.id, temperature: 'cold' }],
    ['second list, refused, town', { listId: second.id, stage: 'refused', city: 'Самара' }],
    ['own field', { field: 'Комментарий', value: 'с выставки' }],
    ['own field and word', { field: 'Комментарий', value: 'с выставки', q: 'монтаж' }],
    [
      'own field, word, town, hot',
      { field: 'Комментарий', value: 'с выставки', q: 'вектор', city: 'Казань', temperature: 'hot' },
    ],
    ['untouched', { untouched: 'true' }],
    ['created on one day', { createdFrom: daysAgo(100), createdTo: daysAgo(100) }],
    ['created long ago, word', { createdTo: daysAgo(300), q: 'вектор' }],
    ['created before all', { createdTo: '2000-01-01' }],
    ['touched this week', { touchedFrom: daysAgo(7) }],
    ['touched a year ago, hot, word', { touchedTo: daysAgo(365), temperature: 'hot', q: 'строй' }],
  ];
  return asked;
}

async function ask(desk, query, repeats) {
  const path = `/api/leads?${new URLSearchParams(query)}`;
  const times = [];
  let found = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const beganMs = performance.now();
    const page = await desk.get(path);
    times.push(performance.now() - beganMs);
    found = page.total ?? page.items.length;
  }
  times.sort((a, b) => a - b);
  const at = (share) => round(times[Math.ceil(times.length * share) - 1]);
  return { p50Ms: at(0.5), p95Ms: at(0.95), found };
}

/** What a list is worth, worked out from all of its leads. */
async function valueSeconds(desk, listId) {
  const beganMs = performance.now();
  await desk.get(`/api/lists/${listId}/value`);
  const seconds = round((performance.now() - beganMs) / 1000);
  say(`The large list's value: ${seconds} s`);
  return seconds;
}

/** All leads as a file, read and thrown away. */
async function take(desk, format) {
  const beganMs = performance.now();
  const response = await fetch(`${desk.url}/api/exports/leads.${format}`, { headers: { cookie: desk.cookie } });
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  const seconds = round((performance.now() - beganMs) / 1000);
  say(`${format}: ${Math.round(bytes / 1e6)} MB in ${seconds} s`);
  return { seconds, megabytes: Math.round(bytes / 1e6) };
}

function daysAgo(days) {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
