import { Injectable } from '@nestjs/common';
import type { CallbackRequest, DispositionEffect } from '@warmline/contracts';
import type { EntryCallback } from '../campaigns/held-entry.service.js';
import { instantOfWallClock } from '../compliance/local-time.rules.js';
import { PROMISE_EARLY_MINUTES } from '../compliance/promise.rules.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import type { AttemptRecord } from './attempt.repository.js';
import { CallbackCheck } from './callback-check.service.js';
import { CallbackRepository, type CallbackRecord, type NewCallback } from './callback.repository.js';
import { PromiseLedger } from './promise-ledger.service.js';
import { BROKEN_AFTER_MS, endsPromises, outcomeOf, promiseRetryAt } from './promise-outcome.rules.js';

/** A checked promise, ready to be written. */
export interface PromisedCallback {
  dueAt: Date;
  ownerOperatorId: string | null;
  phoneId: string;
  contactId: string | null;
  zone: string;
  about: string;
}

export interface PromiseGiven {
  readonly callback?: PromisedCallback | undefined;
  readonly isCorrection?: boolean;
  /** Of a correction: what becomes of the promise the wrong result made. */
  readonly promise?: 'keep' | 'cancel' | undefined;
}

/** What the place in the queue is to know of the promises after a result. */
export interface PromiseLeft {
  readonly callback: EntryCallback | null;
  readonly retryAt: Date | null;
}

const NOTHING_LEFT: PromiseLeft = { callback: null, retryAt: null };

