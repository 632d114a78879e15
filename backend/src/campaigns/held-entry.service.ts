import { Injectable } from '@nestjs/common';
import type { CampaignPolicy, DispositionEffect } from '@warmline/contracts';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { HeldEntryRepository } from './held-entry.repository.js';
import { QueueService } from './queue.service.js';
import { afterResult, type QueueDecision } from './retry.rules.js';

/** A promise that decides when the lead rings again. */
export interface EntryCallback {
  dueAt: Date;
  ownerOperatorId: string | null;
  phoneId: string;
}

export interface EntryResult {
  entryId: string;
  code: string;
  effect: DispositionEffect;
  callback: EntryCallback | null;
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
  async settle(result: EntryResult): Promise<void> {
    const now = this.clock.now();
    if (result.isCorrection !== true) {
      await this.entries.countTry(result.entryId, result.code);
    }
    const entry = await this.entries.lock(result.entryId);
    if (entry === undefined) {
      return;
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
    });
    await this.write(entry.id, decision, result.callback);
    if (decision.kind !== 'finished') {
      await this.markWhatBlocks(entry.id, decision.kind === 'callback');
    }
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  async shareCallback(entryId: string): Promise<void> {
    await this.entries.share(entryId, this.clock.now());
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
