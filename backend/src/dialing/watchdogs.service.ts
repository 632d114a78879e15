import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import type { AttemptRecord } from '../calls/attempt.repository.js';
import { AttemptService } from '../calls/attempt.service.js';
import type { AttemptFollower } from '../calls/attempt.service.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import type { Deadline } from '../kernel/deadlines.js';
import { Transaction } from '../kernel/transaction.js';
import { Reconciler } from './reconciler.service.js';
import { ASK_AGAIN_MS, WATCH_AFTER_MS, WATCH_HANGUP_MS } from './watch.rules.js';

const WATCH = 'attempt.watch';
const payloadSchema = z.object({ polls: z.number().int().min(0).default(0) });

/** One due row per live attempt, moved by each change: whatever news is lost, the engine is asked in time. */
@Injectable()
export class Watchdogs implements AttemptFollower, OnModuleInit {
  constructor(
    private readonly attempts: AttemptService,
    private readonly deadlines: Deadlines,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly reconciler: Reconciler,
  ) {}

  onModuleInit(): void {
    this.attempts.follow(this);
    this.deadlines.on(WATCH, (deadline, now) => this.bark(deadline, now));
  }

  async attemptChanged({ id, attempt, hangupRequested }: AttemptRecord): Promise<void> {
    const stateMs = WATCH_AFTER_MS[attempt.state];
    if (stateMs === null) {
      await this.deadlines.cancel(id, WATCH);
      return;
    }
    const afterMs = hangupRequested ? Math.min(stateMs, WATCH_HANGUP_MS) : stateMs;
    await this.deadlines.set(WATCH, id, this.at(this.clock.now(), afterMs));
  }

  /** Somebody asked to hang up; within his transaction. */
  async hangupRequested(attemptId: string): Promise<void> {
    await this.deadlines.set(WATCH, attemptId, this.at(this.clock.now(), WATCH_HANGUP_MS));
  }

  private async bark({ subject, payload }: Deadline, now: Date): Promise<void> {
    const { polls } = payloadSchema.parse(payload);
    // Set again before the question, so that a process that dies over it leaves the row.
    await this.deadlines.set(WATCH, subject, this.at(now, ASK_AGAIN_MS), { polls });
    await this.transaction.afterCommit(async () => {
      const resolution = await this.reconciler.resolve(subject, polls);
      if (resolution.kind === 'gone') await this.deadlines.cancel(subject, WATCH);
      if (resolution.kind === 'ask_again') {
        await this.deadlines.set(WATCH, subject, this.at(now, resolution.afterMs), { polls: resolution.polls });
      }
    });
  }

  private at(now: Date, afterMs: number): Date {
    return new Date(now.getTime() + afterMs);
  }
}
