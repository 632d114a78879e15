import { Injectable } from '@nestjs/common';
import type { QueueExplanation } from '@warmline/contracts';
import { CallingClassService } from './calling-class.service.js';
import { QueueExplanationRepository } from './queue-explanation.repository.js';
import { explainQueue } from './queue-explanation.rules.js';

/** Why nothing rings, for a campaign or for one operator in it. */
@Injectable()
export class QueueExplanationService {
  constructor(
    private readonly queue: QueueExplanationRepository,
    private readonly classes: CallingClassService,
  ) {}

  /** With `operatorId`: as that operator, who is not given what a colleague promised. */
  async explain(campaignId: string, operatorId: string | null, now: Date): Promise<QueueExplanation> {
    const groups = await this.queue.groups(campaignId, operatorId);
    const classIds = [...new Set(groups.flatMap(({ classId }) => (classId === null ? [] : [classId])))];
    const classes = await this.classes.opennessOf(campaignId, classIds, now);
    const openClassIds = classIds.filter((id) => classes.get(id)?.openness.open === true);
    const readyCount = groups.filter(({ state }) => state === 'ready').reduce((sum, { count }) => sum + count, 0);
    const moments = await this.queue.moments({ campaignId, operatorId, openClassIds, readyCount, now });
    return explainQueue({ groups, moments, classes, due: await this.queue.due(campaignId, now) }, now);
  }
}
