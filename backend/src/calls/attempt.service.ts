import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { EventLog, type LoggedEvent } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import type { CallEvent } from '../telephony/provider-event.rules.js';
import {
  applyDecision,
  applyProviderEvent,
  type AttemptDecision,
  type AttemptStep,
  type IgnoredWhy,
} from './attempt.machine.js';
import { AttemptRepository, type AttemptRecord } from './attempt.repository.js';
import type { Attempt, AttemptFact } from './attempt.rules.js';

/** What a change of an attempt means for the operator, the lead and the queue; runs in the transaction of the change. */
export interface AttemptFollower {
  attemptChanged(record: AttemptRecord, before: Attempt): Promise<void>;
}

export type AttemptOutcome =
  | { kind: 'changed'; record: AttemptRecord }
  | { kind: 'ignored'; why: IgnoredWhy; record: AttemptRecord }
  | { kind: 'unknown_attempt' };

/**
 * The one door through which an attempt changes: lock, step of the machine, save, events, consequences, in one transaction.
 * Locks the operator before the attempt, as every command of an operator does.
 */
@Injectable()
export class AttemptService {
  private readonly followers: AttemptFollower[] = [];

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly operators: OperatorService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Followers are told one after another, in the order in which they came. */
  follow(follower: AttemptFollower): void {
    this.followers.push(follower);
  }

  async get(id: string): Promise<AttemptRecord | undefined> {
    return this.attempts.get(id);
  }

  /** Inside a transaction, with the operator locked before: the row, locked. */
  async lock(id: string): Promise<AttemptRecord | undefined> {
    return this.attempts.lock(id);
  }

  /** Another number of the same lead, before anything is dialled. */
  async choosePhone(id: string, phone: { id: string; numberKey: Buffer; contactId: string | null }): Promise<void> {
    await this.attempts.choosePhone(id, phone);
  }

  async requestHangup(id: string): Promise<void> {
    await this.attempts.requestHangup(id);
  }

  /** Dials to these numbers (number keys in hex) that nobody has answered. */
  async ringing(numberKeysHex: readonly string[]): Promise<{ id: string; callId: string | null }[]> {
    return this.attempts.ringing(numberKeysHex);
  }

  /** Keys of numbers in a live call, of those that these loads and prefixes stop. */
  underNewStops(of: { loadIds: readonly string[]; prefixes: readonly string[] }): Promise<Buffer[]> {
    return this.attempts.underNewStops(of);
  }

  /** What an engine told, from the inbox. `unknown_attempt`: an orphan, to be matched later or hung up. */
  async applyEvent(event: CallEvent): Promise<AttemptOutcome> {
    return this.transaction.run(async () => {
      const id = await this.attempts.idOf(event);
      return id === undefined
        ? { kind: 'unknown_attempt' }
        : this.step(id, (attempt) => applyProviderEvent(attempt, event));
    });
  }

  /** What we decided ourselves. `ignored: forbidden` means that somebody was faster. */
  async decide(attemptId: string, decision: AttemptDecision): Promise<AttemptOutcome> {
    return this.transaction.run(() =>
      this.step(attemptId, (attempt) => applyDecision(attempt, decision, this.clock.now())),
    );
  }

  private async step(id: string, advance: (attempt: Attempt) => AttemptStep): Promise<AttemptOutcome> {
    const owner = await this.attempts.get(id);
    if (owner === undefined) {
      return { kind: 'unknown_attempt' };
    }
    await this.operators.lock(owner.operatorId);
    const record = await this.attempts.lock(id);
    if (record === undefined) {
      return { kind: 'unknown_attempt' };
    }
    const result = advance(record.attempt);
    if (result.kind === 'ignored') {
      return { kind: 'ignored', why: result.why, record };
    }
    await this.attempts.save(id, result.next);
    const changed: AttemptRecord = { ...record, attempt: result.next };
    await this.eventLog.append(...result.facts.map((fact) => toEvent(changed, fact)));
    for (const follower of this.followers) {
      await follower.attemptChanged(changed, record.attempt);
    }
    return { kind: 'changed', record: changed };
  }
}

export function subjectsOf(record: AttemptRecord) {
  return {
    clientId: record.clientId,
    campaignId: record.campaignId,
    leadId: record.leadId,
    operatorId: record.operatorId,
    attemptId: record.id,
  };
}

function toEvent(record: AttemptRecord, fact: AttemptFact): LoggedEvent {
  const subjects = subjectsOf(record);
  switch (fact.type) {
    case 'call.dial_requested':
      return { ...subjects, type: fact.type, payload: { provider: record.provider } };
    case 'call.machine_detected':
      return { ...subjects, type: fact.type, payload: { verdict: fact.verdict } };
    case 'call.ended':
      return {
        ...subjects,
        type: fact.type,
        payload: { cause: fact.cause, by: fact.by ?? undefined, talkMs: fact.talkMs ?? undefined },
      };
    case 'call.ending_corrected':
      return { ...subjects, type: fact.type, payload: { cause: fact.cause, by: fact.by ?? undefined } };
    default:
      return { ...subjects, type: fact.type, payload: {} };
  }
}
