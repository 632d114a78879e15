import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { DataSource } from 'typeorm';
import { Clock, VirtualClock } from './clock.js';
import { EventLog } from './event-log.js';
import { LeaderConnection, type LeaderConnectionListener } from './leader-connection.js';

const BATCH = 500;
/** Events of other processes are found by looking; our own wake the sequencer at once. */
const LOOK_MS = 25;
/** A virtual clock belongs to one process, whose events are all its own: looking is then only the second chance of a failed placing. */
const LOOK_VIRTUAL_MS = 250;

export type EventHandler = (events: readonly FeedEvent[]) => void | Promise<void>;

interface EventRow {
  position: string;
  type: string;
  at: Date;
  client_id: string | null;
  campaign_id: string | null;
  lead_id: string | null;
  operator_id: string | null;
  attempt_id: string | null;
  payload: Record<string, unknown>;
}

/**
 * The sequencer and the reader of the event log. The leader gives every newly visible event the next gapless position and alone sends NOTIFY;
 * every process reads on from its last position and hands the events, in order, to its subscribers.
 *
 * A position is given to what is *committed*: a long import does not hold anybody back and nothing that commits late is skipped
 * (a horizon on the oldest running transaction did both).
 */
@Injectable()
export class EventStream implements LeaderConnectionListener, OnApplicationShutdown {
  private readonly logger = new Logger('event-stream');
  private readonly handlers: EventHandler[] = [];
  private readPosition = 0;
  private timer: NodeJS.Timeout | null = null;
  private placing: Promise<void> | null = null;
  private placeAgain = false;
  private reading: Promise<void> | null = null;
  private readAgain = false;
  private stopped = false;
  /** An event of this process was written since everything was last settled. */
  private isBehind = true;

  constructor(
    private readonly dataSource: DataSource,
    private readonly connection: LeaderConnection,
    eventLog: EventLog,
    private readonly clock: Clock,
  ) {
    eventLog.onWritten(() => {
      this.isBehind = true;
      this.wake();
    });
  }

  /** Handlers are called one after another for each batch; an error is logged and does not stop the stream. */
  subscribe(handler: EventHandler): void {
    this.handlers.push(handler);
  }

  /** The last position handed to the subscribers of this process. */
  get position(): number {
    return this.readPosition;
  }

  async start(): Promise<void> {
    const rows: { head: string }[] = await this.dataSource.query(
      'SELECT coalesce(max(position), 0) AS head FROM event_positions',
    );
    this.readPosition = Number(rows[0]?.head ?? 0);
    this.connection.listen(this);
    this.timer = setInterval(() => this.wake(), this.clock instanceof VirtualClock ? LOOK_VIRTUAL_MS : LOOK_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }

  onConnected(): void {
    this.wake();
    this.read();
  }

  onDisconnected(): void {
    // Nothing is lost: reading goes on from `readPosition` once the connection stands again.
  }

  onPositions(upTo: number): void {
    if (upTo > this.readPosition) {
      this.read();
    }
  }

  wake(): void {
    if (this.stopped) {
      return;
    }
    if (this.placing !== null) {
      this.placeAgain = true;
      return;
    }
    this.placing = this.place()
      .catch((error: unknown) => this.logger.debug(`sequencing failed: ${String(error)}`))
      .finally(() => {
        this.placing = null;
        if (this.placeAgain) {
          this.placeAgain = false;
          this.wake();
        }
      });
  }

  /** Resolves once everything committed so far has been placed and handled. For the virtual clock and for tests. */
  async settle(): Promise<void> {
    this.isBehind = false;
    while (!(await this.isSettled())) {
      this.wake();
      await this.placing;
      this.read();
      await this.reading;
    }
  }

  /** As `settle`, for events of this process alone: asks nothing when none was written since. */
  async settleOwn(): Promise<void> {
    if (this.isBehind) {
      await this.settle();
    }
  }

  private async isSettled(): Promise<boolean> {
    const rows: { backlog: boolean; head: string }[] = await this.dataSource.query(
      'SELECT EXISTS (SELECT FROM event_backlog) AS backlog, (SELECT coalesce(max(position), 0) FROM event_positions) AS head',
    );
    const state = rows[0];
    const isRead = state === undefined || (!state.backlog && Number(state.head) <= this.readPosition);
    return isRead && this.reading === null;
  }

  /** Events after `position`, oldest first; at most `limit`. */
  async after(position: number, limit = BATCH): Promise<FeedEvent[]> {
    const rows: EventRow[] = await this.dataSource.query(
      `SELECT p.position, e.type, e.at, e.client_id, e.campaign_id, e.lead_id, e.operator_id, e.attempt_id, e.payload
       FROM event_positions p JOIN events e ON e.id = p.event_id
       WHERE p.position > $1 ORDER BY p.position LIMIT $2`,
      [position, limit],
    );
    return rows.map(toFeedEvent);
  }

  private async place(): Promise<void> {
    if (!(await this.connection.isLeader())) {
      return;
    }
    for (;;) {
      const rows = await this.connection.query<{ placed: number }>(
        `WITH taken AS (
           DELETE FROM event_backlog WHERE event_id IN (SELECT event_id FROM event_backlog ORDER BY event_id LIMIT $1)
           RETURNING event_id
         ), placed AS (
           INSERT INTO event_positions (position, event_id)
           SELECT (SELECT coalesce(max(position), 0) FROM event_positions) + row_number() OVER (ORDER BY event_id), event_id FROM taken
           RETURNING position
         ), told AS (
           SELECT pg_notify('event_positions', max(position)::text) FROM placed HAVING count(*) > 0
         )
         SELECT (SELECT count(*) FROM placed)::int AS placed, (SELECT count(*) FROM told) AS told`,
        [BATCH],
      );
      if ((rows[0]?.placed ?? 0) < BATCH) {
        return;
      }
    }
  }

  private read(): void {
    if (this.stopped) {
      return;
    }
    if (this.reading !== null) {
      this.readAgain = true;
      return;
    }
    this.reading = this.readOn()
      .catch((error: unknown) => this.logger.debug(`reading events failed: ${String(error)}`))
      .finally(() => {
        this.reading = null;
        if (this.readAgain) {
          this.readAgain = false;
          this.read();
        }
      });
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const events = await this.after(this.readPosition);
      const last = events.at(-1);
      if (last === undefined) {
        return;
      }
      for (const handler of this.handlers) {
        await this.hand(handler, events);
      }
      this.readPosition = last.position;
      if (events.length < BATCH) {
        return;
      }
    }
  }

  private async hand(handler: EventHandler, events: readonly FeedEvent[]): Promise<void> {
    try {
      await handler(events);
    } catch (error) {
      this.logger.error(`an event handler failed at position ${events[0]?.position}: ${String(error)}`);
    }
  }
}

function toFeedEvent(row: EventRow): FeedEvent {
  return {
    position: Number(row.position),
    type: row.type,
    at: row.at.toISOString(),
    clientId: row.client_id,
    campaignId: row.campaign_id,
    leadId: row.lead_id,
    operatorId: row.operator_id,
    attemptId: row.attempt_id,
    payload: row.payload,
  };
}
