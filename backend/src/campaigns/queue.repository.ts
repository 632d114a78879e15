import { Injectable } from '@nestjs/common';
import type { QueueTouch } from '../compliance/queue-marking.service.js';
import { Transaction } from '../kernel/transaction.js';
import { addClassesSql } from './calling-class-sql.repository.js';
import { fillSql, remarkSql, REVIVABLE } from './marking-sql.repository.js';

/** Entries changed, by campaign. */
export type Changed = Map<string, number>;

/** Leads of a campaign's lists that have no place in its queue yet, from `$2` (a lead id) on. */
const NEWCOMERS = `(SELECT DISTINCT m.lead_id, $1::bigint AS campaign_id, NULL::bigint AS entry_id, NULL::bigint AS current_phone_id
  FROM campaign_lists cl JOIN list_members m ON m.list_id = cl.list_id JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL
  WHERE cl.campaign_id = $1 AND m.lead_id > $2 AND NOT EXISTS (SELECT FROM queue_entries q WHERE q.campaign_id = $1 AND q.lead_id = m.lead_id)
  ORDER BY m.lead_id LIMIT $3)`;

/** States a changed fact may change; what somebody holds is left to him. */
const MARKABLE = `(q.state IN ('ready', 'cooling', 'blocked', 'callback') OR (q.state = 'finished' AND q.reason IN (${REVIVABLE.map((reason) => `'${reason}'`).join(', ')})))`;

const TOUCHED = `(q.campaign_id = $2 OR q.lead_id = ANY ($3) OR q.number_key = ANY ($4)
  OR q.lead_id IN (SELECT p.lead_id FROM phones p WHERE p.number_key = ANY ($4) OR p.id = ANY ($5))
  OR q.lead_id IN (SELECT m.lead_id FROM list_members m WHERE m.list_id = ANY ($6)))`;

@Injectable()
export class QueueRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Gives up to `limit` newcomers after lead `after` their place. Answers how many, and the last lead looked at (null: none was left). */
  async fill(
    campaignId: string,
    { after, limit, now }: { after: string; limit: number; now: Date },
  ): Promise<{ added: number; last: string | null }> {
    const { manager } = this.transaction;
    const leads = await this.transaction.row<{ ids: string[] | null }>(
      `SELECT array_agg(n.lead_id ORDER BY n.lead_id) AS ids FROM ${NEWCOMERS} n`,
      [campaignId, after, limit],
    );
    const ids = leads?.ids ?? [];
    const last = ids.at(-1);
    if (last === undefined) {
      return { added: 0, last: null };
    }
    const chosen = `(SELECT unnest($1::bigint[]) AS lead_id)`;
    await manager.query(addClassesSql(chosen, '$2::bigint'), [ids, campaignId]);
    const source = `(SELECT unnest($1::bigint[]) AS lead_id, $2::bigint AS campaign_id, NULL::bigint AS entry_id, NULL::bigint AS current_phone_id)`;
    const added = await this.transaction.rows(`${fillSql(source, '$3::timestamptz')} RETURNING id`, [
      ids,
      campaignId,
      now,
    ]);
    return { added: added.length, last };
  }

  /** Marks what the touch names anew, ids above `page.after` only, at most `page.limit` of them. Answers the last id looked at. */
  async remark(
    touch: QueueTouch,
    now: Date,
    page: { after: string; limit: number },
  ): Promise<{ changed: Changed; last: string | null }> {
    const ids = await this.touchedIds(touch, page);
    const changed = await this.mark(ids, now);
    return { changed, last: ids.length < page.limit ? null : (ids.at(-1) ?? null) };
  }

  /** Up to `limit` entries whose not-before time has come. */
  async sweep(now: Date, limit: number): Promise<{ changed: Changed; looked: number }> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT id FROM queue_entries WHERE state IN ('cooling', 'callback') AND not_before <= $1
       ORDER BY not_before, id LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    const changed = await this.mark(
      rows.map(({ id }) => id),
      now,
    );
    return { changed, looked: rows.length };
  }

  async nextDueAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ next: Date | null }>(
      `SELECT min(not_before) AS next FROM queue_entries WHERE state IN ('cooling', 'callback')`,
    );
    return row?.next ?? null;
  }

  /** A promise taken up before its time. */
  async makeDue(entryId: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET not_before = $2, updated_at = $2 WHERE id = $1 AND state IN ('callback', 'cooling') AND not_before > $2`,
      [entryId, now],
    );
    await this.mark([entryId], now);
  }

  /** Nobody rings a finished campaign: every place that nobody holds ends with it. */
  async finishAll(campaignId: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE queue_entries SET state = 'finished', reason = 'campaign_finished', updated_at = $2
       WHERE campaign_id = $1 AND state IN ('ready', 'cooling', 'blocked', 'callback')`,
      [campaignId, now],
    );
  }

  private async touchedIds(touch: QueueTouch, { after, limit }: { after: string; limit: number }): Promise<string[]> {
    const { campaignId = null, leadIds = [], numberKeys = [], phoneIds = [], listIds = [] } = touch;
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT q.id FROM queue_entries q WHERE q.id > $1 AND ${TOUCHED} AND ${MARKABLE} ORDER BY q.id LIMIT $7 FOR UPDATE`,
      [after, campaignId, leadIds, numberKeys, phoneIds, listIds, limit],
    );
    return rows.map(({ id }) => id);
  }

  private async mark(ids: readonly string[], now: Date): Promise<Changed> {
    const changed: Changed = new Map();
    if (ids.length === 0) {
      return changed;
    }
    await this.addClasses(ids);
    const touched = `WITH touched AS (SELECT unnest($1::bigint[]) AS id)`;
    const rows = await this.transaction.rows<{ campaign_id: string }>(`${touched} ${remarkSql('$2::timestamptz')}`, [
      ids,
      now,
    ]);
    for (const { campaign_id } of rows) {
      changed.set(campaign_id, (changed.get(campaign_id) ?? 0) + 1);
    }
    return changed;
  }

  private async addClasses(ids: readonly string[]): Promise<void> {
    const campaigns = await this.transaction.rows<{ campaign_id: string; leads: string[] }>(
      'SELECT campaign_id, array_agg(lead_id) AS leads FROM queue_entries WHERE id = ANY ($1) GROUP BY campaign_id',
      [ids],
    );
    for (const { campaign_id, leads } of campaigns) {
      await this.transaction.manager.query(addClassesSql('(SELECT unnest($1::bigint[]) AS lead_id)', '$2::bigint'), [
        leads,
        campaign_id,
      ]);
    }
  }
}
