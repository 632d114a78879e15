import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import { PresenceService } from '../operators/presence.service.js';
import { AttemptRepository } from './attempt.repository.js';
import { AttemptService, subjectsOf } from './attempt.service.js';
import { LiveCalls } from './live-calls.service.js';
import { ABANDONED_WRAP_UP_MS } from './wrap-up-limits.js';
import { UnsavedResult } from './unsaved-result.service.js';

/** Gives back what an operator held: a lead he did not call, a call whose operator is gone. Every claimed lead comes back. */
@Injectable()
export class CallRelease implements OnModuleInit {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly attemptSteps: AttemptService,
    private readonly operators: OperatorService,
    private readonly presence: PresenceService,
    private readonly entries: HeldEntryService,
    private readonly unsaved: UnsavedResult,
    private readonly liveCalls: LiveCalls,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.presence.whenVanished((operatorId) => this.operatorVanished(operatorId));
    this.deadlines.on('preview_timeout', ({ subject }) => this.previewTimedOut(subject));
    this.deadlines.on('wrap_up_abandoned', ({ subject }) => this.wrapUpAbandoned(subject));
  }

  /** A planned attempt that will not be dialled: it ends and its place in the queue is given back. The operator is the caller's business. */
  async cancelPlanned(attemptId: string, reason: string, restMinutes = 0): Promise<void> {
    const now = this.clock.now();
    const outcome = await this.attemptSteps.decide(attemptId, { t: 'cancel' });
    if (outcome.kind !== 'changed') {
      return;
    }
    const { record } = outcome;
    await this.attempts.markWrapped(attemptId, now);
    await this.deadlines.cancel(attemptId, 'preview_timeout');
    await this.eventLog.append({ ...subjectsOf(record), type: 'attempt.cancelled', payload: { reason } });
    if (record.queueEntryId !== null) {
      const { campaignId, leadId } = record;
      await this.entries.giveBack(record.queueEntryId, { reason, restMinutes, campaignId, leadId });
    }
  }

  /** Nobody opened the preview in time: the lead goes back, the operator to a pause. */
  private async previewTimedOut(attemptId: string): Promise<void> {
    const record = await this.attempts.get(attemptId);
    if (record?.attempt.state !== 'planned') {
      return;
    }
    const operator = await this.operators.lock(record.operatorId);
    await this.cancelPlanned(attemptId, 'preview_timeout');
    await this.operators.step(operator, { type: 'PAUSE', reason: 'preview_timeout' }, { attemptId: null });
  }

  /** The browser has been silent for a lease: what it held is freed, a conversation is ended and its result waits for him a while. */
  async operatorVanished(operatorId: string): Promise<void> {
    await this.transaction.run(async () => {
      const row = await this.operators.lock(operatorId);
      if (!row.connected) {
        return;
      }
      await this.eventLog.append({
        type: 'operator.vanished',
        payload: {},
        operatorId,
        campaignId: row.campaignId,
        attemptId: row.attemptId,
      });
      switch (row.state) {
        case 'offline':
        case 'paused':
        case 'ready':
          await this.operators.step(row, { type: 'VANISH' }, { connected: false });
          return;
        case 'preview':
          if (row.attemptId !== null) {
            await this.cancelPlanned(row.attemptId, 'operator_vanished');
          }
          await this.operators.step(row, { type: 'VANISH' }, { connected: false, attemptId: null });
          return;
        case 'reserved':
        case 'dialing':
        case 'talking':
          await this.operators.touch(row, { connected: false });
          await this.hangUpFor(row.attemptId);
          return;
        case 'wrap_up':
          await this.operators.touch(row, { connected: false });
          await this.waitForReturn(row.attemptId);
      }
    });
  }

  private async hangUpFor(attemptId: string | null): Promise<void> {
    const record = attemptId === null ? undefined : await this.attempts.get(attemptId);
    if (record === undefined) {
      return;
    }
    await this.attempts.requestHangup(record.id);
    const { callId } = record.attempt;
    if (callId !== null) {
      await this.transaction.afterCommit(() => this.liveCalls.hangUp(callId, 'operator'));
    }
  }

  private async waitForReturn(attemptId: string | null): Promise<void> {
    if (attemptId !== null) {
      await this.deadlines.set(
        'wrap_up_abandoned',
        attemptId,
        new Date(this.clock.now().getTime() + ABANDONED_WRAP_UP_MS),
      );
    }
  }

  /** They did not come back: what the script had come to is recorded, else that nobody knows; the lead gets its next try by that. */
  private async wrapUpAbandoned(attemptId: string): Promise<void> {
    const known = await this.attempts.get(attemptId);
    if (known === undefined || known.wrappedAt !== null) {
      return;
    }
    const operator = await this.operators.lock(known.operatorId);
    if (!operator.connected && operator.attemptId === attemptId && operator.state === 'wrap_up') {
      await this.unsaved.record(known);
    }
  }
}
