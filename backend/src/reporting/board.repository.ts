import { Injectable } from '@nestjs/common';
import type { DispositionEffect, FeedEvent } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { BoardCampaign, BoardPerson, BoardPromise } from './board.alerts.rules.js';

export type ResultEffect = Pick<DispositionEffect, 'reached' | 'decisionMaker'>;

export interface QueueCount {
  campaignId: string;
  ready: number;
  total: number;
}

/** What the live board needs beside the log itself: where to begin in it, and the names for its ids. */
@Injectable()
export class BoardRepository {
  constructor(private readonly transaction: Transaction) {}

  /**
   * The last position whose event is older than `at`; 0 when there is none. Positions are gapless and (but for moments) in order of time,
   * so halving finds it in some twenty steps where an index on time would be paid for by every event.
   */
  async positionBefore(at: Date): Promise<number> {
    const head = await this.transaction.row<{ head: number }>(
      'SELECT coalesce(max(position), 0)::float8 AS head FROM event_positions',
    );
    let low = 0;
    let high = head?.head ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const row = await this.transaction.row<{ older: boolean }>(
        `SELECT e.at < $2 AS older FROM event_positions p JOIN events e ON e.id = p.event_id WHERE p.position = $1`,
        [middle, at],
      );
      if (row?.older === true) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Of everything up to `position` only what still lasts: each operator's last change of state, and the calls that have not ended. */
  async stillLasting(position: number): Promise<FeedEvent[]> {
    const rows = await this.transaction.rows<Omit<FeedEvent, 'at'> & { at: Date }>(
      `WITH lasting AS (
         SELECT last.id FROM operator_states s CROSS JOIN LATERAL (
           SELECT e.id FROM events e JOIN event_positions p ON p.event_id = e.id
           WHERE e.operator_id = s.operator_id AND e.type = 'operator.state_changed' AND p.position <= $1
           ORDER BY e.id DESC LIMIT 1
         ) last
         UNION
         SELECT e.id FROM attempts a JOIN events e ON e.attempt_id = a.id WHERE a.state <> 'ended' AND e.type LIKE 'call.%'
       )
       SELECT p.position::float8 AS position, e.type, e.at, e.client_id AS "clientId", e.campaign_id AS "campaignId",
         e.lead_id AS "leadId", e.operator_id AS "operatorId", e.attempt_id AS "attemptId", e.payload
       FROM lasting JOIN events e ON e.id = lasting.id JOIN event_positions p ON p.event_id = e.id
       WHERE p.position <= $1 ORDER BY p.position`,
      [position],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Everybody who has ever opened a console. */
  async people(): Promise<Map<string, BoardPerson>> {
    const rows = await this.transaction.rows<BoardPerson & { id: string }>(
      'SELECT u.id, u.name, u.training, s.connected FROM operator_states s JOIN users u ON u.id = s.operator_id ORDER BY u.name, u.id',
    );
    return new Map(rows.map(({ id, ...person }) => [id, person]));
  }

  async names(): Promise<Map<string, string>> {
    const rows = await this.transaction.rows<{ id: string; name: string }>('SELECT id, name FROM users');
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async campaigns(finishedSince: Date): Promise<Map<string, BoardCampaign>> {
    const rows = await this.transaction.rows<BoardCampaign & { id: string }>(
      `SELECT id, name, mode, status FROM campaigns
       WHERE status IN ('running', 'paused') OR (status = 'finished' AND finished_at >= $1) ORDER BY priority DESC, id`,
      [finishedSince],
    );
    return new Map(rows.map(({ id, ...campaign }) => [id, campaign]));
  }

  /** By `campaign id:code` where the campaign has its own effect, by code else. */
  async resultEffects(): Promise<Map<string, ResultEffect>> {
    const rows = await this.transaction.rows<{ key: string; effect: ResultEffect }>(
      `SELECT code AS key, effect FROM dispositions
       UNION ALL
       SELECT campaign_id || ':' || disposition_code, effect FROM campaign_dispositions WHERE effect IS NOT NULL`,
    );
    return new Map(rows.map(({ key, effect }) => [key, effect]));
  }

  /** Leads that may be called, of all in the queue, for each running campaign. Index-only, yet it counts: see the caller's pause. */
  async queues(): Promise<QueueCount[]> {
    return this.transaction.rows<QueueCount>(
      `SELECT c.id AS "campaignId",
         (SELECT count(*) FROM queue_entries q WHERE q.campaign_id = c.id AND q.state = 'ready' AND q.owner_operator_id IS NULL)::int
           + (SELECT count(*) FROM queue_entries q WHERE q.campaign_id = c.id AND q.state = 'ready' AND q.owner_operator_id IS NOT NULL)::int
           AS ready,
         (SELECT count(*) FROM queue_entries q WHERE q.campaign_id = c.id)::int AS total
       FROM campaigns c WHERE c.status = 'running'`,
    );
  }

  /** Since when (ms) each hot lead that nobody has accepted waits for somebody: longest first, a thousand at most. */
  async waitingLeads(): Promise<number[]> {
    const rows = await this.transaction.rows<{ since: Date }>(
      `SELECT greatest(coalesce(l.temperature_at, l.created_at), h.offered_at, h.answered_at) AS since
       FROM leads l LEFT JOIN LATERAL (
         SELECT state, offered_at, answered_at FROM handovers WHERE lead_id = l.id ORDER BY id DESC LIMIT 1
       ) h ON true
       WHERE l.temperature = 'hot' AND l.stage = 'open' AND l.merged_into IS NULL AND coalesce(h.state, 'none') NOT IN ('accepted', 'deal')
       ORDER BY since LIMIT 1000`,
    );
    return rows.map(({ since }) => since.getTime());
  }

  /** Open promises due until then that nobody holds, a thousand at most. */
  async promises(until: Date): Promise<BoardPromise[]> {
    const rows = await this.transaction.rows<{ dueAt: Date; ownerId: string | null; campaignId: string }>(
      `SELECT b.due_at AS "dueAt", b.owner_operator_id AS "ownerId", b.campaign_id AS "campaignId" FROM callbacks b
       WHERE b.state = 'open' AND b.due_at <= $1 AND NOT EXISTS (SELECT FROM queue_entries q WHERE q.campaign_id = b.campaign_id AND q.lead_id = b.lead_id
           AND q.state IN ('claimed', 'attempting', 'wrap_up'))
       ORDER BY b.due_at LIMIT 1000`,
      [until],
    );
    return rows.map(({ dueAt, ...promise }) => ({ ...promise, dueAt: dueAt.getTime() }));
  }
}
