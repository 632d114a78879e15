import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { TrainingService } from '../training/training.service.js';
import { DemoRemovalRepository } from './demo-removal.repository.js';

/** One button takes the demo away: its rows go, its accounts are closed, the log of what happened stays. */
@Injectable()
export class DemoRemoval {
  constructor(
    private readonly repository: DemoRemovalRepository,
    private readonly training: TrainingService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Whoever removes it keeps his account: somebody must be left to make the others. */
  async remove(actorId: string): Promise<void> {
    await this.transaction.run(async () => {
      await this.training.stop(actorId);
      await this.repository.removeRows();
      const closed = await this.repository.disableAccounts(actorId, this.clock.now());
      await this.eventLog.append(
        ...closed.map((userId) => ({
          type: 'user.changed' as const,
          payload: { userId, fields: ['disabled'] },
          actorId,
        })),
        { type: 'demo.removed', payload: {}, actorId },
      );
    });
  }
}
