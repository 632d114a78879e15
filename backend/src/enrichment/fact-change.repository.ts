import { Injectable } from '@nestjs/common';
import { ENRICHED_FIELDS } from '@warmline/contracts';
import { NUMBER_KEY_ID } from '../kernel/number-key.js';
import { Transaction } from '../kernel/transaction.js';
import { leadFamilySql } from '../leads/lead-family.repository.js';
import { FIELD_NAME } from './enrichment.repository.js';

export interface FactChangeRow {
  readonly id: string;
  readonly enrichmentId: string;
  readonly fileName: string;
  readonly byName: string | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly at: Date;
  readonly factDay: string | null;
  readonly undoneAt: Date | null;
}

/** What lead `l` has now where change `c` is about. Column by column: a whole lead as JSON for each of its facts was half the cost of a portion. */
const CURRENT = `nullif(CASE c.kind WHEN 'custom' THEN l.custom ->> c.field
  ELSE CASE c.field ${ENRICHED_FIELDS.map((field) => `WHEN '${field}' THEN l.${field}`).join(' ')} END END, '')`;
const SHOWN = 200;

/**
 * Puts planned changes into leads and takes them back, a portion of leads at a time, in the caller's transaction. A fact is touched only where
 * it still is what it was when it was judged, or what the change made of it.
 */
