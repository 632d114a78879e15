import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

export interface ScriptRunRow {
  attemptId: string;
  versionId: string;
  seq: number;
  state: unknown;
}

export interface ScriptRunEventRow {
  seq: number;
  type: string;
  /** Raw fields as the operator sent them: erasable, which is why they stand here and not in the event log. */
  payload: unknown;
  /** The step the event led to. */
  stepId: string;
  at: Date;
}

export interface ScriptRunWrite {
  attemptId: string;
  seq: number;
  state: unknown;
  status: 'running' | 'ended';
  dispositionCode: string | null;
  at: Date;
}

const RUN_COLUMNS = 'attempt_id AS "attemptId", call_script_version_id AS "versionId", seq, state';

@Injectable()
export class ScriptRunRepository {
  constructor(private readonly transaction: Transaction) {}

  async byAttempt(attemptId: string): Promise<ScriptRunRow | undefined> {
    return this.transaction.row<ScriptRunRow>(`SELECT ${RUN_COLUMNS} FROM script_runs WHERE attempt_id = $1`, [
      attemptId,
    ]);
  }

  async byAttempts(attemptIds: readonly string[]): Promise<ScriptRunRow[]> {
    return attemptIds.length === 0
      ? []
      : this.transaction.rows<ScriptRunRow>(
          `SELECT ${RUN_COLUMNS} FROM script_runs WHERE attempt_id = ANY ($1::uuid[])`,
          [attemptIds],
        );
  }

  /** Locks the row: events of one run follow one another, from whichever replica they come. */
  async forStep(attemptId: string): Promise<ScriptRunRow | undefined> {
    return this.transaction.row<ScriptRunRow>(
      `SELECT ${RUN_COLUMNS} FROM script_runs WHERE attempt_id = $1 FOR UPDATE`,
      [attemptId],
    );
  }

  /** False if the attempt has a run already. */
  async insert(run: ScriptRunWrite & { versionId: string }): Promise<boolean> {
    const rows = await this.transaction.rows(
      `INSERT INTO script_runs (attempt_id, call_script_version_id, seq, state, status, disposition_code, started_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (attempt_id) DO NOTHING RETURNING attempt_id`,
      [run.attemptId, run.versionId, run.seq, JSON.stringify(run.state), run.status, run.dispositionCode, run.at],
    );
    return rows.length > 0;
  }

  async save(run: ScriptRunWrite): Promise<void> {
    await this.transaction.rows(
      `UPDATE script_runs SET seq = $2, state = $3, status = $4, disposition_code = $5, updated_at = $6 WHERE attempt_id = $1`,
      [run.attemptId, run.seq, JSON.stringify(run.state), run.status, run.dispositionCode, run.at],
    );
  }

  async insertEvent(attemptId: string, event: ScriptRunEventRow, actorId: string): Promise<void> {
    await this.transaction.rows(
      `INSERT INTO script_run_events (attempt_id, seq, type, payload, step_id, actor_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [attemptId, event.seq, event.type, JSON.stringify(event.payload), event.stepId, actorId, event.at],
    );
  }

  async events(attemptId: string): Promise<ScriptRunEventRow[]> {
    return this.transaction.rows<ScriptRunEventRow>(
      `SELECT seq, type, payload, step_id AS "stepId", at FROM script_run_events WHERE attempt_id = $1 ORDER BY seq`,
      [attemptId],
    );
  }
}
