import { Injectable } from '@nestjs/common';
import type { DispositionEffect } from '@warmline/contracts';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { leadAfterResult } from '../campaigns/disposition-effect.rules.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { SuppressionService } from '../compliance/suppression.service.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import type { LeadPosition } from '../leads/lead-move.repository.js';
import { LeadMoveService } from '../leads/lead-move.service.js';
import type { AttemptRecord } from './attempt.repository.js';
import { subjectsOf } from './attempt.service.js';
import { CallbackService, type PromisedCallback } from './callback.service.js';
import { ResultRepository } from './result.repository.js';

export interface ResultGiven {
  code: string;
  /** Null: the system recorded it because nobody had talked. */
  byUserId: string | null;
  callback?: PromisedCallback | undefined;
  isCorrection?: boolean;
}

/** What a result does, in the transaction it is given in: lead, phone, promise, place in the queue, stop list. */
@Injectable()
export class ResultEffects {
  constructor(
    private readonly results: ResultRepository,
    private readonly leadMoves: LeadMoveService,
    private readonly entries: HeldEntryService,
    private readonly suppressions: SuppressionService,
    private readonly callbacks: CallbackService,
    private readonly scripts: ScriptRunService,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  async apply(
    record: AttemptRecord,
    effect: DispositionEffect,
    given: ResultGiven,
    before: LeadPosition,
  ): Promise<void> {
    const now = this.clock.now();
    const stepId = (await this.scripts.state(record.id))?.value ?? null;
    await this.leadMoves.move(record.leadId, leadAfterResult(before, effect, given.code, now), {
      reason: given.code,
      attemptId: record.id,
      campaignId: record.campaignId,
      operatorId: record.operatorId,
      stepId,
      byUserId: given.byUserId,
    });
    if (effect.phone === 'retire') {
      await this.results.retirePhone(record.phoneId, given.code);
      await this.eventLog.append({
        ...subjectsOf(record),
        type: 'number.retired',
        payload: { phoneId: record.phoneId, reason: given.code },
      });
    }
    await this.callbacks.settleFor(record, effect, given.callback);
    if (record.queueEntryId !== null) {
      await this.entries.settle({
        entryId: record.queueEntryId,
        code: given.code,
        effect,
        callback: given.callback ?? null,
        isCorrection: given.isCorrection ?? false,
      });
    }
    if (effect.suppress) {
      await this.suppressions.suppress({
        numberKey: record.numberKey,
        scope: 'organisation',
        kind: given.code === 'complaint' ? 'complaint' : 'opt_out',
        attemptId: record.id,
        byUserId: given.byUserId,
      });
    }
  }
}
