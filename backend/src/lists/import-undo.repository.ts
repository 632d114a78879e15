import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { BranchCommitRepository } from './branch-commit.repository.js';
import { FILLED_COLUMNS } from './staging-table.rules.js';

export interface UndoneBatch {
  /** Leads taken away, and leads that have their former facts again. */
  readonly removed: number;
  readonly restored: number;
  /** Leads left as they are. */
  readonly kept: number;
}

/** Lets the queues of these leads choose anew, in the same transaction. */
export type Remark = (leadIds: readonly string[]) => Promise<void>;

/** What may not be taken back, the strongest reason first. `l` is the lead, $1 the import. */
const KEPT_REASON = `CASE
  WHEN EXISTS (SELECT FROM attempts a WHERE a.lead_id = l.id AND a.planned_at >= i.finished_at)
    OR EXISTS (SELECT FROM queue_entries q WHERE q.lead_id = l.id AND q.claimed_by IS NOT NULL) THEN 'called'
  WHEN l.merged_into IS NOT NULL OR EXISTS (SELECT FROM leads o WHERE o.merged_into = l.id)
    OR EXISTS (SELECT FROM lead_moves v WHERE v.lead_id = l.id AND v.at >= i.finished_at)
    OR EXISTS (SELECT FROM callbacks b WHERE b.lead_id = l.id) THEN 'worked_on' END`;

/** Of queue entry `q`: its campaign knows the lead by this list and no other. */
function noOtherList(listId: string): string {
  return `q.campaign_id IN (SELECT campaign_id FROM campaign_lists WHERE list_id = ${listId})
    AND NOT EXISTS (SELECT FROM list_members m JOIN campaign_lists cl ON cl.list_id = m.list_id
                    WHERE m.lead_id = q.lead_id AND cl.campaign_id = q.campaign_id AND m.list_id <> ${listId})`;
}

/**
 * Takes an import back in batches of leads, each in the caller's transaction: the state before, except for leads that have been called since or
 * that somebody has worked on. A batch done twice changes nothing, so a broken undo goes on where it stopped.
 */
@Injectable()
export class ImportUndoRepository {
  constructor(
    private readonly transaction: Transaction,
    private readonly branches: BranchCommitRepository,
  ) {}

  /** Leads the import made. The next batch begins behind `last`; null = none are left. */
  async removeCreated(
    { importId, listId }: { importId: string; listId: string },
    after: string,
    limit: number,
  ): Promise<(UndoneBatch & { last: string }) | null> {
    const [batch] = await this.transaction.rows<{ ids: string[] | null }>(
      `SELECT array_agg(lead_id ORDER BY lead_id) AS ids FROM (
         SELECT m.lead_id FROM list_members m WHERE m.list_id = $1 AND m.import_id = $2 AND m.created AND m.lead_id > $3
         ORDER BY m.lead_id LIMIT $4) b`,
      [listId, importId, after, limit],
    );
    const ids = batch?.ids ?? [];
    const last = ids.at(-1);
    if (last === undefined) {
      return null;
    }
    // Nobody claims an entry or calls a lead that is locked; who holds one already is seen below.
    await this.run('SELECT FROM queue_entries WHERE lead_id = ANY ($1::bigint[]) FOR UPDATE', [ids]);
    await this.run('SELECT FROM leads WHERE id = ANY ($1::bigint[]) FOR UPDATE', [ids]);
    const kept = await this.keep(importId, ids);
    const free = ids.filter((id) => !kept.has(id));
    await this.run(
      `INSERT INTO import_kept (import_id, lead_id, reason)
       SELECT DISTINCT $1::uuid, m.lead_id, 'in_other_list' FROM list_members m
       WHERE m.lead_id = ANY ($2::bigint[]) AND m.list_id <> $3 ON CONFLICT DO NOTHING`,
      [importId, free, listId],
    );
    await this.run(`DELETE FROM queue_entries q WHERE q.lead_id = ANY ($1::bigint[]) AND ${noOtherList('$2')}`, [
      free,
      listId,
    ]);
    await this.run('DELETE FROM list_members WHERE list_id = $1 AND lead_id = ANY ($2::bigint[])', [listId, free]);
    const removed = await this.removeLeads(importId, free);
    return { last, removed, restored: 0, kept: ids.length - removed };
  }

