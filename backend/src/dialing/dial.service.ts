import { Injectable } from '@nestjs/common';
import type { AttemptRecord } from '../calls/attempt.repository.js';
import { AttemptService, subjectsOf } from '../calls/attempt.service.js';
import { CallRelease } from '../calls/call-release.service.js';
import { CallingClassService } from '../campaigns/calling-class.service.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { DialingGate } from '../telephony/dialing-gate.service.js';
import { DialPlacement } from './dial-placement.service.js';
import { DialRepository } from './dial.repository.js';

export type DialOutcome =
  { kind: 'requested'; version: number } | { kind: 'refused'; version: number; reasons: string[] };

/** The instant of dialling: everything that spoke for the call is asked once more under the number's lock, then the engine is told, once. */
@Injectable()
export class DialService {
  constructor(
    private readonly steps: AttemptService,
    private readonly repository: DialRepository,
    private readonly classes: CallingClassService,
    private readonly entries: HeldEntryService,
    private readonly operators: OperatorService,
    private readonly release: CallRelease,
    private readonly gate: DialingGate,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly placement: DialPlacement,
  ) {}

  /**
   * Inside a transaction, with the operator's row locked. Refused: the attempt ends undialled, its lead goes back with the reason found, the operator is
   * free again; all of that is kept, so the caller answers with the reasons and does not throw.
   */
  async dial(operator: OperatorRow, record: AttemptRecord): Promise<DialOutcome> {
    await this.repository.lockNumberAndLead(record.numberKey, record.leadId);
    const reasons = await this.refusals(record);
    if (reasons.length > 0) {
      return this.refuse(operator, record, reasons);
    }
    const outcome = await this.steps.decide(record.id, { t: 'request_dial' });
    if (outcome.kind !== 'changed') {
      return this.refuse(operator, record, ['number_busy']);
    }
    await this.deadlines.cancel(record.id, 'preview_timeout');
    await this.entries.toAttempting(record.queueEntryId, record.operatorId);
    const next = await this.operators.step(
      operator,
      { type: 'DIAL' },
      { attemptId: record.id, campaignId: record.campaignId },
    );
    await this.transaction.afterCommit(() => this.placement.start(record.id));
    return { kind: 'requested', version: next.version };
  }

  private async refusals(record: AttemptRecord): Promise<string[]> {
    const now = this.clock.now();
    const gate = await this.gate.reason();
    const { reason, classId } = await this.repository.refusal(record.id, now);
    const open = await this.classes.openClasses(record.campaignId, now);
    const isOpen = classId !== null && open.open.includes(classId);
    return [gate, reason, isOpen ? null : 'outside_hours'].filter((code) => code !== null);
  }

  private async refuse(operator: OperatorRow, record: AttemptRecord, reasons: string[]): Promise<DialOutcome> {
    await this.eventLog.append({ ...subjectsOf(record), type: 'call.dial_refused', payload: { reasons } });
    await this.release.cancelPlanned(record.id, reasons[0] ?? 'refused');
    // In progressive mode the operator has not left `ready` yet.
    const next =
      operator.state === 'ready'
        ? await this.operators.touch(operator)
        : await this.operators.step(operator, { type: 'FREE' }, { attemptId: null });
    return { kind: 'refused', version: next.version, reasons };
  }
}
