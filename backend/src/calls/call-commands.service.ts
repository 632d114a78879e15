import { Injectable } from '@nestjs/common';
import type { MessageBody } from '@warmline/contracts';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { Agenda } from '../kernel/agenda.js';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { AttemptRepository, type AttemptRecord, type CallSound } from './attempt.repository.js';
import { subjectsOf } from './attempt.service.js';
import { CallRelease } from './call-release.service.js';
import { CallSounds } from './call-sounds.service.js';
import { CallStops } from './call-stops.service.js';
import { LiveCalls } from './live-calls.service.js';
import { PromiseDesk } from './promise-desk.service.js';
import { ResultRepository } from './result.repository.js';
import { ScriptOutcome } from './script-outcome.service.js';

/** A lead skipped for a reason of the moment rests for so long; wrong data is for the supervisor to mend. */
const SKIP_COOL_MINUTES: Record<MessageBody<'attempt.skip'>['reason'], number> = {
  not_now: 60,
  wrong_data: 24 * 60,
  not_mine: 60,
  other: 60,
};

/** What an operator does with the lead before him and in the call. Each refuses another's attempt and a stale picture. */
@Injectable()
export class CallCommands {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly operators: OperatorService,
    private readonly release: CallRelease,
    private readonly liveCalls: LiveCalls,
    private readonly scripts: ScriptRunService,
    private readonly stops: CallStops,
    private readonly outcome: ScriptOutcome,
    private readonly results: ResultRepository,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly sounds: CallSounds,
    private readonly promises: PromiseDesk,
  ) {}

  /** A promised call is skipped only with another time for it, or to a colleague. */
  async skip(operatorId: string, body: MessageBody<'attempt.skip'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body);
      if (operator.state !== 'preview') {
        throw new DomainError('operator.wrong_state', { state: operator.state });
      }
      const rest = await this.promises.passOver(record, body.promise);
      await this.release.cancelPlanned(record.id, `skipped_${body.reason}`, rest ?? SKIP_COOL_MINUTES[body.reason]);
      const next = await this.operators.step(operator, { type: 'FREE' }, { attemptId: null });
      await this.transaction.afterCommit(() => this.agenda.poke());
      return next.version;
    });
  }

  /** Ends the call; while the engine has not told its id, the wish is kept and carried out as soon as it does. */
  async hangUp(operatorId: string, body: MessageBody<'call.hang_up'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body);
      const { state, callId } = record.attempt;
      if (state === 'ended') {
        throw new DomainError('attempt.ended');
      }
      if (state === 'planned') {
        throw new DomainError('attempt.wrong_state', { state });
      }
      await this.attempts.requestHangup(record.id);
      if (callId !== null) {
        await this.transaction.afterCommit(() => void this.liveCalls.hangUp(callId, 'operator'));
      }
      return (await this.operators.touch(operator)).version;
    });
  }

  async hold(operatorId: string, body: MessageBody<'call.hold'>): Promise<number> {
    return this.turnSound(operatorId, body, 'held');
  }

  async mute(operatorId: string, body: MessageBody<'call.mute'>): Promise<number> {
    return this.turnSound(operatorId, body, 'muted');
  }

  /** One answer or one filled form. Works until the result is saved, also after the other side has hung up. */
  async sendToScript(operatorId: string, body: MessageBody<'script.send'>): Promise<number> {
    return this.transaction.run(async () => {
      // The run's own seq tells a stale picture; the console's version also changes for reasons a script does not know.
      const operator = await this.operators.lock(operatorId);
      const record = await this.ownAttempt(operator, body.attemptId);
      if (operator.state !== 'talking' && operator.state !== 'wrap_up') {
        throw new DomainError('operator.wrong_state', { state: operator.state });
      }
      const move = await this.scripts.send({
        subjects: subjectsOf(record),
        event: { type: body.event, fields: body.fields },
        expectedSeq: body.seq,
      });
      await this.outcome.actUpon(record, move);
      return (await this.operators.touch(operator)).version;
    });
  }

  /** One key: the person, or this number alone, goes on the organisation's stop list at once, whatever becomes of the call. */
  async suppress(operatorId: string, body: MessageBody<'number.suppress'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body);
      await this.stops.byKey(record, operatorId, body.scope);
      return (await this.operators.touch(operator)).version;
    });
  }

  async markDecisionMaker(operatorId: string, body: MessageBody<'contact.mark_decision_maker'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body);
      if (!(await this.results.markDecisionMaker(body.contactId, record.leadId))) {
        throw new DomainError('record.not_found', { record: 'contact', id: body.contactId });
      }
      return (await this.operators.touch(operator)).version;
    });
  }

  private async turnSound(operatorId: string, body: MessageBody<'call.hold'>, part: CallSound): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body);
      await this.sounds.turn(operatorId, record, { part, on: body.on });
      return (await this.operators.touch(operator)).version;
    });
  }

  private async own(
    operatorId: string,
    body: { attemptId: string; version: number },
  ): Promise<{ operator: OperatorRow; record: AttemptRecord }> {
    const operator = await this.operators.lock(operatorId);
    const record = await this.ownAttempt(operator, body.attemptId);
    this.operators.checkVersion(operator, body.version);
    return { operator, record };
  }

  private async ownAttempt(operator: OperatorRow, attemptId: string): Promise<AttemptRecord> {
    const record = await this.attempts.lock(attemptId);
    if (record === undefined || record.operatorId !== operator.operatorId || operator.attemptId !== attemptId) {
      throw new DomainError('attempt.not_yours');
    }
    return record;
  }
}
