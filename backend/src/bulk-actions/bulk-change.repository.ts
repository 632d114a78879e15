import { Injectable } from '@nestjs/common';
import type { BulkField } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { Changed } from './bulk-action.repository.js';

/** All an import knows by it as well: which row became the lead, and whether it made it. */
interface Membership {
  readonly addedAt: string;
  readonly importId: string | null;
  readonly rowNumber: number | null;
  readonly created: boolean;
}

/**
 * One statement per portion of leads and change; each answers which leads had something else and what. Undoing takes back only where the lead still
 * has what the change gave it.
 */
@Injectable()
export class BulkChangeRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Leads of the list's own client, and only synthetic ones into a synthetic list. */
  async addToList(listId: string, leadIds: readonly string[], now: Date): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `INSERT INTO list_members (list_id, lead_id, added_at)
       SELECT x.id, l.id, $3 FROM leads l JOIN lead_lists x ON x.id = $1 AND x.client_id = l.client_id AND x.synthetic = l.synthetic
       WHERE l.id = ANY ($2::bigint[]) AND l.merged_into IS NULL
       ON CONFLICT DO NOTHING
       RETURNING lead_id AS "leadId", ${MEMBERSHIP} AS before`,
      [listId, leadIds, now],
    );
  }

  /** Not those who have left the list and come back since. */
  async undoAddToList(listId: string, changed: readonly Changed[]): Promise<string[]> {
    return this.ids(
      `DELETE FROM list_members m USING unnest($2::bigint[], $3::text[]) AS c (lead_id, added_at)
       WHERE m.list_id = $1 AND m.lead_id = c.lead_id AND m.added_at = c.added_at::timestamptz RETURNING m.lead_id AS id`,
      [listId, leadIdsOf(changed), changed.map(({ before }) => (before as Membership).addedAt)],
    );
  }

  async removeFromList(listId: string, leadIds: readonly string[]): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `DELETE FROM list_members WHERE list_id = $1 AND lead_id = ANY ($2::bigint[])
       RETURNING lead_id AS "leadId", ${MEMBERSHIP} AS before`,
      [listId, leadIds],
    );
  }

  /** With the day, the import and the row it had; not who has been added again meanwhile. */
  async undoRemoveFromList(listId: string, changed: readonly Changed[]): Promise<string[]> {
    const before = changed.map((each) => each.before as Membership);
    return this.ids(
      `INSERT INTO list_members (list_id, lead_id, added_at, import_id, row_number, created)
       SELECT x.id, l.id, c.added_at::timestamptz, c.import_id::uuid, c.row_number, c.created
       FROM unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::boolean[]) AS c (lead_id, added_at, import_id, row_number, created)
       JOIN leads l ON l.id = c.lead_id AND l.merged_into IS NULL JOIN lead_lists x ON x.id = $1
       ON CONFLICT DO NOTHING RETURNING lead_id AS id`,
      [
        listId,
        leadIdsOf(changed),
        before.map(({ addedAt }) => addedAt),
        before.map(({ importId }) => importId),
        before.map(({ rowNumber }) => rowNumber),
        before.map(({ created }) => created),
      ],
    );
  }

  async setField(field: BulkField, value: string | null, leadIds: readonly string[]): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `UPDATE leads SET ${COLUMN[field]} = $2, version = version + 1
       WHERE id = ANY ($1::bigint[]) AND merged_into IS NULL AND ${COLUMN[field]} IS DISTINCT FROM $2
       RETURNING id AS "leadId", coalesce(to_jsonb(old.${COLUMN[field]}), 'null') AS before`,
      [leadIds, value],
    );
  }

  async undoSetField(field: BulkField, value: string | null, changed: readonly Changed[]): Promise<string[]> {
    return this.ids(
      `UPDATE leads l SET ${COLUMN[field]} = c.before, version = version + 1 FROM unnest($1::bigint[], $3::text[]) AS c (lead_id, before)
       WHERE l.id = c.lead_id AND l.merged_into IS NULL AND l.${COLUMN[field]} IS NOT DISTINCT FROM $2 RETURNING l.id`,
      [leadIdsOf(changed), value, changed.map(({ before }) => before)],
    );
  }

  async setOwnField(name: string, value: string | null, leadIds: readonly string[]): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `UPDATE leads SET custom = ${OWN_FIELD}, version = version + 1
       WHERE id = ANY ($1::bigint[]) AND merged_into IS NULL AND custom ->> $2::text IS DISTINCT FROM $3
       RETURNING id AS "leadId", coalesce(old.custom -> $2::text, 'null') AS before`,
      [leadIds, name, value],
    );
  }

  async undoSetOwnField(name: string, value: string | null, changed: readonly Changed[]): Promise<string[]> {
    return this.ids(
      `UPDATE leads l SET custom = ${OWN_FIELD.replaceAll('custom', 'l.custom').replaceAll('$3', 'c.before')}, version = version + 1
       FROM unnest($1::bigint[], $4::text[]) AS c (lead_id, before)
       WHERE l.id = c.lead_id AND l.merged_into IS NULL AND l.custom ->> $2::text IS NOT DISTINCT FROM $3::text RETURNING l.id`,
      [leadIdsOf(changed), name, value, changed.map(({ before }) => before)],
    );
  }

  /** With its history. The position before comes back as it was: temperature, stage, reason and day to return. */
  async close(
    leadIds: readonly string[],
    move: { reason: string; byUserId: string | null; now: Date },
  ): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `WITH closed AS (
         UPDATE leads SET stage = 'closed', stage_reason = $2, return_on = NULL, version = version + 1
         WHERE id = ANY ($1::bigint[]) AND merged_into IS NULL AND stage <> 'closed'
         RETURNING id, temperature, old.stage AS from_stage, old.stage_reason AS stage_reason, old.return_on AS return_on
       ), told AS (
         INSERT INTO lead_moves (lead_id, from_temperature, to_temperature, from_stage, to_stage, reason, note, by_user_id, at)
         SELECT id, temperature, temperature, from_stage, 'closed', 'corrected', $2, $3::bigint, $4 FROM closed
       )
       SELECT id AS "leadId", jsonb_build_object('stage', from_stage, 'stageReason', stage_reason, 'returnOn', return_on) AS before FROM closed`,
      [leadIds, move.reason, move.byUserId, move.now],
    );
  }

  async undoClose(
    changed: readonly Changed[],
    move: { reason: string; byUserId: string | null; now: Date },
  ): Promise<string[]> {
    return this.ids(
      `WITH opened AS (
         UPDATE leads l SET stage = c.before ->> 'stage', stage_reason = c.before ->> 'stageReason',
           return_on = (c.before ->> 'returnOn')::date, version = version + 1
         FROM unnest($1::bigint[], $2::jsonb[]) AS c (lead_id, before)
         WHERE l.id = c.lead_id AND l.merged_into IS NULL AND l.stage = 'closed' AND l.stage_reason = $3
         RETURNING l.id, l.temperature, l.stage
       ), told AS (
         INSERT INTO lead_moves (lead_id, from_temperature, to_temperature, from_stage, to_stage, reason, by_user_id, at)
         SELECT id, temperature, temperature, 'closed', stage, 'corrected', $4::bigint, $5 FROM opened
       )
       SELECT id FROM opened`,
      [leadIdsOf(changed), changed.map(({ before }) => JSON.stringify(before)), move.reason, move.byUserId, move.now],
    );
  }

  /** Numbers in use of these leads. */
  async numbers(leadIds: readonly string[]): Promise<{ leadId: string; numberKey: Buffer }[]> {
    return this.transaction.rows(
      `SELECT lead_id AS "leadId", number_key AS "numberKey" FROM phones WHERE lead_id = ANY ($1::bigint[]) AND state = 'active' ORDER BY id`,
      [leadIds],
    );
  }

  /** The list's client, undefined when there is no such list in use. */
  async listExists(listId: string): Promise<boolean> {
    return (
      (await this.transaction.row('SELECT id FROM lead_lists WHERE id = $1 AND archived_at IS NULL', [listId])) !==
      undefined
    );
  }

  async noteFieldName(name: string): Promise<void> {
    await this.transaction.manager.query('INSERT INTO lead_field_names (name) VALUES ($1) ON CONFLICT DO NOTHING', [
      name,
    ]);
  }

  private async ids(sql: string, parameters: unknown[]): Promise<string[]> {
    return (await this.transaction.rows<{ id: string }>(sql, parameters)).map(({ id }) => id);
  }
}

const COLUMN: Readonly<Record<BulkField, string>> = { industry: 'industry', region: 'region', city: 'city' };
const OWN_FIELD = `CASE WHEN $3::text IS NULL THEN custom - $2::text ELSE jsonb_set(custom, ARRAY[$2::text], to_jsonb($3::text)) END`;

/** To the microsecond: JSON would keep milliseconds and the row would no longer be known by it. */
function exactly(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const MEMBERSHIP = `jsonb_build_object('addedAt', ${exactly('added_at')}, 'importId', import_id, 'rowNumber', row_number, 'created', created)`;

function leadIdsOf(changed: readonly Changed[]): string[] {
  return changed.map(({ leadId }) => leadId);
}
