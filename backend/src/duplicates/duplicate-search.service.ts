import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Agenda } from '../kernel/agenda.js';
import { BackgroundRuns } from '../kernel/background-runs.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { EventStream } from '../kernel/event-stream.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadSearchFill } from '../leads/lead-search-fill.service.js';
import type { JudgedLeads, JudgedPair, LeadSource } from '../leads/matching/matching-orders.rules.js';
import { DuplicatePairRepository } from './duplicate-pair.repository.js';
import { DuplicateSearchRepository, type FoundKeys, type PendingSearch } from './duplicate-search.repository.js';
import type { MatchThread } from './duplicate-worker.service.js';
import { LeadComparison } from './lead-comparison.service.js';
import { LeadMergeService } from './lead-merge.service.js';

/** After a search that stopped; a new import is looked at when it finishes. */
const LOOK_EVERY_MS = 1_000;
/** Until changes that were under way have ended; one takes milliseconds, the commit of a large import a minute. */
const ASK_AGAIN_MS = 50;
const KEYED_AT_ONCE = 2_000;
/** Few at once: each brings up to forty likes per key, and all their pairs are in memory together. */
const COMPARED_AT_ONCE = 100;
const RUN = 'searches after imports';
/** A merge refused for these is asked of a person, who can do it once the reason is gone. */
const ASKED_WHEN_REFUSED = /^lead\.(in_call|handover_open)$/;

interface Carried {
  readonly thread: MatchThread;
  readonly signal: AbortSignal;
}

/**
 * After an import: compares its new leads with what the import's scope names, merges what is certain and asks about the rest. Runs beside the
 * agenda, portion by portion, in the leader; where it has got to is kept, so that a restart goes on from there and a portion done twice changes nothing.
 */
@Injectable()
export class DuplicateSearch implements OnModuleInit, OnApplicationShutdown {
  private readonly runs = new BackgroundRuns('duplicates');

