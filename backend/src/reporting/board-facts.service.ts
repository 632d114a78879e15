import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import type { FeedEvent } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { type BoardFacts, NO_FACTS } from './board.alerts.rules.js';
import type { ResultCounts } from './board.fold.rules.js';
import { BoardRepository, type ResultEffect } from './board.repository.js';

/** A campaign that finished is shown for the rest of its day. */
const FINISHED_SHOWN_MS = 24 * 3_600_000;
/** Promises are read so far ahead, so that time alone can make them due. */
const PROMISES_AHEAD_MS = 2 * 3_600_000;
const COUNT_AGAIN_MS = 1_000;
/** Counting a queue of a million takes a while: it may take a twentieth of the time at most. */
const COUNT_SHARE = 20;

/** Which events make which facts old. */
const STALE = {
  people: /^(user|operator|training)\./,
  campaigns: /^(campaign|demo)\./,
  results: /^campaign\.(created|changed)$/,
  counts: /^(queue|attempt|campaign|callback|lead|handover|demo)\./,
} as const;
type Fact = keyof typeof STALE;

/** Names, results' effects and the counts of the queues, read again only when the log says that they may have changed. */
@Injectable()
export class BoardFactsService {
  private readonly stale = new Set<Fact>(['people', 'campaigns', 'results', 'counts']);
  private facts: BoardFacts = NO_FACTS;
  private effects: ReadonlyMap<string, ResultEffect> = new Map();
  private countAgainAt = 0;

  constructor(
    private readonly repository: BoardRepository,
    private readonly clock: Clock,
  ) {}

  get present(): BoardFacts {
    return this.facts;
  }

  /** When the queues may be counted again, on the process's own clock (performance.now). */
  get countableAt(): number {
    return this.countAgainAt;
  }

  isCountingDue(): boolean {
    return this.stale.has('counts');
  }

  heard(events: readonly FeedEvent[]): void {
    for (const fact of Object.keys(STALE) as Fact[]) {
      if (events.some(({ type }) => STALE[fact].test(type))) {
        this.stale.add(fact);
      }
    }
  }

  /** What results count for, to fold these events with. Only a correction asks for it. */
  async countsFor(events: readonly FeedEvent[]): Promise<ResultCounts> {
    const isAsked = events.some(({ type }) => type === 'attempt.result_corrected');
    if (isAsked && this.stale.delete('results')) {
      this.effects = await this.reading('results', () => this.repository.resultEffects());
    }
    return (campaignId, code) => this.effects.get(`${campaignId}:${code}`) ?? this.effects.get(code);
  }

  /** Reads again what is old; answers whether it did. Queues are counted only while somebody watches, and not too often. */
  async refresh(isWatched: boolean): Promise<boolean> {
    let isNew = false;
    if (this.stale.delete('people')) {
      const people = await this.reading('people', () => this.repository.people());
      const names = await this.reading('people', () => this.repository.names());
      this.facts = { ...this.facts, people, names };
      isNew = true;
    }
    if (this.stale.delete('campaigns')) {
      const since = new Date(this.clock.now().getTime() - FINISHED_SHOWN_MS);
      this.facts = {
        ...this.facts,
        campaigns: await this.reading('campaigns', () => this.repository.campaigns(since)),
      };
      isNew = true;
    }
    if (isWatched && performance.now() >= this.countAgainAt && this.stale.delete('counts')) {
      await this.reading('counts', () => this.count());
      isNew = true;
    }
    return isNew;
  }

  private async count(): Promise<void> {
    const begunAt = performance.now();
    const queues = await this.repository.queues();
    const waitingLeads = await this.repository.waitingLeads();
    const promises = await this.repository.promises(new Date(this.clock.now().getTime() + PROMISES_AHEAD_MS));
    this.facts = {
      ...this.facts,
      waitingLeads,
      promises,
      queues: new Map(queues.map((queue) => [queue.campaignId, queue])),
    };
    const endedAt = performance.now();
    this.countAgainAt = endedAt + Math.max(COUNT_AGAIN_MS, COUNT_SHARE * (endedAt - begunAt));
  }

  /** Read while the log grows: marked fresh before, so that an event in between marks it old again; old also when it failed. */
  private async reading<Result>(fact: Fact, read: () => Promise<Result>): Promise<Result> {
    try {
      return await read();
    } catch (error) {
      this.stale.add(fact);
      throw error;
    }
  }
}
