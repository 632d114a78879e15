import { Injectable } from '@nestjs/common';
import type { QueueExplanation } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { CallingClassService } from './calling-class.service.js';
import { QueueExplanationRepository } from './queue-explanation.repository.js';
import {
  type ExplanationFacts,
  explainQueue,
  type OwnedGroup,
  type OwnedMoment,
  seenBy,
} from './queue-explanation.rules.js';
import { SharedReading } from './shared-reading.js';

interface QueueReading extends Pick<ExplanationFacts, 'classes' | 'due'> {
  readonly now: Date;
  readonly groups: readonly OwnedGroup[];
  readonly moments: readonly OwnedMoment[];
}

/** Why nothing rings, for a campaign or for one operator in it. */
@Injectable()
export class QueueExplanationService {
  private readonly shared: SharedReading<QueueReading>;

  constructor(
    private readonly queue: QueueExplanationRepository,
    private readonly classes: CallingClassService,
    clock: Clock,
  ) {
    this.shared = new SharedReading((campaignId) => this.read(campaignId, clock.now()));
  }

  /** With `operatorId`: as that operator, who is not given what a colleague promised. Reads in the transaction it is called in. */
  async explain(campaignId: string, operatorId: string | null, now: Date): Promise<QueueExplanation> {
    return asSeen(await this.read(campaignId, now), operatorId);
  }

  /**
   * For pushes, outside of any transaction: each change of the queue goes to every operator who waits, and a reading counts the whole queue
   * (0.17 s at 200 000 places), so they share it.
   */
  async explainToConsole(campaignId: string, operatorId: string): Promise<QueueExplanation> {
    return asSeen(await this.shared.ask(campaignId), operatorId);
  }

  private async read(campaignId: string, now: Date): Promise<QueueReading> {
    const groups = await this.queue.groups(campaignId, now);
    const classIds = [...new Set(groups.flatMap(({ classId }) => (classId === null ? [] : [classId])))];
    const classes = await this.classes.opennessOf(campaignId, classIds, now);
    const openClassIds = classIds.filter((id) => classes.get(id)?.openness.open === true);
    const promiseClassIds = classIds.filter((id) => classes.get(id)?.toPromises.open === true);
    const readyCount = groups.filter(({ state }) => state === 'ready').reduce((sum, { count }) => sum + count, 0);
    const moments = await this.queue.moments({ campaignId, openClassIds, promiseClassIds, readyCount, now });
    return { now, groups, moments, classes, due: await this.queue.due(campaignId, now) };
  }
}

function asSeen({ now, classes, due, ...reading }: QueueReading, operatorId: string | null): QueueExplanation {
  return explainQueue({ ...seenBy(operatorId, reading), classes, due }, now);
}
