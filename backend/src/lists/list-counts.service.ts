import { Injectable } from '@nestjs/common';
import type { LeadList } from '@warmline/contracts';
import { AppConfig } from '../config/app-config.js';
import { ListCountRepository } from './list-count.repository.js';
import { shownNow, shownWithoutCounting } from './list-count.rules.js';

/**
 * How many leads lists have, as they are shown: kept figures where nothing has changed since; a small list that has changed is counted on the spot,
 * so that everybody sees what he has just done; a large one says as of when its figures are.
 */
@Injectable()
export class ListCounts {
  constructor(
    private readonly counts: ListCountRepository,
    private readonly config: AppConfig,
  ) {}

  async of(ids: readonly string[]): Promise<(listId: string) => LeadList['leads']> {
    const kept = await this.counts.kept(ids);
    const shown = new Map(
      kept.map(({ listId, ...figures }) => [listId, shownWithoutCounting(figures, this.config.listLiveCountMax)]),
    );
    const toCount = kept.map(({ listId }) => listId).filter((listId) => shown.get(listId) === undefined);
    const counted = toCount.length === 0 ? undefined : await this.counts.count(toCount);
    return (listId) => shown.get(listId) ?? shownNow(counted?.get(listId));
  }
}
