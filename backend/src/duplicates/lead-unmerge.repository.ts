import { Injectable } from '@nestjs/common';
import type { LeadMerge } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { Moved } from './moved.rules.js';

export interface MergeRecord {
  readonly id: string;
  readonly clientId: string;
  readonly survivorId: string;
  readonly absorbedId: string;
  readonly moved: Moved;
  readonly undone: boolean;
}

export type LeadMergeRow = Omit<LeadMerge, 'at' | 'undoneAt'> & { readonly at: Date; readonly undoneAt: Date | null };

/** Puts back what a merge moved. */
@Injectable()
export class LeadUnmergeRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<MergeRecord | undefined> {
    return this.transaction.row<MergeRecord>(
      `SELECT m.id, m.client_id AS "clientId", m.lead_a AS "survivorId", m.lead_b AS "absorbedId", m.moved,
         EXISTS (SELECT FROM lead_merge_undos u WHERE u.merge_id = m.id) AS undone
       FROM lead_merges m WHERE m.id = $1`,
      [id],
    );
  }

  /** Merges into or out of the lead, newest first. */
  async ofLead(leadId: string): Promise<LeadMergeRow[]> {
    return this.transaction.rows<LeadMergeRow>(
      `SELECT m.id, m.lead_a AS "survivorId", m.lead_b AS "absorbedId", l.name AS "absorbedName", m.cause, m.score::float8 AS score, m.reasons,
         u.name AS "byName", m.at, x.at AS "undoneAt"
       FROM lead_merges m JOIN leads l ON l.id = m.lead_b LEFT JOIN users u ON u.id = m.by_user_id LEFT JOIN lead_merge_undos x ON x.merge_id = m.id
       WHERE m.lead_a = $1 ORDER BY m.id DESC LIMIT 100`,
      [leadId],
    );
  }

  async recordUndo(mergeId: string, byUserId: string | null, now: Date): Promise<boolean> {
    const rows = await this.transaction.rows(
      'INSERT INTO lead_merge_undos (merge_id, by_user_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING merge_id',
      [mergeId, byUserId, now],
    );
    return rows.length > 0;
  }

  /** Only what still stands at the survivor goes back: a number or contact that was removed since stays removed. */
  async putBack({ survivorId, absorbedId, moved }: MergeRecord): Promise<void> {
    const back = async (table: string, ids: readonly string[]): Promise<void> => {
      await this.run(`UPDATE ${table} SET lead_id = $2 WHERE id = ANY ($3::bigint[]) AND lead_id = $1`, [
        survivorId,
        absorbedId,
        ids,
      ]);
    };
    await this.run('SET CONSTRAINTS phones_contact_fk DEFERRED');
    await back('phones', moved.phones);
    await back('contacts', moved.contacts);
    await back('stop_requests', moved.stops ?? []);
    await back('lead_branches', moved.branches ?? []);
    await this.run(
      `UPDATE phones p SET contact_id = c.id FROM jsonb_to_recordset($1::jsonb) u (id bigint, "contactId" bigint)
         JOIN contacts c ON c.id = u."contactId" WHERE p.id = u.id AND p.lead_id = c.lead_id`,
      [JSON.stringify(moved.unlinked)],
    );
    await this.run(
      `UPDATE lead_addresses a SET lead_id = $2, is_main = b."wasMain" FROM jsonb_to_recordset($3::jsonb) b (id bigint, "wasMain" boolean)
       WHERE a.id = b.id AND a.lead_id = $1`,
      [survivorId, absorbedId, JSON.stringify(moved.addresses)],
    );
    await this.run('SET CONSTRAINTS phones_contact_fk IMMEDIATE');
    await this.run('UPDATE list_members SET lead_id = $2 WHERE lead_id = $1 AND list_id = ANY ($3::bigint[])', [
      survivorId,
      absorbedId,
      moved.lists,
    ]);
    await back('callbacks', moved.callbacks);
    await back('handovers', moved.handovers);
    await back('queue_entries', moved.places);
  }

  async restorePromises({ moved }: MergeRecord): Promise<void> {
    await this.run(
      `UPDATE callbacks b SET due_at = a."dueAt" FROM jsonb_to_recordset($1::jsonb) a (id bigint, "dueAt" timestamptz)
       WHERE b.id = a.id AND b.state = 'open'`,
      [JSON.stringify(moved.advanced)],
    );
    await this.run(
      `UPDATE callbacks SET state = 'open', closed_at = NULL, close_reason = NULL
       WHERE id = ANY ($1::bigint[]) AND state = 'cancelled' AND close_reason = 'merged'`,
      [moved.cancelled],
    );
  }

  /** A place that was called since keeps what came of it. */
  async restorePlaces({ moved }: MergeRecord, now: Date): Promise<void> {
    await this.run(
      `UPDATE queue_entries q SET state = b.state, reason = b.reason, not_before = b."notBefore", owner_operator_id = b.owner, band = b.band,
         updated_at = $2
       FROM jsonb_to_recordset($1::jsonb) b (id bigint, state text, reason text, "notBefore" timestamptz, owner bigint, band smallint)
       WHERE q.id = b.id AND (q.reason = 'merged' OR q.state = 'callback') AND (b.state <> 'ready' OR q.class_id IS NOT NULL)`,
      [JSON.stringify(moved.changedPlaces), now],
    );
  }

  async restorePairs({ moved }: MergeRecord): Promise<void> {
    await this.run(`DELETE FROM duplicate_pairs WHERE id = ANY ($1::bigint[]) AND state = 'open'`, [moved.pairsAsked]);
    await this.run(
      `UPDATE duplicate_pairs SET state = 'open', decided_at = NULL WHERE id = ANY ($1::bigint[]) AND state = 'obsolete'`,
      [moved.pairsClosed],
    );
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
