import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { ListCountRepository, type MarkedList } from './list-count.repository.js';
import { isSmall, restMs } from './list-count.rules.js';

const LOOK_EVERY_MS = 500;
/** One run for all lists, one after the other. */
const RUN = 'marked lists';

/** Counts lists that have changed anew, in the leader, and tells who looks at a large one. */
@Injectable()
export class ListRecount implements OnApplicationShutdown {
  private readonly runs = new BackgroundRuns('list-count');
  /** Until when a list is left alone, in real time. Forgotten with the process: then it is counted once too early. */
  private readonly rests = new Map<string, number>();

  constructor(
    private readonly counts: ListCountRepository,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    agenda: Agenda,
  ) {
    agenda.inBackground({ name: 'list-counts', everyMs: LOOK_EVERY_MS, look: () => this.look() });
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.end();
  }

  private async look(): Promise<void> {
    const nowMs = performance.now();
    const due = (await this.counts.marked()).filter(({ listId }) => (this.rests.get(listId) ?? 0) <= nowMs);
    if (due.length > 0) {
      this.runs.takeUp(RUN, (signal) => this.recountAll(due, signal));
    }
  }

  private async recountAll(lists: readonly MarkedList[], signal: AbortSignal): Promise<void> {
    for (const list of lists) {
      signal.throwIfAborted();
      const startMs = performance.now();
      try {
        await this.transaction.run(() => this.recount(list));
      } finally {
        // Also one that cannot be counted, or no list behind it ever would be.
        const endMs = performance.now();
        this.rests.set(list.listId, endMs + restMs(endMs - startMs, this.isSmall(list)));
      }
    }
  }

  private async recount(list: MarkedList): Promise<void> {
    const { listId } = list;
    if (!(await this.counts.lock())) {
      return;
    }
    const changed = await this.counts.recount(listId, this.clock.now());
    // A small list has been shown as it is all the time.
    if (changed && !this.isSmall(list)) {
      await this.events.append({ type: 'list.counted', payload: { listId } });
    }
  }

  private isSmall(list: MarkedList): boolean {
    return isSmall(list, this.config.listLiveCountMax);
  }
}
