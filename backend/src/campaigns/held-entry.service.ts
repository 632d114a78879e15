import { Injectable } from '@nestjs/common';
import type { CampaignPolicy, DispositionEffect } from '@warmline/contracts';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { type EntryPromise, HeldEntryRepository } from './held-entry.repository.js';
import { QueueService } from './queue.service.js';
import { afterResult, type QueueDecision } from './retry.rules.js';

export type EntryCallback = EntryPromise;

export interface EntryResult {
  entryId: string;
  code: string;
  effect: DispositionEffect;
  callback: EntryCallback | null;
  /** An open promise that this try did not keep is tried again then. */
  promiseRetryAt?: Date | null;
  /** A correction: the try was counted with the first result. */
  isCorrection?: boolean;
}

/** A place in the queue from the claim until it is let go. */
@Injectable()
export class HeldEntryService {
  constructor(
    private readonly entries: HeldEntryRepository,
    private readonly queue: QueueService,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  async policy(campaignId: string): Promise<CampaignPolicy> {
    return this.entries.policy(campaignId);
  }

  async toAttempting(entryId: string | null, operatorId: string): Promise<void> {
    if (entryId !== null) {
      await this.entries.setState(entryId, operatorId, 'attempting', this.clock.now());
    }
  }

  async toWrapUp(entryId: string | null, operatorId: string): Promise<void> {
    if (entryId !== null) {
      await this.entries.setState(entryId, operatorId, 'wrap_up', this.clock.now());
    }
  }

  /** Not dialled: the place goes back without a try counted. It is due at once (or after the rest asked for); the sweep asks all rules again. */
  async giveBack(
    entryId: string,
    back: { reason: string; restMinutes: number; campaignId: string; leadId: string },
  ): Promise<void> {
    const now = this.clock.now();
    await this.entries.giveBack(entryId, new Date(now.getTime() + back.restMinutes * 60_000), now);
    await this.eventLog.append({
      type: 'queue.entry_returned',
      payload: { queueEntryId: entryId, reason: back.reason },
      campaignId: back.campaignId,
      leadId: back.leadId,
    });
    await this.markWhatBlocks(entryId, false);
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /** After a result: the promise decides if there is one, else the campaign's recycling. */
  async settle(result: EntryResult): Promise<QueueDecision | null> {
    const now = this.clock.now();
    if (result.isCorrection !== true) {
      await this.entries.countTry(result.entryId, result.code);
    }
    const entry = await this.entries.lock(result.entryId);
    if (entry === undefined) {
      return null;
    }
    const decision = afterResult({
      policy: entry.policy,
      code: result.code,
      effect: result.effect,
      triesByCode: entry.triesBy,
      tries: entry.tries,
      now,
      zones: entry.zones,
      otherPhones: entry.otherPhones,
      callback: result.callback,
      promiseRetryAt: result.promiseRetryAt ?? null,
    });
    await this.write(entry.id, decision, result.callback);
    if (decision.kind !== 'finished') {
      await this.markWhatBlocks(entry.id, decision.kind === 'callback');
    }
    await this.transaction.afterCommit(() => this.agenda.poke());
    return decision;
  }

  /** A promise whose time or owner changed while nobody holds its place; a held place learns of it when it is given back. */
  async placePromise(entryId: string, callback: EntryCallback): Promise<void> {
    await this.entries.replacePromise(entryId, callback, this.clock.now());
    await this.markWhatBlocks(entryId, true);
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /** Nobody's own any more: whoever is ready next keeps it. */
  async shareCallback(entryId: string | null): Promise<void> {
    if (entryId !== null) {
      await this.entries.share(entryId, this.clock.now());
    }
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /** The promise is over without a call: the lead is tried like any other, not before `restMinutes` from now. */
  async releasePromise(entryId: string, restMinutes: number): Promise<void> {
    const now = this.clock.now();
    await this.entries.releasePromise(entryId, new Date(now.getTime() + restMinutes * 60_000), now);
    await this.queue.remarkEntry(entryId, 'promise_closed');
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /**
   * A fact that changed while somebody held the place (the stop key in a call) passed it by: re-marking leaves held places alone. Left to the
   * sweep it would be blocked only once due, and until then "why nothing rings" would promise a call that nobody may make.
   */
  private async markWhatBlocks(entryId: string, isPromise: boolean): Promise<void> {
    const block = await this.entries.block(entryId, this.clock.now());
    // A refused lead's day of return may well be the day of the promise: marked now, the promise would lose its hour.
    if (block !== null && !(isPromise && block === 'stage_closed')) {
      await this.queue.remarkEntry(entryId, block);
    }
  }

  private async write(entryId: string, decision: QueueDecision, callback: EntryCallback | null): Promise<void> {
    const now = this.clock.now();
    switch (decision.kind) {
      case 'retry':
        return this.entries.cool(entryId, decision.notBefore, now);
      case 'next_phone':
        await this.entries.takeNextPhone(entryId);
        return this.entries.cool(entryId, decision.notBefore, now);
      case 'callback':
        return callback === null ? undefined : this.entries.promise(entryId, callback, now);
      case 'finished':
        return this.entries.finish(entryId, decision.reason, now);
    }
  }
}
