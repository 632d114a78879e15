import { Injectable } from '@nestjs/common';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventLog, type EventSubjects, type LoggedEvent } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { CallbackRepository, type CallbackRecord, type Closing, type NewCallback } from './callback.repository.js';

type Subjects = Pick<CallbackRecord, 'campaignId' | 'leadId' | 'ownerOperatorId'> & { clientId?: string };

/** The rows of promises and their events, always together. Who asks sees to the place in the queue. */
@Injectable()
export class PromiseLedger {
  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly marking: QueueMarking,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  /** Answers what it wrote. `from`: whose client and attempt the event names. */
  async open<Made extends NewCallback>(
    made: Made,
    from: { id?: string; clientId?: string } = {},
  ): Promise<Made & { id: string }> {
    const id = await this.callbacks.insert(made);
    await this.eventLog.append({
      ...subjectsOf({ ...made, ...(from.clientId === undefined ? {} : { clientId: from.clientId }) }),
      attemptId: made.promisedIn,
      type: 'callback.promised',
      payload: { callbackId: id, dueAt: made.dueAt.toISOString(), owned: made.ownerOperatorId !== null },
    });
    await this.transaction.afterCommit(() => this.agenda.poke());
    return { ...made, id };
  }

  /** The old row stays as it was promised; the new one names it. */
  async move(
    old: CallbackRecord,
    made: NewCallback,
    { closedIn = null, byUserId = null }: { closedIn?: string | null; byUserId?: string | null },
  ): Promise<NewCallback & { id: string }> {
    await this.callbacks.close(old.id, { state: 'moved', closedIn, byUserId }, this.clock.now());
    const next = await this.open({ ...made, movedFrom: old.id }, { clientId: old.clientId });
    await this.eventLog.append({
      ...subjectsOf(old),
      actorId: byUserId,
      type: 'callback.moved',
      payload: { callbackId: old.id, toCallbackId: next.id },
    });
    return next;
  }

  async close(callback: CallbackRecord, closing: Closing): Promise<void> {
    await this.callbacks.close(callback.id, closing, this.clock.now());
    await this.eventLog.append({
      ...subjectsOf(callback),
      actorId: closing.byUserId ?? null,
      attemptId: closing.closedIn ?? null,
      ...closedEvent(callback.id, closing),
    });
    // Other campaigns have waited for the promise.
    await this.marking.remark({ leadIds: [callback.leadId], numberKeys: [callback.numberKey] }, 'promise_closed');
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  async reopen(callback: CallbackRecord): Promise<void> {
    await this.callbacks.reopen(callback.id);
    await this.eventLog.append({
      ...subjectsOf(callback),
      type: 'callback.reopened',
      payload: { callbackId: callback.id },
    });
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  async setOwner(
    callback: CallbackRecord,
    operatorId: string | null,
    { cause, byUserId }: { cause: 'owner_away' | 'by_hand'; byUserId: string | null },
  ): Promise<void> {
    await this.callbacks.setOwner(callback.id, operatorId);
    const payload = { callbackId: callback.id, cause };
    const event = { ...subjectsOf(callback), actorId: byUserId, type: 'callback.reassigned' as const, payload };
    const isNew = operatorId !== null && operatorId !== callback.ownerOperatorId;
    // The consoles of both change.
    await this.eventLog.append(event, ...(isNew ? [{ ...event, operatorId }] : []));
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  async remind(callback: CallbackRecord): Promise<void> {
    await this.callbacks.markReminded(callback.id, this.clock.now());
    await this.eventLog.append({
      ...subjectsOf(callback),
      type: 'callback.reminded',
      payload: { callbackId: callback.id },
    });
  }
}

function subjectsOf({ campaignId, clientId, leadId, ownerOperatorId }: Subjects): EventSubjects {
  return { campaignId, clientId, leadId, operatorId: ownerOperatorId };
}

function closedEvent(callbackId: string, { state, reason }: Closing): LoggedEvent {
  switch (state) {
    case 'kept':
      return { type: 'callback.kept', payload: { callbackId } };
    case 'late':
      return { type: 'callback.late', payload: { callbackId } };
    case 'broken':
      return { type: 'callback.broken', payload: { callbackId, reason: reason ?? 'overdue' } };
    case 'cancelled':
    case 'moved':
      return { type: 'callback.cancelled', payload: { callbackId, reason: reason ?? state } };
  }
}
