import { Injectable } from '@nestjs/common';
import type { BulkActionState, BulkChange, LeadFilter } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface BulkActionRecord {
  readonly id: string;
  readonly change: BulkChange;
  readonly filter: LeadFilter;
  readonly state: BulkActionState;
  readonly isCancelAsked: boolean;
  readonly selected: number;
  readonly done: number;
  readonly changed: number;
  readonly undone: number;
  readonly kept: number;
  readonly createdById: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What a lead had before the change. */
export interface Changed {
  readonly leadId: string;
  readonly before: unknown;
}

const ACTION = `
  SELECT b.id, b.change, b.filter, b.state, b.is_cancel_asked AS "isCancelAsked", b.selected, b.done, b.changed, b.undone, b.kept,
         b.created_by AS "createdById", u.name AS "createdBy", b.created_at AS "createdAt", b.finished_at AS "finishedAt"
  FROM bulk_actions b LEFT JOIN users u ON u.id = b.created_by`;

@Injectable()
export class BulkActionRepository {
  constructor(private readonly transaction: Transaction) {}

  async insert(action: {
    id: string;
    change: BulkChange;
    filter: LeadFilter;
    userId: string;
    now: Date;
  }): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO bulk_actions (id, change, filter, state, created_by, created_at) VALUES ($1, $2, $3, 'selecting', $4, $5)`,
      [action.id, action.change, action.filter, action.userId, action.now],
    );
  }

  async get(id: string): Promise<BulkActionRecord | undefined> {
    return this.transaction.row<BulkActionRecord>(`${ACTION} WHERE b.id = $1`, [id]);
  }

  /** Newest first. */
  async latest(limit: number): Promise<BulkActionRecord[]> {
    return this.transaction.rows<BulkActionRecord>(`${ACTION} ORDER BY b.id DESC LIMIT $1`, [limit]);
  }

  /** Inside a transaction. */
  async lock(id: string): Promise<BulkActionRecord | undefined> {
    return this.transaction.row<BulkActionRecord>(`${ACTION} WHERE b.id = $1 FOR UPDATE OF b`, [id]);
  }

  async open(): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM bulk_actions WHERE state IN ('selecting', 'running', 'undoing') ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  async setState(id: string, state: BulkActionState, finishedAt: Date | null): Promise<void> {
    await this.transaction.manager.query('UPDATE bulk_actions SET state = $2, finished_at = $3 WHERE id = $1', [
      id,
      state,
      finishedAt,
    ]);
  }

  async askToCancel(id: string): Promise<void> {
    await this.transaction.manager.query('UPDATE bulk_actions SET is_cancel_asked = true WHERE id = $1', [id]);
  }

  /** Inside a transaction. A lead that is selected already stays so. */
  async select(id: string, leadIds: readonly string[]): Promise<void> {
    await this.transaction.manager.query(
      `WITH added AS (
         INSERT INTO bulk_action_leads (action_id, lead_id) SELECT $1, lead_id FROM unnest($2::bigint[]) AS lead_id
         ON CONFLICT DO NOTHING RETURNING 1)
       UPDATE bulk_actions SET selected = selected + (SELECT count(*) FROM added) WHERE id = $1`,
      [id, leadIds],
    );
  }

  /** Where selecting stopped: leads are selected from the newest down. */
  async lowestSelected(id: string): Promise<string | null> {
    const row = await this.transaction.row<{ id: string | null }>(
      'SELECT min(lead_id) AS id FROM bulk_action_leads WHERE action_id = $1',
      [id],
    );
    return row?.id ?? null;
  }

  async waiting(id: string, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ leadId: string }>(
      `SELECT lead_id AS "leadId" FROM bulk_action_leads WHERE action_id = $1 AND state = 'waiting' ORDER BY lead_id LIMIT $2`,
      [id, limit],
    );
    return rows.map(({ leadId }) => leadId);
  }

  async changedOnes(id: string, limit: number): Promise<Changed[]> {
    return this.transaction.rows<Changed>(
      `SELECT lead_id AS "leadId", before FROM bulk_action_leads WHERE action_id = $1 AND state = 'changed' ORDER BY lead_id LIMIT $2`,
      [id, limit],
    );
  }

  /** Inside a transaction: of `leadIds`, those in `changed` had something else before. */
  async noteDone(id: string, leadIds: readonly string[], changed: readonly Changed[]): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE bulk_action_leads b SET state = CASE WHEN c.lead_id IS NULL THEN 'unchanged' ELSE 'changed' END, before = c.before
       FROM unnest($2::bigint[]) AS done (lead_id)
       LEFT JOIN unnest($3::bigint[], $4::jsonb[]) AS c (lead_id, before) ON c.lead_id = done.lead_id
       WHERE b.action_id = $1 AND b.lead_id = done.lead_id`,
      [id, leadIds, changed.map(({ leadId }) => leadId), changed.map(({ before }) => JSON.stringify(before))],
    );
    await this.transaction.manager.query(
      'UPDATE bulk_actions SET done = done + $2, changed = changed + $3 WHERE id = $1',
      [id, leadIds.length, changed.length],
    );
  }

  /** Inside a transaction: of `leadIds`, those in `undone` have again what they had. */
  async noteUndone(id: string, leadIds: readonly string[], undone: readonly string[]): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE bulk_action_leads SET state = CASE WHEN lead_id = ANY ($3::bigint[]) THEN 'undone' ELSE 'kept' END
       WHERE action_id = $1 AND lead_id = ANY ($2::bigint[])`,
      [id, leadIds, undone],
    );
    await this.transaction.manager.query(
      'UPDATE bulk_actions SET undone = undone + $2, kept = kept + $3 WHERE id = $1',
      [id, undone.length, leadIds.length - undone.length],
    );
  }
}
