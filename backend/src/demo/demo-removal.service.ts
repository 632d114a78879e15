import { Injectable } from '@nestjs/common';
import { passwordRefusal } from '../auth/demo-password.rules.js';
import { PeopleService } from '../auth/people.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { TrainingService } from '../training/training.service.js';
import { DemoRemovalRepository } from './demo-removal.repository.js';

export interface RemovalRequest {
  readonly actorId: string;
  /** The session that asks; it outlives the change of password. */
  readonly token: string;
  readonly password: string | undefined;
}

/** One button takes the demo away: its rows go, its accounts are closed, the log of what happened stays. */
@Injectable()
export class DemoRemoval {
  constructor(
    private readonly repository: DemoRemovalRepository,
    private readonly training: TrainingService,
    private readonly people: PeopleService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Whoever removes it keeps his account: somebody must be left to make the others. An account of the demo gets a password of its own first:
   * the demo's is printed on the sign-in page. Refuses demo.password_required and user.password_too_weak.
   */
  async remove({ actorId, token, password }: RemovalRequest): Promise<void> {
    const actor = await this.people.get(actorId);
    const refusal = passwordRefusal(actor, password);
    if (refusal !== null) {
      throw new DomainError(refusal);
    }
    await this.transaction.run(async () => {
      if (actor.synthetic && password !== undefined) {
        await this.people.replacePassword(actorId, password, token);
      }
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
