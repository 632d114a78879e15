import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { nextPosition, type OperatorEvent } from './operator.machine.js';
import { OperatorRepository, type OperatorRow } from './operator.repository.js';

/** What the operator is bound to from now on; left out = unchanged. */
export interface Binding {
  campaignId?: string | null;
  attemptId?: string | null;
  connected?: boolean;
}

@Injectable()
export class OperatorService {
  constructor(
    private readonly operators: OperatorRepository,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Inside a transaction: the row, locked. Every change of an operator begins here. */
  async lock(operatorId: string): Promise<OperatorRow> {
    const row = await this.operators.lock(operatorId);
    if (row === undefined) {
      throw new DomainError('operator.wrong_state', { state: 'offline' });
    }
    return row;
  }

  async get(operatorId: string): Promise<OperatorRow | undefined> {
    return this.operators.get(operatorId);
  }

  async ready(): Promise<OperatorRow[]> {
    return this.operators.ready();
  }

  /** Refuses a command that was decided on another picture than the present one. */
  checkVersion(row: OperatorRow, version: number): void {
    if (row.version !== version) {
      throw new DomainError('operator.version_stale', { version: row.version });
    }
  }

  /** One step of the machine on a locked row: saves state, interval and event. Refuses operator.wrong_state. */
  async step(row: OperatorRow, event: OperatorEvent, binding: Binding = {}): Promise<OperatorRow> {
    const position = nextPosition(row, event);
    if (position === null) {
      throw new DomainError('operator.wrong_state', { state: row.state, event: event.type });
    }
    const now = this.clock.now();
    const stateChanged = position.state !== row.state || position.pauseReason !== row.pauseReason;
    const next: OperatorRow = { ...row, ...position, ...binding, since: stateChanged ? now : row.since };
    const version = await this.operators.save(next, now, stateChanged);
    await this.eventLog.append({
      type: 'operator.state_changed',
      payload: { from: row.state, to: next.state, reason: next.pauseReason ?? undefined, version },
      operatorId: row.operatorId,
      campaignId: next.campaignId,
      attemptId: next.attemptId,
    });
    return { ...next, version };
  }

  /** Something on the operator's screen changed though his state did not: the version grows, so that it is pushed. */
  async touch(row: OperatorRow, binding: Binding = {}): Promise<OperatorRow> {
    const next = { ...row, ...binding };
    const version = await this.operators.save(next, this.clock.now(), false);
    const { operatorId, campaignId, attemptId } = next;
    await this.eventLog.append({
      type: 'operator.console_changed',
      payload: { version },
      operatorId,
      campaignId,
      attemptId,
    });
    return { ...next, version };
  }

  /** The console was opened: a newcomer waits on a pause, one who comes back finds everything as it was. */
  async open(operatorId: string): Promise<OperatorRow> {
    return this.transaction.run(async () => {
      await this.operators.ensure(operatorId, this.clock.now());
      await this.operators.seen([operatorId]);
      const row = await this.lock(operatorId);
      if (row.state === 'offline') {
        return this.step(row, { type: 'OPEN' }, { connected: true });
      }
      if (row.connected) {
        return row;
      }
      const { campaignId, attemptId } = row;
      await this.eventLog.append({ type: 'operator.returned', payload: {}, operatorId, campaignId, attemptId });
      return this.touch(row, { connected: true });
    });
  }
}
