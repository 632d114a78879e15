import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import { providerEventSchema } from './provider-event.rules.js';
import type { CallEvent, EngineKind, ProviderEvent } from './provider-event.rules.js';

/** One call of one engine; what the inbox works through in order. */
export interface CallKey {
  readonly provider: EngineKind;
  readonly callId: string;
}

export interface StoredEvent<Event extends ProviderEvent = ProviderEvent> {
  readonly id: string;
  readonly event: Event;
}

interface EventRow {
  id: string;
  raw: unknown;
}

/** Marks an event no attempt matched; it may still find its call, see `Inbox`. */
export const ORPHAN = 'orphan';

/** What providers said, each happening once, before anybody believes it. */
@Injectable()
export class InboxRepository {
  constructor(private readonly transaction: Transaction) {}

  /** False when the happening is known already. */
  async insert(event: ProviderEvent): Promise<boolean> {
    const rows = await this.transaction.rows<{ id: string }>(
      `INSERT INTO provider_events (provider, dedupe_key, type, attempt_id, call_id, seq, occurred_at, received_at, raw)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT ON CONSTRAINT provider_events_dedupe_uq DO NOTHING RETURNING id`,
      [
        event.provider,
        event.dedupeKey,
        event.t,
        event.attemptId ?? null,
        'callId' in event ? event.callId : null,
        event.seq ?? null,
        event.occurredAt,
        event.receivedAt,
        JSON.stringify(event),
      ],
    );
    return rows.length === 1;
  }

  /** Calls with news, the longest waiting first; `callId` null stands for news of the provider itself. */
  async pending(limit: number): Promise<(CallKey | (Omit<CallKey, 'callId'> & { readonly callId: null }))[]> {
    return this.transaction.rows(
      `SELECT provider, call_id AS "callId" FROM provider_events WHERE processed_at IS NULL
       GROUP BY provider, call_id ORDER BY min(id) LIMIT $1`,
      [limit],
    );
  }

  /** The unprocessed events of one call in the order of happening; locked until the end of the transaction. */
  async lockPending({ provider, callId }: CallKey): Promise<StoredEvent<CallEvent>[]> {
    const rows = await this.transaction.rows<EventRow>(
      `SELECT id, raw FROM provider_events WHERE processed_at IS NULL AND provider = $1 AND call_id = $2
       ORDER BY seq NULLS LAST, occurred_at, id FOR UPDATE SKIP LOCKED`,
      [provider, callId],
    );
    return rows.map(toStored).filter(isOfCall);
  }

  async lockOrphans({ provider, callId }: CallKey): Promise<StoredEvent<CallEvent>[]> {
    const rows = await this.transaction.rows<EventRow>(
      `SELECT id, raw FROM provider_events WHERE outcome = $3 AND provider = $1 AND call_id = $2
       ORDER BY seq NULLS LAST, occurred_at, id FOR UPDATE`,
      [provider, callId, ORPHAN],
    );
    return rows.map(toStored).filter(isOfCall);
  }

  /** Events about the provider itself. */
  async lockPendingOfProviders(): Promise<StoredEvent[]> {
    const rows = await this.transaction.rows<EventRow>(
      `SELECT id, raw FROM provider_events WHERE processed_at IS NULL AND call_id IS NULL ORDER BY id FOR UPDATE SKIP LOCKED`,
    );
    return rows.map(toStored);
  }

  async isIncoming({ provider, callId }: CallKey): Promise<boolean> {
    const row = await this.transaction.row<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM provider_events WHERE provider = $1 AND call_id = $2 AND type = 'call.incoming') AS found`,
      [provider, callId],
    );
    return row?.found ?? false;
  }

  async mark(outcomes: readonly { id: string; outcome: string }[], now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE provider_events AS e SET processed_at = $3, outcome = done.outcome
       FROM unnest($1::bigint[], $2::text[]) AS done (id, outcome) WHERE e.id = done.id`,
      [outcomes.map(({ id }) => id), outcomes.map(({ outcome }) => outcome), now],
    );
  }

  /** When the oldest unprocessed event reached us; null when the inbox is empty. */
  async oldestPendingAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ received_at: Date }>(
      'SELECT received_at FROM provider_events WHERE processed_at IS NULL ORDER BY id LIMIT 1',
    );
    return row?.received_at ?? null;
  }
}

function toStored(row: EventRow): StoredEvent {
  return { id: row.id, event: providerEventSchema.parse(row.raw) };
}

function isOfCall(stored: StoredEvent): stored is StoredEvent<CallEvent> {
  return 'callId' in stored.event;
}
