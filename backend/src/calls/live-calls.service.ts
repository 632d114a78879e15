import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { Transaction } from '../kernel/transaction.js';
import { Inbox } from '../telephony/inbox.service.js';
import type { CallEvent } from '../telephony/provider-event.rules.js';
import { eventsFromSnapshot } from '../telephony/snapshot.rules.js';
import type { CallSnapshot } from '../telephony/snapshot.rules.js';
import { TELEPHONY_PORT } from '../telephony/telephony.port.js';
import type { HangupReason, TelephonyPort } from '../telephony/telephony.port.js';
import { isLeakedCall } from './attempt.machine.js';
import { AttemptRepository } from './attempt.repository.js';
import type { AttemptRecord } from './attempt.repository.js';
import { AttemptService } from './attempt.service.js';
import type { AttemptFollower, AttemptOutcome } from './attempt.service.js';
import type { Attempt } from './attempt.rules.js';
import { LiveCallsRepository } from './live-calls.repository.js';
import type { LiveAttempt } from './live-calls.repository.js';

/** Brings attempts and the engine's calls together: news from the inbox, questions to the engine, hanging up. */
@Injectable()
export class LiveCalls implements AttemptFollower, OnModuleInit {
  private readonly logger = new Logger('live-calls');

  constructor(
    private readonly attempts: AttemptService,
    private readonly attemptRows: AttemptRepository,
    private readonly live: LiveCallsRepository,
    private readonly inbox: Inbox,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {}

  onModuleInit(): void {
    this.inbox.handle((events) => this.apply(events));
    this.attempts.follow(this);
  }

  async list(): Promise<LiveAttempt[]> {
    return this.live.list(this.port.kind);
  }

  async any(): Promise<boolean> {
    return this.live.any(this.port.kind);
  }

  async find(attemptId: string): Promise<AttemptRecord | undefined> {
    return this.attemptRows.get(attemptId);
  }

  /** The attempt that a call of the engine belongs to, ended ones too. */
  async ownerOf(snapshot: CallSnapshot): Promise<AttemptRecord | undefined> {
    const { provider, callId, attemptId } = snapshot;
    const id = await this.attemptRows.idOf({ provider, callId, attemptId: attemptId ?? undefined });
    return id === undefined ? undefined : this.attemptRows.get(id);
  }

  /** Puts what the engine answered through the inbox, as if it had told us by itself. */
  async learn(snapshot: CallSnapshot): Promise<void> {
    for (const event of eventsFromSnapshot(snapshot, this.clock.now())) await this.inbox.store(event);
  }

  /** Ends a call at the engine. Its silence is no error: the sweep of live calls comes back to it. */
  async hangUp(callId: string, reason: HangupReason): Promise<void> {
    try {
      await this.port.hangup(callId, reason);
    } catch (error) {
      this.logger.warn(`call ${callId} could not be hung up (${reason}): ${String(error)}`);
    }
  }

  /** Follows every change: an id that became known matches waiting orphans; a wish to hang up is carried out at last. */
  async attemptChanged(record: AttemptRecord, before: Attempt): Promise<void> {
    const { callId, state } = record.attempt;
    if (callId === null) return;
    if (before.callId === null) {
      await this.transaction.afterCommit(() => this.inbox.adopt({ provider: this.port.kind, callId }));
    }
    if (record.hangupRequested && state !== 'ended') {
      await this.transaction.afterCommit(() => this.hangUp(callId, 'operator'));
    }
  }

  private async apply(events: readonly CallEvent[]): Promise<readonly string[] | null> {
    const outcomes: string[] = [];
    for (const event of events) {
      const outcome = await this.attempts.applyEvent(event);
      if (outcome.kind === 'unknown_attempt') return null;
      if (isNobodysCall(event, outcome)) {
        await this.transaction.afterCommit(() => this.hangUp(event.callId, 'orphan'));
        outcomes.push('leaked');
      } else {
        outcomes.push(outcome.kind === 'changed' ? 'changed' : outcome.why);
      }
    }
    return outcomes;
  }
}

/** A second leg of an attempt, or one whose attempt we had given up: nobody waits for it at our end. */
function isNobodysCall(event: CallEvent, outcome: Exclude<AttemptOutcome, { kind: 'unknown_attempt' }>): boolean {
  if (event.t === 'call.ended') return false;
  const isOtherLeg = outcome.kind === 'ignored' && outcome.why === 'other_call';
  return isOtherLeg || isLeakedCall(outcome.record.attempt, event);
}
