import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CorrectResultRequest, leadIdSchema, type MessageBody } from '@warmline/contracts';
import { DispositionService } from '../campaigns/disposition.service.js';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { AttemptRepository, type AttemptRecord } from './attempt.repository.js';
import { CallbackService, type PromisedCallback } from './callback.service.js';
import { HandoverService } from './handover.service.js';
import { ResultRepository } from './result.repository.js';
import { ResultService } from './result.service.js';
import { OWN_CORRECTION_MS, WRAP_UP_EXTENSION_MS } from './wrap-up-limits.js';

/** Wrap-up as the operator does it: note, result, promise, handover; and the correction of an own result. */
@Injectable()
export class ResultCommands implements OnModuleInit {
  constructor(
    private readonly results: ResultService,
    private readonly resultRows: ResultRepository,
    private readonly attempts: AttemptRepository,
    private readonly dispositions: DispositionService,
    private readonly callbacks: CallbackService,
    private readonly handovers: HandoverService,
    private readonly operators: OperatorService,
    private readonly deadlines: Deadlines,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.deadlines.on('wrap_up_timeout', ({ subject }) => this.wrapUpTimedOut(subject));
  }

  async save(operatorId: string, body: MessageBody<'result.save'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body.attemptId, body.version);
      if (operator.state !== 'wrap_up') {
        throw new DomainError('operator.wrong_state', { state: operator.state });
      }
      await this.dispositions.mustBeForPeople(body.dispositionCode);
      const callback = await this.promised(record, body);
      await this.attempts.saveNote(record, body.note, this.clock.now());
      await this.results.record(record, { code: body.dispositionCode, byUserId: operatorId, callback });
      if (body.handoverTo !== undefined) {
        await this.handovers.offer(
          { leadId: leadIdSchema.parse(record.leadId), toUserId: body.handoverTo },
          { offeredBy: operatorId, attemptId: record.id },
        );
      }
      const pausing = body.then === 'pause' && operator.pauseAfter === null;
      const before = pausing
        ? await this.operators.step(operator, { type: 'PAUSE', reason: body.pauseReason ?? 'break' })
        : operator;
      const next = await this.operators.step(before, { type: 'FREE' }, { attemptId: null });
      await this.transaction.afterCommit(() => this.agenda.poke());
      return next.version;
    });
  }

  /** The draft, kept as it is typed, and for as long as the result may be corrected. Never refused for a stale picture: typed text is not lost. */
  async saveNote(operatorId: string, body: MessageBody<'note.save'>): Promise<void> {
    await this.transaction.run(async () => {
      const record = await this.attempts.get(body.attemptId);
      if (record === undefined || record.operatorId !== operatorId) {
        throw new DomainError('attempt.not_yours');
      }
      const { wrappedAt } = record;
      if (wrappedAt !== null && this.clock.now().getTime() - wrappedAt.getTime() > OWN_CORRECTION_MS) {
        throw new DomainError('note.too_late', { minutes: OWN_CORRECTION_MS / 60_000 });
      }
      await this.attempts.saveNote(record, body.text, this.clock.now());
    });
  }

  /** His own result, within five minutes of the first one. */
  async correctOwn(operatorId: string, body: MessageBody<'result.correct'>): Promise<number> {
    return this.transaction.run(async () => {
      const operator = await this.operators.lock(operatorId);
      const record = await this.attempts.lock(body.attemptId);
      if (record === undefined || record.operatorId !== operatorId) {
        throw new DomainError('attempt.not_yours');
      }
      const current = await this.resultRows.current(record.id);
      if (current === undefined || current.byUserId === null) {
        throw new DomainError('attempt.wrong_state', { state: record.attempt.state });
      }
      if (this.clock.now().getTime() - current.firstAt.getTime() > OWN_CORRECTION_MS) {
        throw new DomainError('result.correction_too_late', { minutes: OWN_CORRECTION_MS / 60_000 });
      }
      await this.dispositions.mustBeForPeople(body.dispositionCode);
      await this.results.correct(record, {
        code: body.dispositionCode,
        byUserId: operatorId,
        reason: body.reason ?? null,
        promise: body.promise,
        callback: await this.promised(record, body, true),
      });
      return (await this.operators.touch(operator)).version;
    });
  }

  /** A supervisor, at any later time, with a reason. */
  async correctAsSupervisor(
    attemptId: string,
    { dispositionCode: code, reason, ...promised }: CorrectResultRequest,
    byUserId: string,
  ): Promise<void> {
    if (reason === undefined || reason === '') {
      throw new DomainError('result.reason_required');
    }
    await this.transaction.run(async () => {
      const known = await this.attempts.get(attemptId);
      if (known === undefined) {
        throw new DomainError('record.not_found', { record: 'attempt', id: attemptId });
      }
      await this.operators.lock(known.operatorId);
      const record = await this.attempts.lock(attemptId);
      if (record === undefined) {
        throw new DomainError('record.not_found', { record: 'attempt', id: attemptId });
      }
      // What an engine told of this very call may be put back.
      if (!(await this.resultRows.wasSystems(attemptId, code))) {
        await this.dispositions.mustBeForPeople(code);
      }
      const callback = await this.promised(record, { dispositionCode: code, ...promised }, true);
      await this.results.correct(record, { code, byUserId, reason, promise: promised.promise, callback });
    });
  }

  /** The promise that comes with a result, checked; a result that is one refuses to come without. A correction may keep the one there is. */
  private async promised(
    record: AttemptRecord,
    body: Pick<CorrectResultRequest, 'dispositionCode' | 'callback' | 'promise'>,
    isCorrection = false,
  ): Promise<PromisedCallback | undefined> {
    const code = body.dispositionCode;
    const effect = await this.results.effectOf(record, code);
    if (body.callback !== undefined) {
      return this.callbacks.check(record, body.callback, { code, effect });
    }
    if (effect.queue === 'callback' && !(isCorrection && (await this.callbacks.mayKeep(record, body.promise)))) {
      throw new DomainError('callback.required', { code });
    }
    return undefined;
  }

  async extendWrapUp(operatorId: string, body: MessageBody<'wrap_up.extend'>): Promise<number> {
    return this.transaction.run(async () => {
      const { operator, record } = await this.own(operatorId, body.attemptId, body.version);
      const endsAt = await this.deadlines.dueAtOf('wrap_up_timeout', record.id);
      if (endsAt !== null) {
        await this.deadlines.set('wrap_up_timeout', record.id, new Date(endsAt.getTime() + WRAP_UP_EXTENSION_MS));
      }
      return (await this.operators.touch(operator)).version;
    });
  }

  /** Time is up: nothing is decided for the operator, his text and choice stay; he goes to a pause once he has saved. */
  private async wrapUpTimedOut(attemptId: string): Promise<void> {
    const record = await this.attempts.get(attemptId);
    if (record === undefined || record.wrappedAt !== null) {
      return;
    }
    const operator = await this.operators.lock(record.operatorId);
    if (operator.state === 'wrap_up' && operator.attemptId === attemptId && operator.pauseAfter === null) {
      await this.operators.step(operator, { type: 'PAUSE', reason: 'wrap_up_timeout' });
    }
  }

  private async own(
    operatorId: string,
    attemptId: string,
    version: number,
  ): Promise<{ operator: OperatorRow; record: AttemptRecord }> {
    const operator = await this.operators.lock(operatorId);
    const record = await this.attempts.lock(attemptId);
    if (record === undefined || record.operatorId !== operatorId) {
      throw new DomainError('attempt.not_yours');
    }
    // Said before the picture is called stale: with a fresh one the attempt would be over just the same.
    if (record.wrappedAt !== null || operator.attemptId !== attemptId) {
      throw new DomainError('attempt.over');
    }
    this.operators.checkVersion(operator, version);
    return { operator, record };
  }
}
