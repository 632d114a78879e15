import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { OperatorService } from '../operators/operator.service.js';
import { AttemptRepository, type AttemptRecord } from './attempt.repository.js';
import type { Attempt } from './attempt.rules.js';
import { AttemptService, type AttemptFollower, subjectsOf } from './attempt.service.js';
import { systemDisposition } from './cause-disposition.rules.js';
import { ResultService } from './result.service.js';
import { ScriptOutcome } from './script-outcome.service.js';
import { ABANDONED_WRAP_UP_MS } from './wrap-up-limits.js';

/**
 * What a change of an attempt means: a conversation begins, an operator goes to wrap-up, a result nobody has to choose is recorded.
 * Runs in the transaction of the change; the operator's row is locked already.
 */
@Injectable()
export class CallFlow implements AttemptFollower, OnModuleInit {
  constructor(
    private readonly service: AttemptService,
    private readonly attempts: AttemptRepository,
    private readonly operators: OperatorService,
    private readonly scripts: ScriptRunService,
    private readonly outcome: ScriptOutcome,
    private readonly results: ResultService,
    private readonly entries: HeldEntryService,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.service.follow(this);
  }

  async attemptChanged(record: AttemptRecord, before: Attempt): Promise<void> {
    const { state } = record.attempt;
    if (before.state === state) {
      return;
    }
    if (state === 'connected') {
      await this.connected(record);
    }
    if (state === 'ended') {
      await this.ended(record, before);
    }
  }

  private async connected(record: AttemptRecord): Promise<void> {
    const operator = await this.operators.lock(record.operatorId);
    await this.attempts.startCall(record, record.attempt.connectedAt ?? this.clock.now());
    const move = await this.scripts.start({ subjects: subjectsOf(record), versionId: record.callScriptVersionId });
    await this.outcome.actUpon(record, move);
    await this.operators.step(operator, { type: 'CONNECT' });
  }

  private async ended(record: AttemptRecord, before: Attempt): Promise<void> {
    if (before.state === 'planned') {
      return; // Cancelled before anything was dialled: whoever cancelled it sees to the lead and the operator.
    }
    if (record.attempt.connectedAt !== null && before.state === 'connected') {
      await this.toWrapUp(record);
    } else {
      const operator = await this.operators.lock(record.operatorId);
      const code = systemDisposition(record.attempt);
      await this.results.recordBySystem(record, code === 'cancelled' && !operator.connected ? 'operator_gone' : code);
    }
  }

  private async toWrapUp(record: AttemptRecord): Promise<void> {
    const now = this.clock.now();
    const operator = await this.operators.lock(record.operatorId);
    await this.attempts.endCall(record.id, record.attempt.endedAt ?? now);
    await this.entries.toWrapUp(record.queueEntryId, record.operatorId);
    const after = await this.operators.step(operator, { type: 'CALL_ENDED' });
    const limitMs = (await this.entries.policy(record.campaignId)).wrapUpSeconds * 1000;
    if (limitMs > 0) {
      await this.deadlines.set('wrap_up_timeout', record.id, new Date(now.getTime() + limitMs));
    }
    if (!after.connected) {
      await this.deadlines.set('wrap_up_abandoned', record.id, new Date(now.getTime() + ABANDONED_WRAP_UP_MS));
    }
  }
}
