import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { QueueMarking, type QueueTouch } from '../compliance/queue-marking.service.js';
import { MINUTE_MS } from '../compliance/local-time.rules.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Transaction } from '../kernel/transaction.js';
import { CallbackCheckRepository } from './callback-check.repository.js';
import { CallbackRepository, type CallbackRecord } from './callback.repository.js';
import { PromiseLedger } from './promise-ledger.service.js';
import { BROKEN_AFTER_MS } from './promise-outcome.rules.js';

const PORTION = 100;
/** The owner and the board are told so long before. The trigger of the table reckons with the same. */
const REMIND_BEFORE_MS = 10 * MINUTE_MS;
/** An owner who is there has so long to begin; one who is away has no time at all. */
const OWNER_BEGINS_MS = 5 * MINUTE_MS;

/**
 * The hours of promises: a reminder before, anybody's when the owner is not there or does not begin, broken a day after, and cancelled the moment
 * its person is stopped. The rows themselves say when they want to be looked at, so whatever moves one leaves no timer behind.
 */
@Injectable()
export class PromiseWatch implements DueSource, OnModuleInit {
  readonly name = 'promises';
  readonly onlyWhenDue = true;

  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly checks: CallbackCheckRepository,
    private readonly ledger: PromiseLedger,
    private readonly entries: HeldEntryService,
    private readonly marking: QueueMarking,
    private readonly transaction: Transaction,
    agenda: Agenda,
  ) {
    agenda.register(this);
  }

  onModuleInit(): void {
    this.marking.beforeMarking((touch) => this.cancelStopped(touch));
  }

  async nextDueAt(): Promise<Date | null> {
    return this.callbacks.nextAt();
  }

  async runDue(now: Date): Promise<number> {
    const ids = await this.callbacks.dueIds(now, PORTION);
    for (const id of ids) {
      await this.transaction.run(() => this.look(id, now));
    }
    return ids.length;
  }

  /** In the transaction of the fact that changed. */
  private async cancelStopped(touch: QueueTouch): Promise<void> {
    const names = [touch.numberKeys, touch.phoneIds, touch.leadIds];
    if (names.every((each) => (each ?? []).length === 0)) {
      return;
    }
    for (const id of await this.checks.stopped(touch)) {
      await this.cancel(id);
    }
  }

  private async cancel(id: string): Promise<void> {
    const callback = await this.callbacks.lock(id);
    if (callback?.state === 'open') {
      await this.ledger.close(callback, { state: 'cancelled', reason: 'stopped' });
    }
  }

  private async look(id: string, now: Date): Promise<void> {
    const callback = await this.callbacks.lock(id);
    if (callback?.state !== 'open') {
      return;
    }
    const due = callback.dueAt.getTime();
    if (await this.checks.isStopped(id)) {
      await this.ledger.close(callback, { state: 'cancelled', reason: 'stopped' });
    } else if (due + BROKEN_AFTER_MS <= now.getTime()) {
      await this.ledger.close(callback, { state: 'broken', reason: 'overdue' });
      await this.release(callback);
    } else {
      if (callback.remindedAt === null && due - REMIND_BEFORE_MS <= now.getTime()) {
        await this.ledger.remind(callback);
      }
      await this.lookForOwner(callback, now);
    }
  }

  /** At the time: is the owner there? Five minutes later: have they begun? What is held is being kept right now. */
  private async lookForOwner(callback: CallbackRecord, now: Date): Promise<void> {
    const { id, shareLooks, dueAt } = callback;
    if (callback.ownerOperatorId === null || dueAt.getTime() + shareLooks * OWNER_BEGINS_MS > now.getTime()) {
      return;
    }
    const waits = callback.isHeld || (shareLooks === 0 && (await this.callbacks.isOwnerThere(id)));
    if (waits) {
      await this.callbacks.markLooked(id, shareLooks + 1);
      return;
    }
    await this.ledger.setOwner(callback, null, { cause: 'owner_away', byUserId: null });
    await this.entries.shareCallback(callback.queueEntryId);
  }

  private async release(callback: CallbackRecord): Promise<void> {
    if (callback.queueEntryId !== null) {
      await this.entries.releasePromise(callback.queueEntryId, 0);
    }
  }
}
