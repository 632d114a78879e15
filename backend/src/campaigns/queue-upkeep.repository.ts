import { Injectable } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { QUEUE_EVENTS } from './queue-upkeep.rules.js';

const SETTING = 'queue_upkeep';

@Injectable()
export class QueueUpkeepRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Position of the event log up to which facts have reached the queues. */
  async position(): Promise<number> {
    const row = await this.transaction.row<{ value: { position: number } }>(
      'SELECT value FROM settings WHERE key = $1',
      [SETTING],
    );
    return row?.value.position ?? 0;
  }

  async savePosition(position: number): Promise<void> {
    await this.transaction.manager.query(
      'INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [SETTING, { position }],
    );
  }

  /** The events that matter in (after, to]. */
  async eventsBetween(after: number, to: number): Promise<Pick<FeedEvent, 'type' | 'payload' | 'leadId'>[]> {
    return this.transaction.rows(
      `SELECT e.type, e.payload, e.lead_id AS "leadId" FROM event_positions p JOIN events e ON e.id = p.event_id
       WHERE p.position > $1 AND p.position <= $2 AND e.type = ANY ($3) ORDER BY p.position`,
      [after, to, [...QUEUE_EVENTS]],
    );
  }

  /** Campaigns that are not finished and call from these lists, or from lists that hold these leads. */
  async campaignsOf(listIds: readonly string[], leadIds: readonly string[]): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT DISTINCT c.id FROM campaigns c JOIN campaign_lists cl ON cl.campaign_id = c.id
       WHERE c.status <> 'finished' AND (cl.list_id = ANY ($1) OR cl.list_id IN (SELECT list_id FROM list_members WHERE lead_id = ANY ($2))) ORDER BY c.id`,
      [listIds, leadIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Lists in use whose legal source ran out before `today` (YYYY-MM-DD) and not before `since`. */
  async listsExpired(since: string | null, today: string): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT DISTINCT l.id FROM lead_lists l JOIN legal_sources s ON s.id = l.legal_source_id JOIN campaign_lists cl ON cl.list_id = l.id
       WHERE s.expires_on < $2::date AND ($1::date IS NULL OR s.expires_on >= $1::date) ORDER BY l.id`,
      [since, today],
    );
    return rows.map(({ id }) => id);
  }

  /** The last day on which the next source of a list in use holds. */
  async nextExpiry(today: string): Promise<string | null> {
    const row = await this.transaction.row<{ day: string | null }>(
      `SELECT min(s.expires_on)::text AS day FROM legal_sources s JOIN lead_lists l ON l.legal_source_id = s.id
         JOIN campaign_lists cl ON cl.list_id = l.id WHERE s.complete AND s.expires_on >= $1::date`,
      [today],
    );
    return row?.day ?? null;
  }
}
