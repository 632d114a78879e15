import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import type { JudgedLeads } from '../leads/matching/matching-orders.rules.js';
import { type Comparison, DuplicateSearchRepository } from './duplicate-search.repository.js';
import { DuplicateWorker, type MatchThread } from './duplicate-worker.service.js';

const SAMPLE_MAX = 20_000;

/** Compares leads of a client with those like them, in a thread that knows how common words and values are among his leads. */
@Injectable()
export class LeadComparison {
  constructor(
    private readonly searches: DuplicateSearchRepository,
    private readonly worker: DuplicateWorker,
    private readonly clock: Clock,
  ) {}

  /** A thread as long as the work takes. */
  async inThread<Result>(work: (thread: MatchThread) => Promise<Result>): Promise<Result> {
    const thread = this.worker.open();
    try {
      return await work(thread);
    } finally {
      await thread.close();
    }
  }

  /** To be done once in a thread, before anything is judged in it. */
  async takeSample(clientId: string, thread: MatchThread): Promise<void> {
    const population = await this.searches.population(clientId);
    const leads = await this.searches.sample(clientId, population, SAMPLE_MAX);
    await thread.ask({ task: 'sample', leads, population });
  }

  async judge(comparison: Comparison, leadIds: readonly string[], thread: MatchThread): Promise<JudgedLeads> {
    const pairs = await this.searches.likes(comparison, leadIds, this.clock.now());
    const ids = [...new Set(pairs.flat())];
    const leads = await this.searches.sources(ids);
    const keptApart = await this.searches.keptApart(ids);
    return thread.ask({ task: 'judge', leads, pairs, keptApart });
  }
}
