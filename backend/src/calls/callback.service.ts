import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CallbackRequest, DispositionEffect } from '@warmline/contracts';
import { CallingClassService } from '../campaigns/calling-class.service.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { instantOfWallClock } from '../compliance/local-time.rules.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import type { AttemptRecord } from './attempt.repository.js';
import { subjectsOf } from './attempt.service.js';
import { CallbackRepository, type CallbackRecord } from './callback.repository.js';

/** The owner is reminded so long before. */
const REMIND_BEFORE_MS = 5 * 60_000;
/** A promise its owner has not begun to keep by then becomes anybody's: it was made to a person, not to an operator. */
const SHARE_AFTER_MS = 15 * 60_000;
/** Not called within a day of the promised instant: broken. */
const BROKEN_AFTER_MS = 24 * 3_600_000;
const DEADLINES = ['callback_reminder', 'callback_share', 'callback_broken'] as const;

/** A checked promise, ready to be written. */
export interface PromisedCallback {
  dueAt: Date;
  ownerOperatorId: string | null;
  phoneId: string;
  contactId: string | null;
  zone: string;
  about: string;
}

/** Promises: written with the result, remembered before they are due, kept by ringing, shared when the owner is away. */
@Injectable()
export class CallbackService implements OnModuleInit {
  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly classes: CallingClassService,
    private readonly entries: HeldEntryService,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deadlines.on('callback_reminder', ({ subject }) => this.remind(subject));
    this.deadlines.on('callback_share', ({ subject }) => this.share(subject));
    this.deadlines.on('callback_broken', ({ subject }) => this.breakPromise(subject));
  }

  /** Refuses callback.in_past, and callback.time_refused when the lead may not be rung at that instant. */
  async check(record: AttemptRecord, request: CallbackRequest): Promise<PromisedCallback> {
    const dueAt = new Date(request.dueAt);
    const now = this.clock.now();
    if (dueAt <= now) {
      throw new DomainError('callback.in_past', { dueAt: request.dueAt });
    }
    const phoneId = request.phoneId ?? record.phoneId;
    const phone = await this.callbacks.phone(phoneId, record.leadId);
    const zone = phone?.zones[0];
    if (phone === undefined || zone === undefined) {
      throw new DomainError('lead.no_phone', { phoneId });
    }
    const opening = await this.classes.openingOfPhone(record.campaignId, phoneId, dueAt);
    if (!opening.open) {
      throw new DomainError('callback.time_refused', { zone, opensAt: opening.opensAt?.toISOString() ?? null });
    }
    return {
      dueAt,
      zone,
      phoneId,
      ownerOperatorId: request.owner === 'me' ? record.operatorId : null,
      contactId: request.contactId ?? phone.contactId,
      about: request.about,
    };
  }

  /**
   * The time that the script agreed on in a call nobody saved, as a promise to be kept by anyone; undefined where none was named or it cannot be
   * kept lawfully. `at` is the wall clock of the person called.
   */
  async proposedByScript(record: AttemptRecord, at: string | null): Promise<PromisedCallback | undefined> {
    const phone = await this.callbacks.phone(record.phoneId, record.leadId);
    const dueAt = at === null || phone?.zones[0] === undefined ? null : instantOfWallClock(at, phone.zones[0]);
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

  /** A new result settles what was promised before: kept if it rang, else replaced or dropped; then the new promise is written. */
  async settleFor(
    record: AttemptRecord,
    effect: DispositionEffect,
    promise: PromisedCallback | undefined,
  ): Promise<void> {
    const open = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    if (open !== undefined && (effect.reached || promise !== undefined || effect.queue === 'finish')) {
      await this.close(open, effect.reached ? 'kept' : 'cancelled', record.id);
    }
    if (promise !== undefined) {
      await this.promise(record, promise);
    }
  }

  /** The person was rung and answered in time. */
  async keep(record: AttemptRecord): Promise<void> {
    const open = await this.callbacks.lockOpen(record.campaignId, record.leadId);
    if (open !== undefined) {
      await this.close(open, 'kept', record.id);
    }
  }

  async lock(id: string): Promise<CallbackRecord> {
    const callback = await this.callbacks.lock(id);
    if (callback === undefined) {
      throw new DomainError('record.not_found', { record: 'callback', id });
    }
    return callback;
  }

  private async promise(record: AttemptRecord, promise: PromisedCallback): Promise<void> {
    const now = this.clock.now();
    const id = await this.callbacks.insert({
      ...promise,
      campaignId: record.campaignId,
      leadId: record.leadId,
      promisedIn: record.id,
      now,
    });
    const due = promise.dueAt.getTime();
    await this.deadlines.set('callback_broken', id, new Date(due + BROKEN_AFTER_MS));
    if (promise.ownerOperatorId !== null) {
      await this.deadlines.set('callback_reminder', id, new Date(Math.max(now.getTime(), due - REMIND_BEFORE_MS)));
      await this.deadlines.set('callback_share', id, new Date(due + SHARE_AFTER_MS));
    }
    await this.eventLog.append({
      ...subjectsOf(record),
      type: 'callback.promised',
      payload: { callbackId: id, dueAt: promise.dueAt.toISOString(), owned: promise.ownerOperatorId !== null },
    });
  }

  private async close(
    callback: CallbackRecord,
    state: 'kept' | 'broken' | 'cancelled',
    keptIn: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    await this.callbacks.close(callback.id, state, { keptIn: state === 'kept' ? keptIn : null, now });
    await this.deadlines.cancel(callback.id, ...DEADLINES);
    if (state !== 'cancelled') {
      const payload = { callbackId: callback.id };
      const subjects = this.subjects(callback);
      await this.eventLog.append(
        state === 'kept'
          ? { ...subjects, type: 'callback.kept', payload }
          : { ...subjects, type: 'callback.broken', payload: { ...payload, reason: 'overdue' } },
      );
    }
  }

  private async remind(id: string): Promise<void> {
    const callback = await this.callbacks.lock(id);
    if (callback?.state === 'open') {
      await this.callbacks.markReminded(id, this.clock.now());
      await this.eventLog.append({
        ...this.subjects(callback),
        type: 'callback.reminded',
        payload: { callbackId: id },
      });
    }
  }

  private async share(id: string): Promise<void> {
    const callback = await this.callbacks.lock(id);
    if (callback?.state === 'open' && callback.queueEntryId !== null) {
      await this.callbacks.share(id);
      await this.entries.shareCallback(callback.queueEntryId);
    }
  }

  private async breakPromise(id: string): Promise<void> {
    const callback = await this.callbacks.lock(id);
    if (callback?.state === 'open') {
      await this.close(callback, 'broken', null);
    }
  }

  private subjects(callback: CallbackRecord) {
    const { campaignId, clientId, leadId, ownerOperatorId } = callback;
    return { campaignId, clientId, leadId, operatorId: ownerOperatorId };
  }
}
