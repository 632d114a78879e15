import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure, say } from '../lib/failure.mjs';
import { ensure } from './http-client.mjs';

/** There is no push to hang on to over a restart of the backend; an import is asked for this often. */
const askAgainMs = 100;
const evidence = 'Synthetic evidence made by a simulation, no real document stands behind it';
const evidenceDate = '2026-01-15';

/** The file goes through the import as a marketer would take it; the approver signs its legal source. Answers the list. */
export async function loadList({ approver, marketer, run }, options) {
  const name = basename(options.listFile);
  const desk = marketer.client;
  const file = readFileSync(options.listFile);
  const upload = await desk.post(`/api/uploads?name=${encodeURIComponent(name)}`, new Uint8Array(file));
  const hint = options.areaCode === undefined ? {} : { areaCode: options.areaCode };
  const preview = await desk.post(`/api/uploads/${upload.fileId}/preview`, { ...hint, mapping: options.mapping });
  const mapping = options.mapping ?? preview.columns.map(({ field }) => field);
  say(`Columns: ${mapping.map((field, at) => `${preview.columns[at]?.header ?? at}=${field}`).join(', ')}`);
  const list = await createList(approver.client, { name: `${name} ${run}`, options });
  const order = { fileId: upload.fileId, format: preview.format, mapping, again: true };
  await ensure(
    async () => (await desk.get(`/api/lists/${list.id}`)).lastImport ?? undefined,
    () => desk.post(`/api/lists/${list.id}/imports`, order),
  );
  return finishedImport(desk, list.id);
}

export async function createList(desk, { name, options }) {
  const { kinds } = await desk.get('/api/lists/legal-source-kinds');
  const kind = kinds.find((one) => one.kind === 'collected_open_data') ?? kinds.find((one) => !one.refused);
  const facts = Object.fromEntries([...kind.required, ...kind.optional].map((fact) => [fact, factValue(fact)]));
  const legalSource = { kind: kind.kind, facts, confirmed: true };
  const body = {
    name,
    audience: 'b2b',
    legalSource,
    areaCode: options.areaCode ?? null,
    defaultZone: options.zone ?? null,
  };
  const find = async () => (await desk.get('/api/lists')).items.find((list) => list.name === name);
  const list = await ensure(find, () => desk.post('/api/lists', body));
  if (!list.legalSource.complete) throw new Failure(`The legal source lacks ${list.legalSource.missing.join(', ')}`);
  return list;
}

function factValue(fact) {
  if (['consent_names_us', 'warranty', 'company_only', 'person_asked'].includes(fact)) return true;
  if (/_date$|_on$|^collected_/.test(fact)) return evidenceDate;
  return fact === 'party_inn' ? '7707083893' : evidence;
}

function passOver(refusal, code) {
  if (refusal.code !== code) throw refusal;
}

async function finishedImport(desk, listId) {
  for (;;) {
    const list = await desk.get(`/api/lists/${listId}`);
    const { id, state, counts, error } = list.lastImport;
    if (state === 'review') {
      // Two askers, or an answer lost on the way: whoever comes second finds it committed.
      await desk.post(`/api/imports/${id}/commit`).catch((refusal) => passOver(refusal, 'import.wrong_state'));
    } else if (state === 'done') {
      say(
        `Loaded ${counts.rows} rows: ${counts.leadsInList} leads, ${counts.phones} numbers, ${counts.invalid} rejected`,
      );
      return { list, counts };
    }
    if (state === 'failed' || state === 'cancelled') throw new Failure(`The import ${state}: ${JSON.stringify(error)}`);
    await delay(askAgainMs);
  }
}