  constructor(
    private readonly searches: DuplicateSearchRepository,
    private readonly pairs: DuplicatePairRepository,
    private readonly merges: LeadMergeService,
    private readonly comparison: LeadComparison,
    private readonly searchFill: LeadSearchFill,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly stream: EventStream,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const poke = this.agenda.inBackground({
      name: 'duplicates',
      everyMs: LOOK_EVERY_MS,
      look: () => this.look(),
    });
    this.stream.subscribe((events) => {
      if (events.some(({ type }) => type === 'import.finished')) {
        poke();
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runs.end();
  }

  /** A marketer waits to find what he has just loaded; for this nobody waits. */
  private async look(): Promise<void> {
    if (!(await this.searchFill.isBehind())) {
      this.runs.takeUp(RUN, (signal) => this.runAll(signal));
    }
  }

  private async runAll(signal: AbortSignal): Promise<void> {
    for (
      let search = await this.searches.next();
      search !== undefined && !signal.aborted;
      search = await this.searches.next()
    ) {
      const next = search;
      await this.comparison.inThread((thread) => this.run(next, { thread, signal }));
    }
  }

  private async run(search: PendingSearch, { thread, signal }: Carried): Promise<void> {
    await this.addKeys(search, { thread, signal });
    await this.comparison.takeSample(search.clientId, thread);
    let current: PendingSearch = search;
    while (!signal.aborted) {
      const leadIds = await this.searches.newLeads(current, COMPARED_AT_ONCE);
      const last = leadIds.at(-1);
      if (last === undefined) {
        return this.finish(current);
      }
      current = { ...(await this.runPortion(current, leadIds, thread)), afterLead: last };
      await this.searches.keepProgress(current);
    }
  }

  /** Keys for the client's new leads and for those of this import, whichever came first. Changes meanwhile are noted, and looked at afterwards. */
  private async addKeys(search: PendingSearch, carried: Carried): Promise<void> {
    const { clientId } = search;
    const keyedBefore = await this.searches.announce(clientId);
    await this.changesUnderWay(carried.signal);
    let portions = 0;
    await this.searches.analyseLeads();
    await this.inPortions(carried, {
      next: () => this.searches.unkeyed(clientId, KEYED_AT_ONCE),
      keep: (last, found) => {
        portions += 1;
        return this.transaction.run(() => this.searches.keepKeys(clientId, last, found));
      },
    });
    let after = '0';
    await this.inPortions(carried, {
      next: () => this.searches.overtaken(search, { after, upTo: keyedBefore }, KEYED_AT_ONCE),
      keep: (last, found) => {
        after = last;
        portions += 1;
        return this.searches.addKeys(found);
      },
    });
    if (portions > 0) {
      await this.searches.analyseKeys();
    }
  }

  /** Waits until they have ended. */
  private async changesUnderWay(signal: AbortSignal): Promise<void> {
    const moment = await this.searches.moment();
    while (!(await this.searches.hasEnded(moment))) {
      await delay(ASK_AGAIN_MS, undefined, { signal });
    }
  }

  private async inPortions(
    { thread, signal }: Carried,
    { next, keep }: { next: () => Promise<LeadSource[]>; keep: (last: string, found: FoundKeys) => Promise<void> },
  ): Promise<void> {
    while (!signal.aborted) {
      const leads = await next();
      const last = leads.at(-1);
      if (last === undefined) {
        return;
      }
      await keep(last.id, await thread.ask({ task: 'keys', leads }));
    }
  }

  private async runPortion(
    search: PendingSearch,
    leadIds: readonly string[],
    thread: MatchThread,
  ): Promise<PendingSearch> {
    const judged = await this.comparison.judge(search, leadIds, thread);
    const { merged, refused } = await this.mergeAll(judged);
    const reviews = [...judged.reviews, ...refused];
    const queued = await this.pairs.insert(search.clientId, search.importId, reviews, this.clock.now());
    return {
      ...search,
      compared: search.compared + judged.compared,
      merged: search.merged + merged,
      queued: search.queued + queued,
    };
  }

  /** Each in a transaction of its own: one that is refused holds up nobody. */
  private async mergeAll({ merges }: JudgedLeads): Promise<{ merged: number; refused: JudgedPair[] }> {
    const into = new Map<string, string>();
    const refused: JudgedPair[] = [];
    let merged = 0;
    for (const pair of merges) {
      const [one, other] = [rootOf(pair.leadA, into), rootOf(pair.leadB, into)];
      const [stays, goes] = BigInt(one) < BigInt(other) ? [one, other] : [other, one];
      const isOne = stays !== goes && !(await this.pairs.areKeptApart([stays, goes]));
      if (isOne && (await this.mergeOne(pair, [stays, goes], refused))) {
        into.set(goes, stays);
        merged += 1;
      }
    }
    return { merged, refused };
  }

  private async mergeOne(pair: JudgedPair, leadIds: [string, string], refused: JudgedPair[]): Promise<boolean> {
    try {
      const { score, reasons } = pair;
      await this.merges.merge({ leadIds, cause: 'automatic', score, reasons, byUserId: null });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) {
        throw error;
      }
      if (ASKED_WHEN_REFUSED.test(error.code)) {
        refused.push({ ...pair, leadA: leadIds[0], leadB: leadIds[1] });
      }
      return false;
    }
  }

  private async finish(search: PendingSearch): Promise<void> {
    const { importId, compared, merged, queued, clientId } = search;
    await this.transaction.run(async () => {
      await this.searches.keepProgress(search, { finishedAt: this.clock.now() });
      await this.events.append({
        type: 'duplicates.searched',
        clientId,
        payload: { importId, compared, merged, queued },
      });
    });
  }
}

function rootOf(leadId: string, into: ReadonlyMap<string, string>): string {
  let root = leadId;
  for (let next = into.get(root); next !== undefined; next = into.get(root)) {
    root = next;
  }
  return root;
}
