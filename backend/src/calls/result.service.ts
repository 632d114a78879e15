import { Injectable } from '@nestjs/common';
import type { DispositionEffect } from '@warmline/contracts';
import { DispositionService } from '../campaigns/disposition.service.js';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadMoveService, type LeadPosition } from '../leads/lead-move.service.js';
import { OperatorService } from '../operators/operator.service.js';
import { AttemptRepository, type AttemptRecord } from './attempt.repository.js';
import { subjectsOf } from './attempt.service.js';
import type { PromisedCallback } from './callback.service.js';
import { ResultEffects, type ResultGiven } from './result-effects.service.js';
import { ResultRepository } from './result.repository.js';

export interface Correction extends Pick<ResultGiven, 'callback' | 'promise'> {
  code: string;
  byUserId: string;
  reason: string | null;
}

/** Results: given once by the operator or the system, corrected with their history kept. What they do stands in `ResultEffects`. */
@Injectable()
export class ResultService {
  constructor(
    private readonly results: ResultRepository,
    private readonly attempts: AttemptRepository,
    private readonly dispositions: DispositionService,
    private readonly leadMoves: LeadMoveService,
    private readonly effects: ResultEffects,
    private readonly operators: OperatorService,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  /** Nobody has to choose (busy, no answer ...): recorded at once, the operator goes on. Inside the transaction of the change. */
  async recordBySystem(record: AttemptRecord, code: string, callback?: PromisedCallback): Promise<void> {
    await this.record(record, { code, byUserId: null, callback });
    const operator = await this.operators.lock(record.operatorId);
    if (operator.attemptId !== record.id) {
      return;
    }
    const event = operator.connected ? ({ type: 'FREE' } as const) : ({ type: 'VANISH' } as const);
    await this.operators.step(operator, event, { attemptId: null });
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  /** The first result of an attempt. The operator's own state is the caller's business. */
  async record(record: AttemptRecord, given: ResultGiven): Promise<void> {
    const now = this.clock.now();
    const effect = await this.effectOf(record, given.code);
    const before = await this.leadMoves.position(record.leadId);
    await this.results.insert({
      attemptId: record.id,
      dispositionCode: given.code,
      byUserId: given.byUserId,
      correctionReason: null,
      leadBefore: positionOnly(before),
      at: now,
    });
    await this.eventLog.append({
      ...subjectsOf(record),
      type: 'attempt.result_recorded',
      payload: { code: given.code, reached: effect.reached, decisionMaker: effect.decisionMaker },
      actorId: given.byUserId,
    });
    await this.effects.apply(record, effect, given, positionOnly(before));
    await this.attempts.markWrapped(record.id, now);
    await this.deadlines.cancel(record.id, 'wrap_up_timeout', 'wrap_up_abandoned', 'preview_timeout');
  }

  /** Undoes what the former result did to lead, phone and queue, and does what the right one does. History stays. */
  async correct(record: AttemptRecord, correction: Correction): Promise<void> {
    const current = await this.results.current(record.id);
    if (current === undefined) {
      throw new DomainError('attempt.wrong_state', { state: record.attempt.state });
    }
    const now = this.clock.now();
    const effect = await this.effectOf(record, correction.code);
    const formerEffect = await this.dispositions.effectOf(record.campaignId, current.dispositionCode);
    await this.results.insert({
      attemptId: record.id,
      dispositionCode: correction.code,
      byUserId: correction.byUserId,
      correctionReason: correction.reason,
      leadBefore: current.leadBefore,
      at: now,
    });
    await this.eventLog.append({
      ...subjectsOf(record),
      type: 'attempt.result_corrected',
      payload: {
        from: current.dispositionCode,
        to: correction.code,
        reason: correction.reason === null ? undefined : 'given',
      },
      actorId: correction.byUserId,
    });
    await this.effects.correct(record, {
      former: { code: current.dispositionCode, effect: formerEffect },
      effect,
      given: { ...correction, isCorrection: true },
      reason: correction.reason,
    });
  }

  async effectOf(record: AttemptRecord, code: string): Promise<DispositionEffect> {
    const effect = await this.dispositions.effectOf(record.campaignId, code);
    if (effect === undefined) {
      throw new DomainError('result.unknown_code', { code });
    }
    return effect;
  }
}

function positionOnly({ temperature, stage, stageReason, returnOn }: LeadPosition): LeadPosition {
  return { temperature, stage, stageReason, returnOn };
}