/** Promises as results make, keep, move and close them. Whom they are given to: promise-desk.service.ts. */
@Injectable()
export class CallbackService {
  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly checks: CallbackCheck,
    private readonly ledger: PromiseLedger,
    private readonly clock: Clock,
  ) {}

  /** Refuses with a code what cannot be promised lawfully, or is no promise at all. */
  async check(
    record: AttemptRecord,
    request: CallbackRequest,
    result?: { code: string; effect: DispositionEffect },
  ): Promise<PromisedCallback> {
    const dueAt = new Date(request.dueAt);
    const phoneId = request.phoneId ?? record.phoneId;
    const { campaignId, leadId } = record;
    const { zone, contactId } = await this.checks.check({
      campaignId,
      leadId,
      phoneId,
      dueAt,
      ...(result === undefined ? {} : { result }),
    });
    return {
      dueAt,
      zone,
      phoneId,
      ownerOperatorId: request.owner === 'me' ? record.operatorId : null,
      contactId: request.contactId ?? contactId,
      about: request.about,
    };
  }

  /**
   * The time that the script agreed on in a call nobody saved, as a promise to be kept by anyone; undefined where none was named or it cannot be
   * kept lawfully. `at` is the wall clock of the person called.
   */
  async proposedByScript(record: AttemptRecord, at: string | null): Promise<PromisedCallback | undefined> {
    const zone = await this.checks.zoneOf(record);
    const dueAt = at === null || zone === null ? null : instantOfWallClock(at, zone);
    if (dueAt === null) {
      return undefined;
    }
    try {
      return await this.check(record, { dueAt: dueAt.toISOString(), owner: 'anyone', about: '' });
    } catch (error) {
      if (error instanceof DomainError) {
        return undefined;
      }
      throw error;
    }
  }

  /** A new result settles what was promised before, then its own promise is written. */
  async settleFor(record: AttemptRecord, effect: DispositionEffect, given: PromiseGiven): Promise<PromiseLeft> {
    if (given.isCorrection === true) {
      return this.settleCorrected(record, effect, given);
    }
    const open = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    return open === undefined
      ? this.promiseNew(record, given)
      : this.judge(record, open, { effect, given, isReopened: false });
  }

  /** Whether a corrected result has a promise of its own that stays. */
  async mayKeep(record: AttemptRecord, choice: PromiseGiven['promise']): Promise<boolean> {
    return choice !== 'cancel' && (await this.callbacks.lockMadeIn(record.id)) !== undefined;
  }

  /** No further try is left for the lead: the promise that is still open can no longer be kept. */
  async giveUp(record: AttemptRecord): Promise<void> {
    const open = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    if (open !== undefined) {
      await this.ledger.close(open, { state: 'broken', reason: 'tries_used_up', closedIn: record.id });
    }
  }

  async lock(id: string): Promise<CallbackRecord> {
    const callback = await this.callbacks.lock(id);
    if (callback === undefined) {
      throw new DomainError('record.not_found', { record: 'callback', id });
    }
    return callback;
  }

  /** What the wrong result did to promises is undone, what the right one does is done. The promise it made stays only where the operator says so. */
  private async settleCorrected(
    record: AttemptRecord,
    effect: DispositionEffect,
    given: PromiseGiven,
  ): Promise<PromiseLeft> {
    const made = await this.callbacks.lockMadeIn(record.id);
    const isKept =
      !endsPromises(effect) &&
      (given.promise === 'keep' || (effect.queue === 'callback' && given.promise !== 'cancel'));
    if (made !== undefined && given.callback !== undefined) {
      return placed(await this.ledger.move(made, this.newOf(record, given.callback), { closedIn: record.id }));
    }
    if (made !== undefined && isKept) {
      return placed(made);
    }
    if (made !== undefined) {
      await this.ledger.close(made, { state: 'cancelled', reason: 'corrected' });
    }
    const former = await this.formerOf(record, made);
    return former === undefined
      ? this.promiseNew(record, given)
      : this.judge(record, former, { effect, given, isReopened: former.state !== 'open' });
  }

  /** The promise that stood before this call: closed by the wrong result, or still open. */
  private async formerOf(record: AttemptRecord, made: CallbackRecord | undefined): Promise<CallbackRecord | undefined> {
    const open = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    if (open !== undefined) return open;
    const closed = await this.callbacks.lockClosedIn(record.id);
    const isTooOld = closed !== undefined && closed.dueAt.getTime() + BROKEN_AFTER_MS <= this.clock.now().getTime();
    return closed === undefined || closed.id === made?.id || isTooOld ? undefined : closed;
  }

  private async judge(
    record: AttemptRecord,
    promise: CallbackRecord,
    { effect, given, isReopened }: { effect: DispositionEffect; given: PromiseGiven; isReopened: boolean },
  ): Promise<PromiseLeft> {
    const { answeredAt, connectedAt } = record.attempt;
    const attempt = { id: record.id, phoneId: record.phoneId, answeredAt: answeredAt ?? connectedAt };
    const outcome = outcomeOf({ promise, attempt, effect, hasNew: given.callback !== undefined });
    if (outcome.state === 'open') {
      if (isReopened) await this.ledger.reopen(promise);
      return this.stillOpen(promise);
    }
    if (outcome.state === 'moved' && given.callback !== undefined) {
      return placed(await this.ledger.move(promise, this.newOf(record, given.callback), { closedIn: record.id }));
    }
    if (!isReopened || outcome.state !== promise.state) {
      const reason = outcome.state === 'cancelled' ? outcome.reason : null;
      await this.ledger.close(promise, { state: outcome.state, reason, closedIn: record.id });
    }
    return this.promiseNew(record, given);
  }

  private async stillOpen(promise: CallbackRecord): Promise<PromiseLeft> {
    const now = this.clock.now();
    if (promise.dueAt.getTime() - now.getTime() > PROMISE_EARLY_MINUTES * 60_000) {
      return placed(promise);
    }
    return { callback: null, retryAt: promiseRetryAt(await this.callbacks.dials(promise.id), now) };
  }

  private async promiseNew(record: AttemptRecord, given: PromiseGiven): Promise<PromiseLeft> {
    return given.callback === undefined
      ? NOTHING_LEFT
      : placed(await this.ledger.open(this.newOf(record, given.callback), record));
  }

  private newOf(record: AttemptRecord, promise: PromisedCallback): NewCallback {
    const { campaignId, leadId, id } = record;
    return { ...promise, campaignId, leadId, promisedIn: id, now: this.clock.now() };
  }
}

function placed({ dueAt, ownerOperatorId, phoneId }: EntryCallback): PromiseLeft {
  return { callback: { dueAt, ownerOperatorId, phoneId }, retryAt: null };
}
