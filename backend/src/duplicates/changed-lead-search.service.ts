import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import { EventStream } from '../kernel/event-stream.js';
import { Transaction } from '../kernel/transaction.js';
import { DuplicatePairRepository } from './duplicate-pair.repository.js';
import { type ChangedLeads, DuplicateSearchRepository } from './duplicate-search.repository.js';
import type { MatchThread } from './duplicate-worker.service.js';
import { LeadComparison } from './lead-comparison.service.js';

/** An edit by hand may wait: each search begins with a sample of the client's leads. */
const LOOK_EVERY_MS = 30_000;
const AT_ONCE = 100;
const RUN = 'changed leads';

/**
 * Leads that somebody or a file changed since they were compared get new keys and are compared with everything. What is found is asked, never merged:
 * nobody loaded these leads and chose a scope for them. Noted changes are forgotten only once they were looked at, so a restart goes on.
 */
@Injectable()
export class ChangedLeadSearch implements OnModuleInit, OnApplicationShutdown {
  private readonly runs = new BackgroundRuns('duplicates');

  constructor(
    private readonly searches: DuplicateSearchRepository,
    private readonly comparison: LeadComparison,
    private readonly pairs: DuplicatePairRepository,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly stream: EventStream,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const poke = this.agenda.inBackground({
      name: 'duplicates of changed leads',
      everyMs: LOOK_EVERY_MS,
      look: () => this.runs.takeUp(RUN, (signal) => this.run(signal)),
    });
    this.stream.subscribe((events) => {
      if (events.some(({ type }) => type === 'enrichment.finished')) {
        poke();
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runs.end();
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (
      let clientId = await this.searches.changedClient();
      clientId !== undefined && !signal.aborted;
      clientId = await this.searches.changedClient()
    ) {
      await this.ofClient(clientId, signal);
    }
  }

  private async ofClient(clientId: string, signal: AbortSignal): Promise<void> {
    const found = { compared: 0, queued: 0 };
    await this.comparison.inThread(async (thread) => {
      await this.comparison.takeSample(clientId, thread);
      for (
        let changed = await this.searches.changed(clientId, AT_ONCE);
        changed !== undefined && !signal.aborted;
        changed = await this.searches.changed(clientId, AT_ONCE)
      ) {
        const { compared, queued } = await this.lookAt(clientId, changed, thread);
        found.compared += compared;
        found.queued += queued;
      }
    });
    if (found.queued > 0) {
      const payload = { importId: null, merged: 0, ...found };
      await this.transaction.run(() => this.events.append({ type: 'duplicates.searched', clientId, payload }));
    }
  }

  private async lookAt(
    clientId: string,
    changed: ChangedLeads,
    thread: MatchThread,
  ): Promise<{ compared: number; queued: number }> {
    const { leadIds } = changed;
    const keys = await thread.ask({ task: 'keys', leads: await this.searches.sources(leadIds) });
    await this.transaction.run(() => this.searches.replaceKeys(leadIds, keys));
    const { merges, reviews, compared } = await this.comparison.judge(
      { clientId, importId: null, listId: null, scope: 'everything', youngerThanDays: null },
      leadIds,
      thread,
    );
    return this.transaction.run(async () => {
      const queued = await this.pairs.insert(clientId, null, [...merges, ...reviews], this.clock.now());
      await this.searches.forget(changed);
      return { compared, queued };
    });
  }
}
