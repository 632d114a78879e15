import { Injectable } from '@nestjs/common';
import type { EventPayloads, EventType } from '@warmline/contracts';
import { Clock } from './clock.js';
import { Transaction } from './transaction.js';

/** Whom and what an event is about. All ids; `actorId` is the user who did it, absent when the system did. */
export interface EventSubjects {
  actorId?: string | null | undefined;
  clientId?: string | null | undefined;
  campaignId?: string | null | undefined;
  leadId?: string | null | undefined;
  operatorId?: string | null | undefined;
  attemptId?: string | null | undefined;
}

export type LoggedEvent = {
  [Type in EventType]: { type: Type; payload: EventPayloads[Type] } & EventSubjects;
}[EventType];

/**
 * The outbox and the audit trail: events are written in the transaction of the change itself.
 * The sequencer gives them their place afterwards.
 */
@Injectable()
export class EventLog {
  private written: () => void = () => undefined;

  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Called after the commit of whatever wrote events: wakes the sequencer. */
  onWritten(wake: () => void): void {
    this.written = wake;
  }

  async append(...events: LoggedEvent[]): Promise<void> {
    if (events.length === 0) {
      return;
    }
    const column = (pick: (event: LoggedEvent) => unknown) => events.map((event) => pick(event) ?? null);
    await this.transaction.manager.query(
      `INSERT INTO events (type, at, actor_id, client_id, campaign_id, lead_id, operator_id, attempt_id, payload)
       SELECT type, $2, actor_id, client_id, campaign_id, lead_id, operator_id, attempt_id, payload
       FROM unnest($1::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::uuid[], $9::jsonb[])
         WITH ORDINALITY AS e (type, actor_id, client_id, campaign_id, lead_id, operator_id, attempt_id, payload, n)
       ORDER BY n`,
      [
        column((event) => event.type),
        this.clock.now(),
        column((event) => event.actorId),
        column((event) => event.clientId),
        column((event) => event.campaignId),
        column((event) => event.leadId),
        column((event) => event.operatorId),
        column((event) => event.attemptId),
        column((event) => JSON.stringify(event.payload)),
      ],
    );
    await this.transaction.afterCommit(() => this.written());
  }
}
