import { Injectable } from '@nestjs/common';
import type { DialRefusal } from '@warmline/contracts';
import type { AttemptRecord } from '../calls/attempt.repository.js';
import { AttemptService, subjectsOf } from '../calls/attempt.service.js';
import { CallRelease } from '../calls/call-release.service.js';
import { HeldEntryService } from '../campaigns/held-entry.service.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { DialPlacement } from './dial-placement.service.js';
import { DialRefusals } from './dial-refusals.service.js';
import { DialRepository } from './dial.repository.js';

export type DialOutcome =
  { kind: 'requested'; version: number } | { kind: 'refused'; version: number; reasons: DialRefusal[] };

/** The instant of dialling: everything that spoke for the call is asked once more under the number's lock, then the engine is told, once. */
@Injectable()
export class DialService {
  constructor(
    private readonly steps: AttemptService,
    private readonly repository: DialRepository,
    private readonly refusals: DialRefusals,
    private readonly entries: HeldEntryService,
    private readonly operators: OperatorService,
    private readonly release: CallRelease,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly placement: DialPlacement,
  ) {}

  /**
   * Inside a transaction, with the operator's row locked. Refused: the attempt ends undialled, its lead goes back with the reason found, the operator is
   * free again; all of that is kept, so the caller answers with the reasons and does not throw.
   */
  async dial(operator: OperatorRow, record: AttemptRecord): Promise<DialOutcome> {
    await this.repository.lockNumberAndLead(record.numberKey, record.leadId);
    const reasons = await this.refusals.ofAttempt(record);
    if (reasons.length > 0) {
      return this.refuse(operator, record, reasons);
    }
    const outcome = await this.steps.decide(record.id, { t: 'request_dial' });
    if (outcome.kind !== 'changed') {
      return this.refuse(operator, record, [{ reason: 'number_busy', until: null, zones: [] }]);
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

  private async refuse(operator: OperatorRow, record: AttemptRecord, reasons: DialRefusal[]): Promise<DialOutcome> {
    const codes = reasons.map(({ reason }) => reason);
    await this.eventLog.append({ ...subjectsOf(record), type: 'call.dial_refused', payload: { reasons: codes } });
    await this.release.cancelPlanned(record.id, codes[0] ?? 'refused');
    // In progressive mode the operator has not left `ready` yet.
    const next =
      operator.state === 'ready'
        ? await this.operators.touch(operator)
        : await this.operators.step(operator, { type: 'FREE' }, { attemptId: null });
    return { kind: 'refused', version: next.version, reasons };
  }
}
