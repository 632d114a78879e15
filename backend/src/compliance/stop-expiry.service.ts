import { Injectable } from '@nestjs/common';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Transaction } from '../kernel/transaction.js';
import { StopListRepository } from './stop-list.repository.js';
import { SuppressionService } from './suppression.service.js';

const DAY_MS = 86_400_000;
/** Stops lifted in one transaction. */
const PORTION = 500;

/** Exclusions end with their last day, a day of UTC: a stop that ends some hours late harms nobody. */
@Injectable()
export class StopExpiry implements DueSource {
  readonly name = 'stop-expiry';
  readonly onlyWhenDue = true;

  constructor(
    private readonly stops: StopListRepository,
    private readonly suppressions: SuppressionService,
    private readonly transaction: Transaction,
    agenda: Agenda,
  ) {
    agenda.register(this);
  }

  async nextDueAt(): Promise<Date | null> {
    const day = await this.stops.nextExpiry();
    return day === null ? null : new Date(new Date(`${day}T00:00:00Z`).getTime() + DAY_MS);
  }

  /** A number that somebody asked not to be called on stays stopped, for that reason and without a last day. */
  async runDue(now: Date): Promise<number> {
    const ids = await this.stops.expired(now.toISOString().slice(0, 10), PORTION);
    if (ids.length > 0) {
      await this.transaction.run(async () => {
        const lifted = new Set(await this.suppressions.takeBack(ids, { byUserId: null, reason: null }));
        await this.stops.keepForGood(ids.filter((id) => !lifted.has(id)));
      });
    }
    return ids.length;
  }
}
