import { Injectable } from '@nestjs/common';
import { startThread } from '../kernel/thread.js';
import type { JudgedLeads, LeadSource } from '../leads/matching/matching-orders.rules.js';

type Pairs = readonly (readonly [string, string])[];

export type MatchOrder =
  | { readonly task: 'keys'; readonly leads: readonly LeadSource[] }
  | { readonly task: 'sample'; readonly leads: readonly LeadSource[]; readonly population: number }
  | { readonly task: 'judge'; readonly leads: readonly LeadSource[]; readonly pairs: Pairs; readonly keptApart: Pairs };

export type MatchAnswer =
  | { readonly task: 'keys'; readonly leadIds: readonly string[]; readonly keys: readonly number[] }
  | { readonly task: 'sample' }
  | ({ readonly task: 'judge' } & JudgedLeads);

const HEAP_MAX_MB = 512;

interface Waiting {
  readonly task: MatchOrder['task'];
  readonly resolve: (answer: MatchAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A thread for one search; `close` it. One order at a time. */
export class MatchThread {
  private readonly worker = startThread('duplicate.worker.js', { beside: import.meta.url, heapMaxMb: HEAP_MAX_MB });
  private waiting: Waiting | null = null;

  constructor() {
    this.worker.on('message', (answer: MatchAnswer) => this.take()?.resolve(answer));
    this.worker.on('error', (error: Error) => this.take()?.reject(error));
    this.worker.on('exit', (code) => this.take()?.reject(new Error(`the comparing thread ended with ${code}`)));
  }

  async ask<Task extends MatchOrder['task']>(
    order: Extract<MatchOrder, { task: Task }>,
  ): Promise<Extract<MatchAnswer, { task: Task }>> {
    const answer = await new Promise<MatchAnswer>((resolve, reject) => {
      this.waiting = { task: order.task, resolve, reject };
      this.worker.postMessage(order);
    });
    if (answer.task !== order.task) {
      throw new Error(`the order ${order.task} was answered as ${answer.task}`);
    }
    return answer as Extract<MatchAnswer, { task: Task }>;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private take(): Waiting | null {
    const { waiting } = this;
    this.waiting = null;
    return waiting;
  }
}

@Injectable()
export class DuplicateWorker {
  open(): MatchThread {
    return new MatchThread();
  }
}
