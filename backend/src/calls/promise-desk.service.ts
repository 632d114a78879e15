import { Injectable } from '@nestjs/common';
import type {
  AssignPromiseRequest,
  MessageBody,
  MovePromiseRequest,
  PromiseTimes,
  PromiseTimesQuery,
  Role,
} from '@warmline/contracts';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import type { AttemptRecord } from './attempt.repository.js';
import { CallbackCheckRepository } from './callback-check.repository.js';
import { CallbackCheck } from './callback-check.service.js';
import { CallbackRepository, type CallbackRecord } from './callback.repository.js';
import { PromiseLedger } from './promise-ledger.service.js';

export interface PromiseUser {
  readonly id: string;
  readonly role: Role;
}

const SUPERVISING: readonly Role[] = ['supervisor', 'administrator'];
/** A cancelled promise's lead is an ordinary one again, a day later. */
const CANCELLED_REST_MINUTES = 24 * 60;
/** A promised call passed on comes up for whoever is ready, not for the one who has just passed it on. */
const PASSED_ON_REST_MINUTES = 2;

/** What people do with promises that stand: another time, another owner, cancelled. Whom a promise does not concern it does not exist for. */
@Injectable()
export class PromiseDesk {
  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly checks: CallbackCheck,
    private readonly grounds: CallbackCheckRepository,
    private readonly ledger: PromiseLedger,
    private readonly entries: HeldEntryService,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Of the user's own call, or of a promise that concerns them. */
  async times({ attemptId, callbackId, phoneId }: PromiseTimesQuery, user: PromiseUser): Promise<PromiseTimes> {
    return this.transaction.run(async () => {
      if (callbackId !== undefined) {
        const { campaignId, leadId, ...promise } = await this.lockOf(callbackId, user);
        return this.checks.times({ campaignId, leadId, phoneId: phoneId ?? promise.phoneId });
      }
      const attempt = attemptId === undefined ? undefined : await this.grounds.attempt(attemptId);
      if (attempt === undefined || (attempt.operatorId !== user.id && !SUPERVISING.includes(user.role))) {
        throw new DomainError('record.not_found', { record: 'attempt', id: attemptId ?? null });
      }
      return this.checks.times({ ...attempt, phoneId: phoneId ?? attempt.phoneId });
    });
  }

  /** Answers the id of the promise it has become. */
  async move(id: string, { dueAt, phoneId }: MovePromiseRequest, user: PromiseUser): Promise<string> {
    return this.transaction.run(async () => {
      const callback = await this.lockOpenOf(id, user);
      const next = await this.moved(callback, {
        dueAt: new Date(dueAt),
        phoneId: phoneId ?? callback.phoneId,
        byUserId: user.id,
      });
      if (callback.queueEntryId !== null) {
        await this.entries.placePromise(callback.queueEntryId, next);
      }
      return next.id;
    });
  }

  /** An operator takes a promise or gives it to anybody; a supervisor gives it to whom they like in the campaign. */
  async assign(id: string, { operatorId }: AssignPromiseRequest, user: PromiseUser): Promise<void> {
    await this.transaction.run(async () => {
      const callback = await this.lockOpenOf(id, user);
      const mayGive = SUPERVISING.includes(user.role) || operatorId === null || operatorId === user.id;
      if (!mayGive || (operatorId !== null && !(await this.callbacks.isOperatorOf(callback.campaignId, operatorId)))) {
        throw new DomainError('record.not_found', { record: 'user', id: operatorId });
      }
      await this.ledger.setOwner(callback, operatorId, { cause: 'by_hand', byUserId: user.id });
      if (callback.queueEntryId !== null) {
        await this.entries.placePromise(callback.queueEntryId, { ...callback, ownerOperatorId: operatorId });
      }
    });
  }

  async cancel(id: string, reason: string, user: PromiseUser): Promise<void> {
    await this.transaction.run(async () => {
      const callback = await this.lockOpenOf(id, user);
      await this.ledger.close(callback, { state: 'cancelled', reason: 'by_hand', note: reason, byUserId: user.id });
      if (callback.queueEntryId !== null) {
        await this.entries.releasePromise(callback.queueEntryId, CANCELLED_REST_MINUTES);
      }
    });
  }

  /**
   * A promised call that its operator skips needs to know when instead. Answers how long the lead rests; null: the lead was not promised.
   * Inside a transaction with operator and attempt locked.
   */
  async passOver(record: AttemptRecord, choice: MessageBody<'attempt.skip'>['promise']): Promise<number | null> {
    const callback = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    if (callback === undefined) {
      return null;
    }
    if (choice === undefined) {
      throw new DomainError('callback.when_instead', { callbackId: callback.id });
    }
    if ('dueAt' in choice) {
      const { operatorId: byUserId, phoneId } = record;
      await this.moved(callback, { dueAt: new Date(choice.dueAt), phoneId, byUserId });
      return 0;
    }
    await this.ledger.setOwner(callback, null, { cause: 'by_hand', byUserId: record.operatorId });
    return PASSED_ON_REST_MINUTES;
  }

  private async moved(
    callback: CallbackRecord,
    { dueAt, phoneId, byUserId }: { dueAt: Date; phoneId: string; byUserId: string },
  ) {
    const { campaignId, leadId, about, ownerOperatorId, promisedIn } = callback;
    const { zone, contactId } = await this.checks.check({ campaignId, leadId, phoneId, dueAt });
    const now = this.clock.now();
    const next = { campaignId, leadId, phoneId, contactId, dueAt, zone, ownerOperatorId, about, promisedIn, now };
    return this.ledger.move(callback, next, { byUserId });
  }

  private async lockOpenOf(id: string, user: PromiseUser): Promise<CallbackRecord> {
    const callback = await this.lockOf(id, user);
    if (callback.state !== 'open') {
      throw new DomainError('callback.closed', { state: callback.state });
    }
    return callback;
  }

  private async lockOf(id: string, user: PromiseUser): Promise<CallbackRecord> {
    const callback = await this.callbacks.lock(id);
    if (callback === undefined || !(await this.concerns(callback, user))) {
      throw new DomainError('record.not_found', { record: 'callback', id });
    }
    return callback;
  }

  /** Supervisors: all. An operator of the campaign: their own and anybody's. */
  private async concerns({ campaignId, ownerOperatorId }: CallbackRecord, { id, role }: PromiseUser): Promise<boolean> {
    if (SUPERVISING.includes(role)) {
      return true;
    }
    const isFree = ownerOperatorId === null || ownerOperatorId === id;
    return role === 'operator' && isFree && (await this.callbacks.isOperatorOf(campaignId, id));
  }
}
