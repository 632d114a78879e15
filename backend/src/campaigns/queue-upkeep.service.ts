import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { QueueTouch } from '../compliance/queue-marking.service.js';
import { DAY_MS } from '../compliance/local-time.rules.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { EventStream } from '../kernel/event-stream.js';
import { QueueUpkeepRepository } from './queue-upkeep.repository.js';
import { QUEUE_EVENTS, queueWork } from './queue-upkeep.rules.js';
import { QueueService } from './queue.service.js';

type Task =
  | { readonly kind: 'fill'; readonly campaignId: string }
  | { readonly kind: 'remark'; readonly touch: QueueTouch; readonly cause: string; after: string };

/**
 * Carries logged facts of lists and leads into the queues: in the leader, piece by piece between other due work, so that a list of a million
 * holds nobody up. Until a piece is done the claim's own re-check stands in the way of whatever may not ring.
 * Where it has got to is kept, so that a restart goes on from there; a piece done twice changes nothing.
 */
@Injectable()
export class QueueUpkeep implements DueSource, OnModuleInit {
  readonly name = 'queue-upkeep';
  private handled: number | null = null;
  private tasks: Task[] = [];
  /** Where the events of `tasks` end. */
  private target = 0;
  private expiryCheckedOn: string | null = null;

  constructor(
    private readonly upkeep: QueueUpkeepRepository,
    private readonly queue: QueueService,
    private readonly stream: EventStream,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {
    agenda.register(this);
  }

  onModuleInit(): void {
    this.stream.subscribe((events) => {
      if (events.some(({ type }) => (QUEUE_EVENTS as readonly string[]).includes(type))) {
        this.agenda.poke();
      }
    });
  }

  async nextDueAt(): Promise<Date | null> {
    const now = this.clock.now();
    if (this.tasks.length > 0) {
      return now;
    }
    const lastDay = await this.upkeep.nextExpiry(dayOf(now));
    return lastDay === null ? null : new Date(new Date(`${lastDay}T00:00:00Z`).getTime() + DAY_MS);
  }

  async runDue(now: Date): Promise<number> {
    await this.readEvents();
    await this.readExpiries(now);
    const task = this.tasks[0];
    if (task === undefined) {
      return 0;
    }
    if (await this.work(task)) {
      this.tasks.shift();
    }
    if (this.tasks.length === 0) {
      await this.settle();
    }
    return 1;
  }

  /** Answers whether the task is done. */
  private async work(task: Task): Promise<boolean> {
    if (task.kind === 'fill') {
      await this.queue.fill(task.campaignId);
      return true;
    }
    const next = await this.queue.remarkChunk(task.touch, task.cause, task.after);
    task.after = next ?? task.after;
    return next === null;
  }

  private async readEvents(): Promise<void> {
    this.handled ??= await this.upkeep.position();
    const to = this.stream.position;
    if (this.tasks.length > 0 || to <= this.handled) {
      return;
    }
    const events = await this.upkeep.eventsBetween(this.handled, to);
    const { fillLists, fillLeads, remarkLists, remarkLeads, remarkPrefixes } = queueWork(events);
    const campaigns =
      fillLists.length + fillLeads.length === 0 ? [] : await this.upkeep.campaignsOf(fillLists, fillLeads);
    this.tasks.push(...campaigns.map((campaignId) => ({ kind: 'fill' as const, campaignId })));
    if (remarkLists.length + remarkLeads.length + remarkPrefixes.length > 0) {
      this.tasks.push({
        kind: 'remark',
        touch: { listIds: remarkLists, leadIds: remarkLeads, prefixes: remarkPrefixes },
        cause: 'facts_changed',
        after: '0',
      });
    }
    this.target = to;
    if (this.tasks.length === 0) {
      this.handled = to;
    }
  }

  private async settle(): Promise<void> {
    this.handled = Math.max(this.handled ?? 0, this.target);
    await this.upkeep.savePosition(this.handled);
  }

  /** A legal source that ran out overnight is a changed fact nobody logged. */
  private async readExpiries(now: Date): Promise<void> {
    const today = dayOf(now);
    if (this.expiryCheckedOn === today) {
      return;
    }
    const listIds = await this.upkeep.listsExpired(this.expiryCheckedOn, today);
    this.expiryCheckedOn = today;
    if (listIds.length > 0) {
      this.tasks.push({ kind: 'remark', touch: { listIds }, cause: 'legal_source_expired', after: '0' });
    }
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}