  /** Leads that were there before and learnt something. */
  async restoreChanged(
    { importId, listId }: { importId: string; listId: string },
    { after, limit, remark }: { after: string; limit: number; remark: Remark },
  ): Promise<(UndoneBatch & { last: string }) | null> {
    const [batch] = await this.transaction.rows<{ ids: string[] | null }>(
      `SELECT array_agg(lead_id ORDER BY lead_id) AS ids FROM (
         SELECT lead_id FROM import_changes WHERE import_id = $1 AND lead_id > $2 ORDER BY lead_id LIMIT $3) b`,
      [importId, after, limit],
    );
    const ids = batch?.ids ?? [];
    const last = ids.at(-1);
    if (last === undefined) {
      return null;
    }
    await this.run('SELECT FROM queue_entries WHERE lead_id = ANY ($1::bigint[]) FOR UPDATE', [ids]);
    await this.run('SELECT FROM leads WHERE id = ANY ($1::bigint[]) FOR UPDATE', [ids]);
    const kept = await this.keep(importId, ids);
    const free = ids.filter((id) => !kept.has(id));
    await this.restoreFacts(importId, free);
    await this.releaseNumbers(importId, free, remark);
    await this.branches.removeBranches(importId, free);
    await this.run(
      `DELETE FROM phones p USING import_changes c WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND p.id = ANY (c.phone_ids)`,
      [importId, free],
    );
    await this.run(
      `DELETE FROM contacts p USING import_changes c WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND p.id = ANY (c.contact_ids)`,
      [importId, free],
    );
    await this.run(
      `DELETE FROM lead_addresses p USING import_changes c WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND p.id = ANY (c.address_ids)`,
      [importId, free],
    );
    await this.run(
      `DELETE FROM queue_entries q USING import_changes c
       WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.joined_list AND q.lead_id = c.lead_id AND q.claimed_by IS NULL
         AND ${noOtherList('$3')} AND NOT EXISTS (SELECT FROM attempts a WHERE a.queue_entry_id = q.id)`,
      [importId, free, listId],
    );
    await this.run(
      `DELETE FROM list_members m USING import_changes c
       WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND c.joined_list AND m.list_id = $3 AND m.lead_id = c.lead_id`,
      [importId, free, listId],
    );
    await this.run('DELETE FROM import_changes WHERE import_id = $1 AND lead_id = ANY ($2::bigint[])', [
      importId,
      free,
    ]);
    return { last, removed: 0, restored: free.length, kept: kept.size };
  }

  /**
   * Adds a batch to what the undo has done so far, in the batch's own transaction, and answers all of it: an undo that was broken off must not
   * forget its first half. What is kept is counted from its list, for the leads kept come by again.
   */
  async count(importId: string, batch: Pick<UndoneBatch, 'removed' | 'restored'>): Promise<UndoneBatch> {
    const [row] = await this.transaction.rows<UndoneBatch>(
      `UPDATE imports SET undo_counts = jsonb_build_object(
         'removed', coalesce((undo_counts ->> 'removed')::int, 0) + $2::int,
         'restored', coalesce((undo_counts ->> 'restored')::int, 0) + $3::int,
         'kept', (SELECT count(*)::int FROM import_kept WHERE import_id = $1))
       WHERE id = $1
       RETURNING (undo_counts ->> 'removed')::int AS removed, (undo_counts ->> 'restored')::int AS restored, (undo_counts ->> 'kept')::int AS kept`,
      [importId, batch.removed, batch.restored],
    );
    return row ?? { removed: 0, restored: 0, kept: 0 };
  }

