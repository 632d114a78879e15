import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Training } from '@warmline/contracts';
import { InstallationService } from '../auth/installation.service.js';
import { PeopleService } from '../auth/people.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { TRAINING_OPERATORS } from './training-names.data.js';
import { TrainingRepository } from './training.repository.js';

/** Training operators are called and sent away; what they do meanwhile: training-crew.service.ts. */
@Injectable()
export class TrainingService {
  constructor(
    private readonly repository: TrainingRepository,
    private readonly installation: InstallationService,
    private readonly people: PeopleService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  async describe(): Promise<Training> {
    return { operators: (await this.repository.isRunning()) ? TRAINING_OPERATORS.length : 0 };
  }

  /** Refuses `training.demo_only` where there is no demo: they would ring real people. */
  async start(actorId: string): Promise<Training> {
    await this.transaction.run(async () => {
      await this.repository.lock();
      if (!(await this.installation.hasDemo())) {
        throw new DomainError('training.demo_only');
      }
      await this.addMissing(actorId);
      await this.repository.setEnabled(true, this.clock.now());
      await this.repository.setRunning(true);
      for (const { campaignId, clientId } of await this.repository.assignToDemo()) {
        const payload = { fields: ['operatorIds'] };
        await this.eventLog.append({ type: 'campaign.changed', payload, campaignId, clientId, actorId });
      }
      await this.eventLog.append({
        type: 'training.started',
        payload: { operators: TRAINING_OPERATORS.length },
        actorId,
      });
    });
    return this.describe();
  }

  /** They end the calls they are in and sign off. */
  async stop(actorId: string | null): Promise<Training> {
    await this.transaction.run(async () => {
      await this.repository.lock();
      if (await this.repository.isRunning()) {
        await this.repository.setRunning(false);
        await this.repository.setEnabled(false, this.clock.now());
        await this.eventLog.append({ type: 'training.stopped', payload: {}, actorId });
      }
    });
    return this.describe();
  }

  private async addMissing(actorId: string): Promise<void> {
    const known = new Set((await this.repository.accounts()).map(({ login }) => login));
    for (const { login, name } of TRAINING_OPERATORS.filter((one) => !known.has(one.login))) {
      // Nobody signs in with it: it is told to nobody and kept nowhere.
      const password = randomBytes(32).toString('base64url');
      const person = { login, name, role: 'operator', password, locale: 'ru', receivesHandovers: false } as const;
      await this.people.create(person, actorId, { training: true, synthetic: true });
    }
  }
}
