import { Injectable } from '@nestjs/common';
import type { SessionUser } from '../auth/session.repository.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { type Taken, TakingRepository } from './taking.repository.js';
import { limitOf, type Pace, paceAt, SLOWED_MS, type Taking, type TakingLimit } from './taking.rules.js';

type Taker = Pick<SessionUser, 'id' | 'role'>;

/** Counts what each person takes, slows down what looks like copying, refuses it when it goes on, and tells the supervisors. */
@Injectable()
export class TakingService {
  constructor(
    private readonly takings: TakingRepository,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
  ) {}

  /**
   * One more: a file, or the card `subject`, which counts once in its window. Resolves after the wait that is due; refuses `access.too_much`.
   * Answers whether it was new in the window.
   */
  async take(user: Taker, taking: Taking, subject: string | null = null): Promise<boolean> {
    const limit = limitOf(taking, user.role);
    const { pace, taken } = await this.transaction.run(async () => {
      await this.takings.lock(user.id);
      const before = await this.takings.taken({ userId: user.id, taking, minutes: limit.minutes }, subject);
      const next = before.known ? 'free' : paceAt(before.used, limit);
      await this.tell(user, { taking, limit, pace: next, used: before.used });
      if (next !== 'stop' && !before.known) {
        await this.takings.add({ userId: user.id, taking }, { amount: 1, subject });
      }
      return { pace: next, taken: before };
    });
    await this.goOn(pace, taking, taken);
    return !taken.known;
  }

  /** Before rows are read; how many there were is said by `took`. */
  async enter(user: Taker, taking: Taking): Promise<void> {
    const limit = limitOf(taking, user.role);
    const taken = await this.takings.taken({ userId: user.id, taking, minutes: limit.minutes }, null);
    const pace = paceAt(taken.used, limit);
    if (pace !== 'free') {
      await this.transaction.run(async () => {
        await this.takings.lock(user.id);
        await this.tell(user, { taking, limit, pace, used: taken.used });
      });
    }
    await this.goOn(pace, taking, taken);
  }

  async took(user: Taker, taking: Taking, amount: number): Promise<void> {
    if (amount > 0) {
      await this.takings.add({ userId: user.id, taking }, { amount, subject: null });
    }
  }

  private async goOn(pace: Pace, taking: Taking, { secondsLeft }: Taken): Promise<void> {
    if (pace === 'stop') {
      throw new DomainError('access.too_much', { what: taking, retryAfterSeconds: secondsLeft });
    }
    if (pace === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, SLOWED_MS));
    }
  }

  /** Once for each window and step: the first that is slowed down, the first that is refused. */
  private async tell(user: Taker, at: { taking: Taking; limit: TakingLimit; pace: Pace; used: number }): Promise<void> {
    const { taking, limit, pace, used } = at;
    if (pace === 'free') {
      return;
    }
    const subject = `${taking} ${pace}`;
    const told = await this.takings.taken({ userId: user.id, taking: 'alarms', minutes: limit.minutes }, subject);
    if (told.known) {
      return;
    }
    await this.takings.add({ userId: user.id, taking: 'alarms' }, { amount: 1, subject });
    await this.eventLog.append({
      type: 'access.limit_reached',
      actorId: user.id,
      payload: { userId: user.id, what: taking, count: used, minutes: limit.minutes, refused: pace === 'stop' },
    });
  }
}