@Injectable()
export class FactChangeRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The next leads with changes in `state`, locked in the order of their ids. */
  async nextLeads(id: string, state: 'planned' | 'applied', limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT l.id FROM leads l WHERE l.id IN (
         SELECT DISTINCT lead_id FROM fact_changes WHERE enrichment_id = $1 AND state = $2 ORDER BY lead_id LIMIT $3)
       ORDER BY l.id FOR UPDATE`,
      [id, state, limit],
    );
    return rows.map((row) => row.id);
  }

  async apply(id: string, leadIds: readonly string[], now: Date): Promise<void> {
    await this.run(
      `UPDATE fact_changes c SET at = $3,
         state = CASE WHEN l.merged_into IS NULL AND ${CURRENT} IS NOT DISTINCT FROM c.before THEN 'applied' ELSE 'skipped' END
       FROM leads l WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'planned' AND c.kind <> 'phone' AND l.id = c.lead_id`,
      [id, leadIds, now],
    );
    await this.write(id, leadIds, 'after');
    await this.addPhones(id, leadIds, now);
  }

  /** Facts first: which of them are still as the change left them. */
  async takeBack(id: string, leadIds: readonly string[], now: Date): Promise<void> {
    await this.run(
      `UPDATE fact_changes c SET state = CASE WHEN l.merged_into IS NULL AND ${CURRENT} IS NOT DISTINCT FROM c.after THEN 'undone' ELSE 'kept' END,
         undone_at = CASE WHEN l.merged_into IS NULL AND ${CURRENT} IS NOT DISTINCT FROM c.after THEN $3::timestamptz END
       FROM leads l WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'applied' AND c.kind <> 'phone' AND l.id = c.lead_id`,
      [id, leadIds, now],
    );
    await this.write(id, leadIds, 'before');
    await this.run(
      `UPDATE phones p SET state = 'retired', retired_reason = 'entered_wrongly' FROM fact_changes c
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'applied' AND c.phone_id = p.id
         AND p.lead_id = c.lead_id AND p.state = 'active' AND ${isUntouched('p')}`,
      [id, leadIds],
    );
  }

  /** Numbers, once the queues have let go of them: one that was rung, promised a call, or retired by somebody stays. */
  async removePhones(id: string, leadIds: readonly string[], now: Date): Promise<void> {
    const gone = await this.transaction.rows<{ id: string }>(
      `DELETE FROM phones p USING fact_changes c
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'applied' AND c.phone_id = p.id AND p.lead_id = c.lead_id
         AND p.state = 'retired' AND p.retired_reason = 'entered_wrongly' AND ${isUntouched('p')}
         AND NOT EXISTS (SELECT FROM queue_entries q WHERE q.lead_id = p.lead_id AND q.phone_id = p.id)
       RETURNING p.id`,
      [id, leadIds],
    );
    const isGone = 'c.phone_id = ANY ($4::bigint[])';
    await this.run(
      `UPDATE fact_changes c SET state = CASE WHEN ${isGone} THEN 'undone' ELSE 'kept' END, undone_at = CASE WHEN ${isGone} THEN $3::timestamptz END
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'applied'`,
      [id, leadIds, now, gone.map((phone) => phone.id)],
    );
    await this.run(
      `UPDATE phones p SET state = 'active', retired_reason = NULL FROM fact_changes c
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'kept' AND c.phone_id = p.id
         AND p.state = 'retired' AND p.retired_reason = 'entered_wrongly' AND EXISTS (SELECT FROM queue_entries q WHERE q.phone_id = p.id AND q.lead_id = p.lead_id)`,
      [id, leadIds],
    );
    await this.run(
      `DELETE FROM shared_numbers x USING fact_changes c, enrichments e
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.kind = 'phone' AND c.state = 'undone' AND e.id = c.enrichment_id
         AND x.client_id = e.client_id AND x.number_key = decode(c.phone ->> 'numberKey', 'hex') AND x.reason <> 'marked_by_hand' AND x.since >= c.at
         AND (SELECT count(DISTINCT p.lead_id) FROM phones p JOIN leads l ON l.id = p.lead_id AND l.client_id = e.client_id AND l.merged_into IS NULL
              WHERE p.number_key = x.number_key AND p.state = 'active') < 2`,
      [id, leadIds],
    );
  }

  /** How the changes of these leads stand. */
  async states(id: string, leadIds: readonly string[]): Promise<Record<string, number>> {
    const rows = await this.transaction.rows<{ state: string; count: number }>(
      `SELECT state, count(*)::int AS count FROM fact_changes WHERE enrichment_id = $1 AND lead_id = ANY ($2::bigint[]) GROUP BY state`,
      [id, leadIds],
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** Leads of these whose name the change touched, with the name they have now. */
  async renamed(id: string, leadIds: readonly string[]): Promise<{ id: string; name: string }[]> {
    return this.transaction.rows(
      `SELECT l.id, l.name FROM leads l JOIN fact_changes c ON c.lead_id = l.id AND c.enrichment_id = $1 AND c.kind = 'field' AND c.field = 'name'
       WHERE c.lead_id = ANY ($2::bigint[]) AND c.state IN ('applied', 'undone')`,
      [id, leadIds],
    );
  }

  async setNameKeys(keys: readonly { id: string; key: string }[]): Promise<void> {
    await this.run(
      'UPDATE leads l SET name_key = k.key FROM unnest($1::bigint[], $2::text[]) AS k (id, key) WHERE l.id = k.id AND l.name_key <> k.key',
      [keys.map(({ id }) => id), keys.map(({ key }) => key)],
    );
  }

  async noteFieldNames(id: string): Promise<void> {
    await this.run(
      `INSERT INTO lead_field_names (name) SELECT DISTINCT field FROM fact_changes WHERE enrichment_id = $1 AND kind = 'custom' ON CONFLICT DO NOTHING`,
      [id],
    );
  }

  async dropPlanned(id: string): Promise<void> {
    await this.run(`DELETE FROM fact_changes WHERE enrichment_id = $1 AND state = 'planned'`, [id]);
  }

  /** Newest first; of the lead and the cards that went into it. */
  async ofLead(leadId: string): Promise<FactChangeRow[]> {
    return this.transaction.rows<FactChangeRow>(
      `SELECT c.id::text, c.enrichment_id AS "enrichmentId", f.name AS "fileName", u.name AS "byName", ${FIELD_NAME} AS field, c.before, c.after,
              c.at, c.fact_day::text AS "factDay", c.undone_at AS "undoneAt"
       FROM fact_changes c JOIN enrichments e ON e.id = c.enrichment_id JOIN files f ON f.id = e.file_id LEFT JOIN users u ON u.id = e.created_by
       WHERE c.lead_id IN ${leadFamilySql('$1')} AND c.state IN ('applied', 'undone', 'kept') ORDER BY c.at DESC, c.id DESC LIMIT ${SHOWN}`,
      [leadId],
    );
  }

  /** Into the leads: `after` of what has just been applied, `before` of what has just been taken back. */
  private async write(id: string, leadIds: readonly string[], side: 'before' | 'after'): Promise<void> {
    const state = side === 'after' ? 'applied' : 'undone';
    const columns = ENRICHED_FIELDS.map(
      (field) => `${field} = CASE WHEN f.facts ? '${field}' THEN f.facts ->> '${field}' ELSE l.${field} END`,
    );
    await this.run(
      `UPDATE leads l SET ${columns.join(', ')}, version = l.version + 1,
         custom = (l.custom - f.removed) || f.custom
       FROM (
         SELECT c.lead_id, coalesce(jsonb_object_agg(c.field, c.${side}) FILTER (WHERE c.kind = 'field'), '{}') AS facts,
           coalesce(jsonb_object_agg(c.field, c.${side}) FILTER (WHERE c.kind = 'custom' AND c.${side} IS NOT NULL), '{}') AS custom,
           coalesce(array_agg(c.field) FILTER (WHERE c.kind = 'custom' AND c.${side} IS NULL), '{}') AS removed
         FROM fact_changes c WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.kind <> 'phone' AND c.state = $3
         GROUP BY c.lead_id
       ) f
       WHERE l.id = f.lead_id`,
      [id, leadIds, state],
    );
  }

  private async addPhones(id: string, leadIds: readonly string[], now: Date): Promise<void> {
    // What was added comes by way of this process: joined within one statement it was compared row by row, for nothing says how much it is.
    const added = await this.transaction.rows<{ id: string; leadId: string; field: string }>(
      `INSERT INTO phones (lead_id, e164, extension, raw, number_key, key_id, kind, country, region, zones, zone_source, priority, synthetic, created_at)
       SELECT c.lead_id, c.phone ->> 'e164', c.phone ->> 'extension', c.phone ->> 'raw', decode(c.phone ->> 'numberKey', 'hex'), ${NUMBER_KEY_ID},
         c.phone ->> 'kind', c.phone ->> 'country', c.phone ->> 'region',
         CASE jsonb_typeof(c.phone -> 'zones') WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(c.phone -> 'zones')) ELSE '{}' END,
         c.phone ->> 'zoneSource',
         least(99, coalesce((SELECT max(p.priority) FROM phones p WHERE p.lead_id = c.lead_id), -1) + row_number() OVER (PARTITION BY c.lead_id ORDER BY c.id)),
         l.synthetic, $3
       FROM fact_changes c JOIN leads l ON l.id = c.lead_id AND l.merged_into IS NULL
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.state = 'planned' AND c.kind = 'phone'
       ORDER BY c.lead_id, c.id
       ON CONFLICT (lead_id, e164, extension) DO NOTHING RETURNING id, lead_id AS "leadId", e164 || ' ' || extension AS field`,
      [id, leadIds, now],
    );
    await this.run(
      `UPDATE fact_changes c SET at = $2, state = 'applied', phone_id = a.phone_id
       FROM unnest($3::bigint[], $4::bigint[], $5::text[]) AS a (phone_id, lead_id, field)
       WHERE c.enrichment_id = $1 AND c.lead_id = a.lead_id AND c.kind = 'phone' AND c.field = a.field AND c.state = 'planned'`,
      [id, now, added.map((phone) => phone.id), added.map(({ leadId }) => leadId), added.map(({ field }) => field)],
    );
    await this.run(
      `UPDATE fact_changes c SET at = $3, state = 'skipped'
       WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.kind = 'phone' AND c.state = 'planned'`,
      [id, leadIds, now],
    );
    await this.run(
      `INSERT INTO shared_numbers (client_id, number_key, reason, since)
       SELECT k.client_id, k.number_key, CASE WHEN count(DISTINCT l.inn) > 1 THEN 'different_inn' ELSE 'incompatible_name' END, $3::timestamptz
       FROM (SELECT DISTINCT e.client_id, decode(c.phone ->> 'numberKey', 'hex') AS number_key FROM fact_changes c JOIN enrichments e ON e.id = c.enrichment_id
             WHERE c.enrichment_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.kind = 'phone' AND c.state = 'applied') k
       JOIN phones p ON p.number_key = k.number_key AND p.state = 'active'
       JOIN leads l ON l.id = p.lead_id AND l.client_id = k.client_id AND l.merged_into IS NULL
       GROUP BY k.client_id, k.number_key HAVING count(DISTINCT p.lead_id) > 1 ON CONFLICT DO NOTHING`,
      [id, leadIds, now],
    );
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}

/** Nobody has rung number `p` or promised to. */
function isUntouched(p: string): string {
  return `NOT EXISTS (SELECT FROM attempts t WHERE t.lead_id = ${p}.lead_id AND t.phone_id = ${p}.id)
    AND NOT EXISTS (SELECT FROM callbacks b WHERE b.lead_id = ${p}.lead_id AND b.phone_id = ${p}.id)`;
}
