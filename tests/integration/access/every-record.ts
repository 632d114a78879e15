import type { RecordKind } from '@warmline/contracts';
import type pg from 'pg';
import { PACKAGING_SCRIPT } from '../../../backend/src/call-scripts/seed/packaging.js';
import { defaultPolicy } from '../../../backend/src/campaigns/default-policy.rules.js';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';

export type Ids = Record<RecordKind, string>;

const FORMAT = { kind: 'csv', charset: 'utf-8', delimiter: ';', header: true };
const IMPORT = { format: FORMAT, mapping: ['name', 'phone'], country: 'RU' };
const RULES = { constants: [], customNames: [], standard: { required: [], requiredCustom: [], formats: [] } };
const TEMPLATE = { mapping: ['name', 'phone'], rules: RULES, areaCode: null, country: 'RU', audience: 'b2b' };
const ENRICHMENT = {
  ...{ format: FORMAT, mapping: ['name', 'inn'], country: 'RU', areaCode: null, columns: RULES, customFields: [] },
  ...{ key: { kind: 'inn' }, rules: { fields: {}, custom: {}, phones: 'never' }, factDay: null },
};

let made = 0;

/** One record of every kind, of one client and of the operator named, who finished a call with the lead a minute ago. */
export async function everyRecord(db: pg.Client, operatorId: string): Promise<Ids> {
  const insert = async (table: string, values: Record<string, unknown>, key = 'id'): Promise<string> => {
    const columns = Object.keys(values);
    const { rows } = await db.query<{ id: string }>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING ${key} AS id`,
      Object.values(values),
    );
    return rows[0]?.id ?? '';
  };
  made += 1;
  const now = new Date();
  const before = new Date(now.getTime() - 60_000);
  const person = (login: string) =>
    insert('users', { login: `${login}-${made}`, name: `${login} ${made}`, role: 'supervisor', password_hash: '-' });
  const user = await person('colleague');
  const client = await insert('clients', { name: `Client ${made}` });
  const company = (name: string) =>
    insert('leads', { client_id: client, kind: 'company', name, temperature: 'hot', created_at: before });
  const [lead, twin, third, fourth] = [
    await company('One'),
    await company('Two'),
    await company('Three'),
    await company('Four'),
  ];
  const contact = await insert('contacts', {
    lead_id: lead,
    full_name: 'Somebody',
    note: 'a note',
    created_at: before,
  });
  const phone = await insert('phones', {
    ...{
      lead_id: lead,
      e164: `+7921${String(5_550_000 + made)}`,
      number_key: Buffer.from(String(made).padStart(16, '0')),
    },
    ...{ kind: 'mobile', country: 'RU', zones: ['Europe/Moscow'], zone_source: 'numbering_plan', created_at: before },
  });
  const source = await insert('legal_sources', { kind: 'own_form', updated_at: before });
  const list = await insert('lead_lists', {
    ...{ client_id: client, name: `List ${made}`, audience: 'b2b', legal_source_id: source, created_at: before },
  });
  await db.query('INSERT INTO list_members (list_id, lead_id, added_at) VALUES ($1, $2, $3)', [list, lead, before]);
  const file = await insert('files', { sha256: 'a'.repeat(64), kind: 'upload', name: 'list.csv', size_bytes: 3 });
  const customField = await insert('custom_fields', {
    ...{ client_id: client, name: 'Field', name_key: `field ${made}`, type: 'text', created_at: before },
  });
  const mappingTemplate = await insert('mapping_templates', {
    ...{
      client_id: client,
      name: `Template ${made}`,
      layout_key: 'x',
      settings: JSON.stringify(TEMPLATE),
      created_at: before,
    },
  });
  const callScript = await insert('call_scripts', { name: 'Script', created_at: before });
  const callScriptVersion = await insert('call_script_versions', {
    ...{
      call_script_id: callScript,
      number: 1,
      document: JSON.stringify(PACKAGING_SCRIPT),
      sha256: 'x',
      published_at: before,
      updated_at: before,
    },
  });
  const callerId = await insert('caller_ids', { client_id: client, e164: `+7812${String(5_550_000 + made)}` });
  const campaign = await insert('campaigns', {
    ...{
      client_id: client,
      name: `Campaign ${made}`,
      purpose: 'service',
      audience: 'b2b',
      policy: JSON.stringify(defaultPolicy('b2b')),
    },
    ...{ status: 'paused', call_script_version_id: callScriptVersion, created_at: before, started_at: before },
  });
  await db.query('INSERT INTO campaign_operators (campaign_id, operator_id) VALUES ($1, $2)', [campaign, operatorId]);
  const queueEntry = await insert('queue_entries', {
    ...{ campaign_id: campaign, lead_id: lead, state: 'finished', reason: 'done', updated_at: before },
  });
  const attempt = await insert('attempts', {
    ...{ id: uuidv7(), campaign_id: campaign, lead_id: lead, contact_id: contact, phone_id: phone },
    ...{ number_key: Buffer.alloc(16), operator_id: operatorId, call_script_version_id: callScriptVersion },
    ...{ state: 'ended', cause: 'completed', provider: 'simulator', planned_at: before, dial_requested_at: before },
    ...{ answered_at: before, connected_at: before, ended_at: before, wrapped_at: before },
  });
  const callback = await insert('callbacks', {
    ...{ campaign_id: campaign, lead_id: lead, phone_id: phone, due_at: new Date(now.getTime() + 86_400_000) },
    ...{ zone: 'Europe/Moscow', owner_operator_id: operatorId, created_at: before },
  });
  const handover = await insert('handovers', {
    ...{
      lead_id: lead,
      campaign_id: campaign,
      to_user_id: operatorId,
      to_name: 'X',
      offered_by: user,
      offered_at: before,
    },
  });
  const imported = await insert('imports', {
    ...{
      id: uuidv7(),
      list_id: list,
      file_id: file,
      file_sha256: 'a',
      settings: JSON.stringify(IMPORT),
      settings_sha256: 'a',
    },
    ...{ state: 'cancelled', created_at: before, finished_at: before },
  });
  const bulkAction = await insert('bulk_actions', {
    ...{
      id: uuidv7(),
      change: JSON.stringify({ kind: 'set_field', field: 'city', value: null }),
      filter: '{}',
      state: 'done',
      created_at: before,
      finished_at: before,
    },
  });
  const enrichment = await insert('enrichments', {
    ...{
      id: uuidv7(),
      client_id: client,
      file_id: file,
      settings: JSON.stringify(ENRICHMENT),
      state: 'cancelled',
      created_at: before,
    },
  });
  const pair = { client_id: client, lead_a: lead, lead_b: twin };
  const duplicatePair = await insert('duplicate_pairs', { ...pair, score: 3, reasons: '[]', created_at: before });
  const merged = { client_id: client, lead_a: third, lead_b: fourth, cause: 'reviewed', moved: '{}', at: before };
  const leadMerge = await insert('lead_merges', merged);
  const suppressionLoad = await insert('suppression_loads', {
    ...{ file_id: file, settings: JSON.stringify({ format: FORMAT, columns: [1], country: 'RU', areaCode: null }) },
    ...{ kind: 'own_staff', scope: 'organisation', state: 'cancelled', created_at: before },
  });
  const stopPrefix = await insert('suppression_patterns', {
    ...{ prefix: `+7812${String(55_500 + made)}`, kind: 'own_staff', created_at: before },
  });
  const suppression = await insert('suppressions', {
    ...{ number_key: Buffer.from(String(made).padStart(16, '1')), scope: 'organisation', kind: 'own_staff' },
    ...{ created_at: before },
  });
  return {
    ...{ suppressionLoad, stopPrefix, suppression },
    ...{ user, client, lead, contact, phone, list, file, customField, mappingTemplate, campaign, callScript },
    ...{ callScriptVersion, queueEntry, callback, handover, callerId, attempt, import: imported, bulkAction },
    ...{ enrichment, duplicatePair, leadMerge },
  };
}

const UUIDS: ReadonlySet<string> = new Set<RecordKind>(['attempt', 'import', 'bulkAction', 'enrichment']);

/** An id of the kind that names nothing. */
export function unknownId(record: string): string {
  return UUIDS.has(record) ? '01999999-9999-7999-8999-999999999999' : '8999999999999';
}
