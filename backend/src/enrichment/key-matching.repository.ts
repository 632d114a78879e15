import { Injectable } from '@nestjs/common';
import { ENRICHED_FIELDS, type EnrichmentKey } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { EnrichmentRecord } from './enrichment.repository.js';

/** How a day stands in an own field after it was read. */
const DAY = `'^\\d{4}-\\d{2}-\\d{2}$'`;

/** Finds the lead of each staged row by the run's key, in the caller's transaction. */
@Injectable()
export class KeyMatching {
  constructor(private readonly transaction: Transaction) {}

  /** Temporary table `judged`: the lead of each row of the table `rows`, or why it has none. */
  async match({ settings, clientId, listId }: EnrichmentRecord, rows: string, today: string): Promise<void> {
    const { key, factDay, rules } = settings;
    const parameters: unknown[] = [];
    const place = (value: unknown, type: string): string => `$${parameters.push(value)}::${type}`;
    const dayColumn = factDay?.kind === 'column' ? factDay.name : null;
    const dayText = dayColumn === null ? 'NULL::text' : `s.custom ->> ${place(dayColumn, 'text')}`;
    const given = { client: place(clientId, 'bigint'), ownField: ownField(key, place) };
    const unheeded = [
      ...ENRICHED_FIELDS.filter((field) => rules.fields[field] === 'never'),
      ...(rules.phones === 'never' ? ['phone'] : []),
    ];
    const unheededCustom = [
      ...Object.entries(rules.custom).flatMap(([name, rule]) => (rule === 'never' ? [name] : [])),
      ...(dayColumn === null ? [] : [dayColumn]),
    ];
    const ofList = listId === null ? '' : ` AND ${isMember('l', place(listId, 'bigint'))}`;
    const badDay =
      dayColumn === null
        ? ''
        : `WHEN ${place(dayColumn, 'text')} = ANY (r.warnings) THEN 'day_invalid'
           WHEN r.day_text ~ ${DAY} AND r.day_text > ${place(today, 'text')} THEN 'day_in_future'`;
    const day =
      factDay?.kind === 'day' ? place(factDay.day, 'date') : `CASE WHEN r.day_text ~ ${DAY} THEN r.day_text::date END`;
    await this.transaction.manager.query(
      `CREATE TEMPORARY TABLE judged ON COMMIT DROP AS
       WITH read AS (
         SELECT s.row_number, s.problem, ${hasKey(key, given)} AS has_key,
                ARRAY(SELECT jsonb_array_elements_text(s.problem_params -> 'unread')) AS unread,
                ARRAY(SELECT jsonb_array_elements_text(s.problem_params -> 'warnings')) AS warnings, ${dayText} AS day_text
         FROM ${rows} s
       ), found AS (
         SELECT m.row_number, array_agg(DISTINCT l.id) AS leads
         FROM (${keyMatches(key, rows, given)}) m
         JOIN leads l ON l.id = m.lead_id AND l.client_id = ${given.client} AND l.merged_into IS NULL${ofList}
         GROUP BY m.row_number
       ), bad AS (
         SELECT r.row_number, ARRAY(SELECT unnest(r.unread) EXCEPT SELECT unnest(${place(unheeded, 'text[]')}))
           || ARRAY(SELECT 'custom:' || w FROM unnest(r.warnings) w WHERE w <> ALL (${place(unheededCustom, 'text[]')})) AS fields
         FROM read r
       )
       SELECT r.row_number, f.leads, ${day} AS day,
         CASE WHEN r.problem IS NOT NULL THEN r.problem
           WHEN NOT r.has_key THEN CASE WHEN ${place(key.kind, 'text')} = ANY (r.unread) THEN 'key_invalid' ELSE 'key_missing' END
           ${badDay}
           WHEN cardinality(b.fields) > 0 THEN 'value_invalid' END AS problem,
         CASE WHEN cardinality(b.fields) > 0 THEN jsonb_build_object('fields', b.fields) END AS params,
         CASE WHEN cardinality(f.leads) = 1 THEN f.leads[1] END AS lead_id
       FROM read r LEFT JOIN found f USING (row_number) JOIN bad b USING (row_number)`,
      parameters,
    );
    await this.transaction.manager.query(
      'UPDATE judged SET lead_id = NULL WHERE problem IS NOT NULL; ALTER TABLE judged ADD PRIMARY KEY (row_number); ANALYZE judged',
    );
  }
}

/** SQL of what a key is looked up with. */
interface Given {
  readonly client: string;
  /** Name of the own field that is the key; empty for other keys. */
  readonly ownField: string;
}

function ownField(key: EnrichmentKey, place: (value: unknown, type: string) => string): string {
  return key.kind === 'own_id' ? place(key.field, 'text') : '';
}

function isMember(lead: string, listId: string): string {
  return `EXISTS (SELECT FROM list_members b WHERE b.list_id = ${listId} AND b.lead_id = ${lead}.id)`;
}

/** Whether staged row `s` brings the key. */
function hasKey(key: EnrichmentKey, given: Given): string {
  const has = {
    phone: 'cardinality(s.number_key) > 0',
    inn: 's.inn IS NOT NULL',
    email: 's.email IS NOT NULL',
    own_id: `coalesce(s.custom ->> ${given.ownField}, '') <> ''`,
  };
  return has[key.kind];
}

/** Pairs (row_number, lead_id) of the key. An e-mail may be the lead's or a contact's. */
function keyMatches(key: EnrichmentKey, rows: string, { client, ownField }: Given): string {
  const matches = {
    phone: `SELECT n.row_number, p.lead_id FROM (SELECT row_number, unnest(number_key) AS number_key FROM ${rows}) n
            JOIN phones p ON p.number_key = n.number_key AND p.state = 'active'`,
    inn: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON k.inn = s.inn AND k.client_id = ${client}`,
    email: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON lower(k.email) = s.email AND k.client_id = ${client}
            UNION SELECT s.row_number, o.lead_id FROM ${rows} s JOIN contacts o ON lower(o.email) = s.email AND o.retired_at IS NULL`,
    own_id: `SELECT s.row_number, k.id AS lead_id FROM ${rows} s JOIN leads k ON k.client_id = ${client}
              AND lower(btrim(k.custom ->> ${ownField})) = lower(btrim(s.custom ->> ${ownField}))`,
  };
  return matches[key.kind];
}
