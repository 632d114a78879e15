import { Injectable } from '@nestjs/common';
import type { CampaignPromises, OpenPromisesDecision } from '@warmline/contracts';
import { DomainError } from '../kernel/domain-error.js';

export interface PromiseKeeping {
  count(campaignId: string): Promise<number>;
  overview(campaignId: string): Promise<CampaignPromises>;
  decide(campaignId: string, decision: OpenPromisesDecision, byUserId: string | null): Promise<void>;
}

/** Campaigns end, promises to people do not: calls, which know of promises, are registered here from above. */
@Injectable()
export class CampaignPromiseKeeping {
  private keeping: PromiseKeeping | null = null;

  register(keeping: PromiseKeeping): void {
    this.keeping = keeping;
  }

  async overview(campaignId: string): Promise<CampaignPromises> {
    return (await this.keeping?.overview(campaignId)) ?? { open: 0, due: 0, campaigns: [] };
  }

  /** A pause may leave promises waiting: they are shown until somebody decides. */
  async beforePause(
    campaignId: string,
    decision: OpenPromisesDecision | undefined,
    byUserId: string | null,
  ): Promise<void> {
    if (decision !== undefined) {
      await this.keeping?.decide(campaignId, decision, byUserId);
    }
  }

  /** A finished campaign rings nobody, so a promise may not be left in it. Throws campaign.open_promises with how many there are. */
  async beforeFinish(
    campaignId: string,
    decision: OpenPromisesDecision | undefined,
    byUserId: string | null,
  ): Promise<void> {
    await this.beforePause(campaignId, decision, byUserId);
    const count = (await this.keeping?.count(campaignId)) ?? 0;
    if (count > 0) {
      throw new DomainError('campaign.open_promises', { count });
    }
  }
}
