import { Injectable } from '@nestjs/common';
import type { DispositionEffect } from '@warmline/contracts';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { leadAfterResult } from '../campaigns/disposition-effect.rules.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { QueueMarking } from '../compliance/queue-marking.service.js';
import { Clock } from '../kernel/clock.js';
import { EventLog } from '../kernel/event-log.js';
import type { LeadMoveCause, LeadPosition } from '../leads/lead-move.repository.js';
import { LeadMoveService } from '../leads/lead-move.service.js';
import type { AttemptRecord } from './attempt.repository.js';
import { subjectsOf } from './attempt.service.js';
import { CallbackService, type PromisedCallback } from './callback.service.js';
import { CallStops } from './call-stops.service.js';
import { LeadReplay } from './lead-replay.service.js';
import { ResultRepository } from './result.repository.js';

export interface ResultGiven {
  code: string;
  /** Null: the system recorded it because nobody had talked. */
  byUserId: string | null;
  callback?: PromisedCallback | undefined;
  isCorrection?: boolean;
  promise?: 'keep' | 'cancel' | undefined;
}

export interface Correction {
  /** The effect is undefined where the campaign has given the result up since. */
  readonly former: { readonly code: string; readonly effect: DispositionEffect | undefined };
  readonly effect: DispositionEffect;
  readonly given: ResultGiven;
  readonly reason: string | null;
}

/** What a result does, in the transaction it is given in: lead, phone, promise, place in the queue, stop list. */
@Injectable()
export class ResultEffects {
  constructor(
    private readonly results: ResultRepository,
    private readonly leadMoves: LeadMoveService,
    private readonly entries: HeldEntryService,
    private readonly stops: CallStops,
    private readonly replay: LeadReplay,
    private readonly marking: QueueMarking,
    private readonly callbacks: CallbackService,
    private readonly scripts: ScriptRunService,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** A call's first result. */
  async apply(
    record: AttemptRecord,
    effect: DispositionEffect,
    given: ResultGiven,
    before: LeadPosition,
  ): Promise<void> {
    const position = leadAfterResult(before, effect, given.code, this.clock.now());
    await this.leadMoves.move(record.leadId, position, await this.causeOf(record, given));
    await this.onNumberAndPerson(record, effect, given);
    await this.onPlace(record, effect, given);
  }

  /**
   * Another result than the one recorded. What it says of the number and the person holds whichever call it was; the place in the queue is moved
   * only while no later try has moved it.
   */
  async correct(record: AttemptRecord, { former, effect, given, reason }: Correction): Promise<void> {
    if (former.effect?.phone === 'retire' && effect.phone === 'keep') {
      await this.results.reinstatePhone(record.phoneId, { attemptId: record.id, code: former.code });
    }
    if (former.effect?.suppress === true && !effect.suppress) {
      await this.stops.takeBack(record, { byUserId: given.byUserId, reason: reason ?? 'result_corrected' });
    }
    await this.onNumberAndPerson(record, effect, given);
    await this.replay.after(record.id, record.leadId, await this.causeOf(record, given));
    if (await this.results.isLatestOfEntry(record.id)) {
      await this.onPlace(record, effect, given);
    }
    await this.marking.remark({ phoneIds: [record.phoneId], leadIds: [record.leadId] }, 'result_corrected');
  }

  private async causeOf(record: AttemptRecord, { code, byUserId }: ResultGiven): Promise<LeadMoveCause> {
    return {
      reason: code,
      attemptId: record.id,
      campaignId: record.campaignId,
      operatorId: record.operatorId,
      stepId: (await this.scripts.state(record.id))?.value ?? null,
      byUserId,
    };
  }

  /** The stop goes before the place in the queue is settled, so that the place is settled by it. */
  private async onNumberAndPerson(record: AttemptRecord, effect: DispositionEffect, given: ResultGiven): Promise<void> {
    if (effect.phone === 'retire') {
      await this.results.retirePhone(record.phoneId, given.code);
      await this.eventLog.append({
        ...subjectsOf(record),
        type: 'number.retired',
        payload: { phoneId: record.phoneId, reason: given.code },
      });
    }
    if (effect.suppress) {
      await this.stops.byResult(record, given);
    }
  }

  private async onPlace(record: AttemptRecord, effect: DispositionEffect, given: ResultGiven): Promise<void> {
    const left = await this.callbacks.settleFor(record, effect, given);
    if (record.queueEntryId !== null) {
      const decision = await this.entries.settle({
        entryId: record.queueEntryId,
        code: given.code,
        effect,
        callback: left.callback,
        promiseRetryAt: left.retryAt,
        isCorrection: given.isCorrection ?? false,
      });
      if (decision?.kind === 'finished') {
        await this.callbacks.giveUp(record);
      }
    }
  }
}
