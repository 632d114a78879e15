import { Injectable, type OnModuleInit } from '@nestjs/common';
import { QueueMarking, type QueueTouch } from '../compliance/queue-marking.service.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { type Changed, QueueRepository } from './queue.repository.js';

/** Entries marked in one statement: some tens of milliseconds, so that nobody waits long for a lock. */
const CHUNK = 2_000;
/** Finding the newcomers costs a pass over the list, so a fill takes more at once. */
const FILL_CHUNK = 20_000;

/** The queue of every campaign: filled from its lists, marked anew when a fact changes, swept when a time comes. */
@Injectable()
export class QueueService implements DueSource, OnModuleInit {
  readonly name = 'queue-sweep';
  readonly onlyWhenDue = true;

  constructor(
    private readonly queue: QueueRepository,
    private readonly marking: QueueMarking,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {
    agenda.register(this);
  }

  onModuleInit(): void {
    this.marking.register((touch, cause) => this.remark(touch, cause));
  }

  /** Gives every lead of the campaign's lists that has none its place. Idempotent; answers how many were added. */
  async fill(campaignId: string): Promise<number> {
    const now = this.clock.now();
    return this.transaction.run(async () => {
      let total = 0;
      let after: string | null = '0';
      while (after !== null) {
        const { added, last } = await this.queue.fill(campaignId, { after, limit: FILL_CHUNK, now });
        total += added;
        after = last;
      }
      if (total > 0) {
        await this.eventLog.append({ type: 'queue.filled', payload: { added: total }, campaignId });
        await this.poke();
      }
      return total;
    });
  }

  /** Marks everything the touch names, in the transaction it is called in. For few entries; many go through `remarkChunk`. */
  async remark(touch: QueueTouch, cause: string): Promise<void> {
    await this.transaction.run(async () => {
      let after: string | null = '0';
      while (after !== null) {
        after = await this.remarkChunk(touch, cause, after);
      }
    });
  }

  /** One chunk in a transaction of its own; answers where to go on, null when all is done. */
  async remarkChunk(touch: QueueTouch, cause: string, after: string): Promise<string | null> {
    return this.transaction.run(async () => {
      const { changed, last } = await this.queue.remark(touch, this.clock.now(), { after, limit: CHUNK });
      await this.tell(changed, cause);
      return last;
    });
  }

  /** One place, in the transaction it is called in: of a lead that was just let go. */
  async remarkEntry(entryId: string, cause: string): Promise<void> {
    await this.tell(await this.queue.remarkEntry(entryId, this.clock.now()), cause);
  }

  async nextDueAt(): Promise<Date | null> {
    return this.queue.nextDueAt();
  }

  /** Moves what is due to ready, or to whatever stands in its way by now. */
  async runDue(now: Date): Promise<number> {
    const { looked } = await this.transaction.run(async () => {
      const swept = await this.queue.sweep(now, CHUNK);
      await this.tell(swept.changed, 'due');
      return swept;
    });
    return looked;
  }

  async makeReadyNow(entryId: string): Promise<void> {
    await this.queue.makeDue(entryId, this.clock.now());
  }

  async finishAll(campaignId: string): Promise<void> {
    await this.queue.finishAll(campaignId, this.clock.now());
  }

  private async tell(changed: Changed, cause: string): Promise<void> {
    await this.eventLog.append(
      ...[...changed].map(([campaignId, count]) => ({
        type: 'queue.remarked' as const,
        payload: { changed: count, cause },
        campaignId,
      })),
    );
    if (changed.size > 0) {
      await this.poke();
    }
  }

  private async poke(): Promise<void> {
    await this.transaction.afterCommit(() => this.agenda.poke());
  }
}