  /** Numbers that are shared no longer. */
  async unlinkSharedNumbers(importId: string, clientId: string): Promise<void> {
    await this.run(
      `DELETE FROM shared_numbers x
       WHERE x.client_id = $2 AND x.reason <> 'marked_by_hand' AND x.since >= (SELECT created_at FROM imports WHERE id = $1)
         AND (SELECT count(DISTINCT p.lead_id) FROM phones p JOIN leads l ON l.id = p.lead_id AND l.client_id = $2 AND l.merged_into IS NULL
              WHERE p.number_key = x.number_key AND p.state = 'active') < 2`,
      [importId, clientId],
    );
  }

  private async keep(importId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.transaction.rows<{ leadId: string }>(
      `WITH judged AS (
         SELECT l.id, ${KEPT_REASON} AS reason FROM leads l CROSS JOIN (SELECT finished_at FROM imports WHERE id = $1) i WHERE l.id = ANY ($2::bigint[])
       ), kept AS (
         INSERT INTO import_kept (import_id, lead_id, reason) SELECT $1, id, reason FROM judged WHERE reason IS NOT NULL ON CONFLICT DO NOTHING
       )
       SELECT id::text AS "leadId" FROM judged WHERE reason IS NOT NULL`,
      [importId, ids],
    );
    return new Set(rows.map((row) => row.leadId));
  }

  /**
   * Places in the queues that ring a number this import added choose anew among the numbers left: a number still named could not be deleted.
   * A place that is finished for good chooses nothing and only forgets it.
   */
  private async releaseNumbers(importId: string, ids: readonly string[], remark: Remark): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    await this.run(
      `UPDATE phones p SET state = 'retired', retired_reason = 'entered_wrongly' FROM import_changes c
       WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND p.id = ANY (c.phone_ids)`,
      [importId, ids],
    );
    await remark(ids);
    await this.run(
      `UPDATE queue_entries q SET phone_id = NULL, number_key = NULL FROM import_changes c
       WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND q.lead_id = c.lead_id AND q.phone_id = ANY (c.phone_ids) AND q.state = 'finished'`,
      [importId, ids],
    );
  }

  /** Whatever points at a lead of these goes with it, also its place in a campaign that has let go of the list; a lead of another list stays. */
  private async removeLeads(importId: string, ids: readonly string[]): Promise<number> {
    await this.run(
      `DELETE FROM queue_entries q WHERE q.lead_id = ANY ($2::bigint[])
         AND NOT EXISTS (SELECT FROM import_kept k WHERE k.import_id = $1 AND k.lead_id = q.lead_id)`,
      [importId, ids],
    );
    const [row] = await this.transaction.rows<{ count: number }>(
      `WITH removed AS (
         DELETE FROM leads l WHERE l.id = ANY ($2::bigint[])
           AND NOT EXISTS (SELECT FROM import_kept k WHERE k.import_id = $1 AND k.lead_id = l.id)
         RETURNING 1)
       SELECT count(*)::int AS count FROM removed`,
      [importId, ids],
    );
    return row?.count ?? 0;
  }

  /** A fact somebody has changed since stays as he left it. */
  private async restoreFacts(importId: string, ids: readonly string[]): Promise<void> {
    const facts = FILLED_COLUMNS.map(
      (column) =>
        `${column} = CASE WHEN l.${column} IS NOT DISTINCT FROM c.after ->> '${column}' THEN c.before ->> '${column}' ELSE l.${column} END`,
    );
    await this.run(
      `UPDATE leads l SET ${facts.join(', ')},
         custom = (SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') FROM jsonb_each(l.custom) f
                   WHERE c.before -> 'custom' ? f.key OR f.value IS DISTINCT FROM c.after -> 'custom' -> f.key),
         version = l.version + 1
       FROM import_changes c
       WHERE c.import_id = $1 AND c.lead_id = ANY ($2::bigint[]) AND l.id = c.lead_id AND c.before <> c.after`,
      [importId, ids],
    );
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
