import { Injectable } from '@nestjs/common';
import type { QueueTouch } from '../compliance/queue-marking.service.js';
import { Transaction } from '../kernel/transaction.js';
import { addClassesSql } from './calling-class-sql.repository.js';
import { fillSql, remarkSql, REVIVABLE } from './marking-sql.repository.js';

/** Entries changed, by campaign. */
export type Changed = Map<string, number>;

/** Leads of a campaign's lists that have no place in its queue yet, from `$2` (a lead id) on. Each list is walked from there and left in time. */
const NEWCOMERS = `(SELECT DISTINCT m.lead_id, $1::bigint AS campaign_id, NULL::bigint AS entry_id, NULL::bigint AS current_phone_id
  FROM campaign_lists cl CROSS JOIN LATERAL (
    SELECT m.lead_id FROM list_members m JOIN leads l ON l.id = m.lead_id AND l.merged_into IS NULL
    WHERE m.list_id = cl.list_id AND m.lead_id > $2 AND NOT EXISTS (SELECT FROM queue_entries q WHERE q.campaign_id = $1 AND q.lead_id = m.lead_id)
    ORDER BY m.lead_id LIMIT $3
  ) m WHERE cl.campaign_id = $1 ORDER BY m.lead_id LIMIT $3)`;

/** States a changed fact may change; what somebody holds is left to him. */
const MARKABLE = `(q.state IN ('ready', 'cooling', 'blocked', 'callback') OR (q.state = 'finished' AND q.reason IN (${REVIVABLE.map((reason) => `'${reason}'`).join(', ')})))`;

/**
 * The next leads a touch names, after lead `$1`. Each arm walks an index of its own from there and stops in time; one condition with OR
 * would read the whole table, and several lists asked at once all of their members at every page.
 */
const TOUCHED_LEADS = `
  (SELECT lead_id FROM queue_entries WHERE campaign_id = $2 AND lead_id > $1 ORDER BY lead_id LIMIT $7)
  UNION (SELECT m.lead_id FROM unnest($6::bigint[]) AS l (id) CROSS JOIN LATERAL (
           SELECT lead_id FROM list_members WHERE list_id = l.id AND lead_id > $1 ORDER BY lead_id LIMIT $7) m)
  UNION (SELECT lead_id FROM unnest($3::bigint[]) AS lead_id WHERE lead_id > $1)
  UNION (SELECT lead_id FROM phones WHERE number_key = ANY ($4::bytea[]) AND lead_id > $1)
  UNION (SELECT lead_id FROM phones WHERE id = ANY ($5::bigint[]) AND lead_id > $1)
  UNION (SELECT lead_id FROM phones WHERE cardinality($8::text[]) > 0 AND lead_id > $1
           AND EXISTS (SELECT FROM unnest($8::text[]) AS prefix WHERE starts_with(e164, prefix)) ORDER BY lead_id LIMIT $7)
  ORDER BY lead_id LIMIT $7`;

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

  /** Marks the places of leads the touch names anew: leads after `page.after` only, at most `page.limit`. Answers the last lead looked at. */
  async remark(
    touch: QueueTouch,
    now: Date,
    page: { after: string; limit: number },
  ): Promise<{ changed: Changed; last: string | null }> {
    const leads = await this.touchedLeads(touch, page);
    // A campaign named alone is about its own queue; a fact of a lead or a number is about every queue.
    const onlyCampaign = [touch.leadIds, touch.numberKeys, touch.phoneIds, touch.listIds, touch.prefixes].every(
      (each) => (each ?? []).length === 0,
    );
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT q.id FROM queue_entries q WHERE q.lead_id = ANY ($1) AND ($2::bigint IS NULL OR q.campaign_id = $2) AND ${MARKABLE} ORDER BY q.id FOR UPDATE`,
      [leads, onlyCampaign ? (touch.campaignId ?? null) : null],
    );
    const changed = await this.mark(
      rows.map(({ id }) => id),
      now,
    );
    return { changed, last: leads.length < page.limit ? null : (leads.at(-1) ?? null) };
  }

  async remarkEntry(entryId: string, now: Date): Promise<Changed> {
    return this.mark([entryId], now);
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

  private async touchedLeads(touch: QueueTouch, { after, limit }: { after: string; limit: number }): Promise<string[]> {
    const { campaignId = null, leadIds = [], numberKeys = [], phoneIds = [], listIds = [], prefixes = [] } = touch;
    const rows = await this.transaction.rows<{ lead_id: string }>(TOUCHED_LEADS, [
      after,
      campaignId,
      leadIds,
      numberKeys,
      phoneIds,
      listIds,
      limit,
      prefixes,
    ]);
    return rows.map(({ lead_id }) => lead_id);
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
