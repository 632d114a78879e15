import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CampaignPromises, OpenPromisesDecision } from '@warmline/contracts';
import { CampaignPromiseKeeping, type PromiseKeeping } from '../campaigns/campaign-promises.service.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { CallbackRepository, type CallbackRecord } from './callback.repository.js';
import { PromiseKeeperRepository, type TargetPlace } from './promise-keeper.repository.js';
import { PromiseLedger } from './promise-ledger.service.js';

type HandOver = Extract<OpenPromisesDecision, { action: 'hand_over' }>;

/** Open promises of a campaign that pauses or finishes: handed over to another of the same client, or cancelled with a reason. */
@Injectable()
export class PromiseKeeper implements PromiseKeeping, OnModuleInit {
  constructor(
    private readonly callbacks: CallbackRepository,
    private readonly repository: PromiseKeeperRepository,
    private readonly ledger: PromiseLedger,
    private readonly entries: HeldEntryService,
    private readonly keeping: CampaignPromiseKeeping,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.keeping.register(this);
  }

  async count(campaignId: string): Promise<number> {
    return this.repository.count(campaignId);
  }

  async overview(campaignId: string): Promise<CampaignPromises> {
    return this.repository.overview(campaignId, this.clock.now());
  }

  /** Inside the transaction of the campaign's move, with the campaign locked. */
  async decide(campaignId: string, decision: OpenPromisesDecision, byUserId: string | null): Promise<void> {
    const open = await this.callbacks.lockOpenOfCampaign(campaignId);
    if (decision.action === 'hand_over') {
      return this.handOver(campaignId, open, { decision, byUserId });
    }
    for (const callback of open) {
      await this.ledger.close(callback, {
        state: 'cancelled',
        reason: 'campaign_finished',
        note: decision.reason,
        byUserId,
      });
      await this.release(callback);
    }
  }

  private async handOver(
    campaignId: string,
    open: readonly CallbackRecord[],
    { decision, byUserId }: { decision: HandOver; byUserId: string | null },
  ): Promise<void> {
    const { campaignId: target, operatorId } = decision;
    if (target === campaignId || !(await this.repository.isSisterOf(target, campaignId))) {
      throw new DomainError('record.not_found', { record: 'campaign', id: target });
    }
    if (operatorId !== null && !(await this.callbacks.isOperatorOf(target, operatorId))) {
      throw new DomainError('record.not_found', { record: 'user', id: operatorId });
    }
    const places = await this.repository.places(target, open);
    const unplaced = open.filter(({ leadId }) => !places.has(leadId)).length;
    if (unplaced > 0) {
      throw new DomainError('campaign.promises_unplaced', { count: unplaced, campaignId: target });
    }
    for (const callback of open) {
      const place = places.get(callback.leadId);
      if (place !== undefined) {
        await this.give(callback, { target, place, operatorId, byUserId });
      }
    }
  }

  private async give(
    callback: CallbackRecord,
    to: { target: string; place: TargetPlace; operatorId: string | null; byUserId: string | null },
  ): Promise<void> {
    const { target, place, byUserId } = to;
    if (place.isPromised) {
      await this.ledger.close(callback, { state: 'cancelled', reason: 'promised_elsewhere', byUserId });
      return this.release(callback);
    }
    const stays = callback.ownerOperatorId !== null && place.operators.includes(callback.ownerOperatorId);
    const owner = to.operatorId ?? (stays ? callback.ownerOperatorId : null);
    const { leadId, phoneId, contactId, dueAt, zone, about, promisedIn } = callback;
    const made = { leadId, phoneId, contactId, dueAt, zone, about, promisedIn, now: this.clock.now() };
    const next = await this.ledger.move(
      callback,
      { ...made, campaignId: target, ownerOperatorId: owner },
      { byUserId },
    );
    await this.release(callback);
    await this.entries.placePromise(place.entryId, next);
  }

  private async release({ queueEntryId }: CallbackRecord): Promise<void> {
    if (queueEntryId !== null) {
      await this.entries.releasePromise(queueEntryId, 0);
    }
  }
}
