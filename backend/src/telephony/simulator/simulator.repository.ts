import { Injectable } from '@nestjs/common';
import { Transaction } from '../../kernel/transaction.js';
import type { CallEvent, Cause, EndedBy } from '../provider-event.rules.js';
import type { Behaviour } from './behaviour.rules.js';
import type { ExchangeCall, ExchangeState, Progress } from './exchange.rules.js';

interface CallRow {
  call_id: string;
  attempt_id: string | null;
  direction: 'out' | 'in';
  to_number: string;
  from_number: string;
  behaviour: Behaviour;
  state: ExchangeState;
  cause: Cause | null;
  placed_at: Date;
  answered_at: Date | null;
  joined_at: Date | null;
  ended_at: Date | null;
  ended_by: EndedBy | null;
  room: string | null;
}

/** A row that waits for its instant: `progress` moves the call, `delivery` is news on its way to us. */
export interface DueRow {
  readonly kind: 'progress' | 'delivery';
  readonly event: unknown;
  readonly dueAt: Date;
}

/** The books of the simulated exchange. They outlive the backend, as a real exchange would. */
@Injectable()
export class SimulatorRepository {
  constructor(private readonly transaction: Transaction) {}

  /** False when this attempt (or call id) was placed before: nothing is written then. */
  async insertCall(call: ExchangeCall): Promise<boolean> {
    const rows = await this.transaction.rows<{ call_id: string }>(
      `INSERT INTO simulator_calls (call_id, attempt_id, direction, to_number, from_number, behaviour, state, placed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING call_id`,
      [call.callId, call.attemptId, call.direction, call.to, call.from, call.behaviour, call.state, call.placedAt],
    );
    return rows.length === 1;
  }

  async saveCall(call: ExchangeCall): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE simulator_calls SET state = $2, cause = $3, answered_at = $4, ended_at = $5, ended_by = $6,
         room = $7, joined_at = $8 WHERE call_id = $1`,
      [call.callId, call.state, call.cause, call.answeredAt, call.endedAt, call.endedBy, call.room, call.joinedAt],
    );
  }

  async setMuted(callId: string, on: boolean): Promise<void> {
    await this.transaction.manager.query('UPDATE simulator_calls SET muted = $2 WHERE call_id = $1', [callId, on]);
  }

  async setHeld(callId: string, on: boolean): Promise<void> {
    await this.transaction.manager.query('UPDATE simulator_calls SET held = $2 WHERE call_id = $1', [callId, on]);
  }

  /** The call's row is locked before its due rows, always: two hands on one call queue up here. */
  async lockCall(callId: string): Promise<ExchangeCall | null> {
    const row = await this.transaction.row<CallRow>('SELECT * FROM simulator_calls WHERE call_id = $1 FOR UPDATE', [
      callId,
    ]);
    return row === undefined ? null : toCall(row);
  }

  async callById(callId: string): Promise<ExchangeCall | null> {
    const row = await this.transaction.row<CallRow>('SELECT * FROM simulator_calls WHERE call_id = $1', [callId]);
    return row === undefined ? null : toCall(row);
  }

  async callOfAttempt(attemptId: string): Promise<ExchangeCall | null> {
    const row = await this.transaction.row<CallRow>('SELECT * FROM simulator_calls WHERE attempt_id = $1', [attemptId]);
    return row === undefined ? null : toCall(row);
  }

  async liveCalls(): Promise<ExchangeCall[]> {
    const rows = await this.transaction.rows<CallRow>(
      'SELECT * FROM simulator_calls WHERE ended_at IS NULL ORDER BY id',
    );
    return rows.map(toCall);
  }

  async scheduleProgress(callId: string, rows: readonly { progress: Progress; dueAt: Date }[]): Promise<void> {
    await this.schedule(
      callId,
      rows.map(({ progress, dueAt }) => ({ kind: 'progress', event: progress, dueAt })),
    );
  }

  async scheduleDelivery(event: CallEvent, dueAt: Date): Promise<void> {
    await this.schedule(event.callId, [{ kind: 'delivery', event, dueAt }]);
  }

  /** Takes what is due of one call, oldest first. */
  async takeDue(callId: string, now: Date): Promise<DueRow[]> {
    const rows = await this.transaction.rows<{ id: string; kind: DueRow['kind']; event: unknown; due_at: Date }>(
      'DELETE FROM simulator_events WHERE call_id = $1 AND due_at <= $2 RETURNING id, kind, event, due_at',
      [callId, now],
    );
    rows.sort((a, b) => a.due_at.getTime() - b.due_at.getTime() || Number(BigInt(a.id) - BigInt(b.id)));
    return rows.map((row) => ({ kind: row.kind, event: row.event, dueAt: row.due_at }));
  }

  async dropProgress(callId: string): Promise<void> {
    await this.transaction.manager.query(`DELETE FROM simulator_events WHERE call_id = $1 AND kind = 'progress'`, [
      callId,
    ]);
  }

  /** Calls with something due, the longest waiting first. */
  async dueCalls(now: Date, limit: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ call_id: string }>(
      `SELECT call_id FROM (SELECT call_id, due_at, id FROM simulator_events WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2) AS due
       GROUP BY call_id ORDER BY min(due_at), min(id)`,
      [now, limit],
    );
    return rows.map((row) => row.call_id);
  }

  async nextDueAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ next: Date | null }>('SELECT min(due_at) AS next FROM simulator_events');
    return row?.next ?? null;
  }

  private async schedule(callId: string, rows: readonly DueRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.transaction.manager.query(
      `INSERT INTO simulator_events (call_id, seq, kind, event, due_at)
       SELECT $1, n - 1, kind, event, due_at
       FROM unnest($2::text[], $3::jsonb[], $4::timestamptz[]) WITH ORDINALITY AS row (kind, event, due_at, n) ORDER BY n`,
      [callId, rows.map((row) => row.kind), rows.map((row) => JSON.stringify(row.event)), rows.map((row) => row.dueAt)],
    );
  }
}

function toCall(row: CallRow): ExchangeCall {
  return {
    callId: row.call_id,
    attemptId: row.attempt_id,
    direction: row.direction,
    to: row.to_number,
    from: row.from_number,
    behaviour: row.behaviour,
    state: row.state,
    cause: row.cause,
    placedAt: row.placed_at,
    answeredAt: row.answered_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    room: row.room,
    joinedAt: row.joined_at,
  };
}
