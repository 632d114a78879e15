import { Injectable } from '@nestjs/common';
import { Agenda, type DueSource } from './agenda.js';
import { Transaction } from './transaction.js';

export interface Deadline {
  kind: string;
  subject: string;
  dueAt: Date;
  payload: Record<string, unknown>;
}

/** Handles one kind of due row inside a transaction that has already taken the row: a failure leaves it due. */
export type DeadlineHandler = (deadline: Deadline, now: Date) => Promise<void>;

interface DeadlineRow {
  kind: string;
  subject: string;
  due_at: Date;
  payload: Record<string, unknown>;
}

/** Timers as rows, one for each (kind, subject), in application time; they survive a restart. */
@Injectable()
export class Deadlines implements DueSource {
  readonly name = 'deadlines';
  readonly onlyWhenDue = true;
  private readonly handlers = new Map<string, DeadlineHandler>();

  constructor(
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
  ) {
    agenda.register(this);
  }

  on(kind: string, handler: DeadlineHandler): void {
    this.handlers.set(kind, handler);
  }

  /** Sets or moves the deadline of this kind and subject. */
  async set(kind: string, subject: string, dueAt: Date, payload: Record<string, unknown> = {}): Promise<void> {
    await this.transaction.manager.query(
      `INSERT INTO deadlines (kind, subject, due_at, payload) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT deadlines_kind_subject_uq DO UPDATE SET due_at = excluded.due_at, payload = excluded.payload`,
      [kind, subject, dueAt, payload],
    );
    await this.transaction.afterCommit(() => this.agenda.poke());
  }

  async cancel(subject: string, ...kinds: string[]): Promise<void> {
    await this.transaction.manager.query('DELETE FROM deadlines WHERE subject = $1 AND kind = ANY ($2)', [
      subject,
      kinds,
    ]);
  }

  async dueAtOf(kind: string, subject: string): Promise<Date | null> {
    const row = await this.transaction.row<DeadlineRow>('SELECT * FROM deadlines WHERE kind = $1 AND subject = $2', [
      kind,
      subject,
    ]);
    return row?.due_at ?? null;
  }

  async nextDueAt(): Promise<Date | null> {
    const row = await this.transaction.row<{ next: Date | null }>('SELECT min(due_at) AS next FROM deadlines');
    return row?.next ?? null;
  }

  async runDue(now: Date): Promise<number> {
    let done = 0;
    while (await this.transaction.run(() => this.runOne(now))) {
      done += 1;
    }
    return done;
  }

  private async runOne(now: Date): Promise<boolean> {
    const row = await this.transaction.row<DeadlineRow>(
      `DELETE FROM deadlines WHERE id = (
         SELECT id FROM deadlines WHERE due_at <= $1 AND kind = ANY ($2) ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
       ) RETURNING kind, subject, due_at, payload`,
      [now, [...this.handlers.keys()]],
    );
    const handler = row && this.handlers.get(row.kind);
    if (row === undefined || handler === undefined) {
      return false;
    }
    await handler({ kind: row.kind, subject: row.subject, dueAt: row.due_at, payload: row.payload }, now);
    return true;
  }
}
