import { Injectable } from '@nestjs/common';
import type { OperatorState, PauseReason } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

export interface OperatorRow {
  operatorId: string;
  state: OperatorState;
  pauseReason: PauseReason | null;
  pauseAfter: PauseReason | null;
  since: Date;
  campaignId: string | null;
  attemptId: string | null;
  connected: boolean;
  version: number;
}

const COLUMNS = `operator_id AS "operatorId", state, pause_reason AS "pauseReason", pause_after AS "pauseAfter", since,
  campaign_id AS "campaignId", attempt_id AS "attemptId", connected, version::float8 AS version`;

@Injectable()
export class OperatorRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Makes the row of a newcomer; an operator's first interval begins with it. */
  async ensure(operatorId: string, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `WITH made AS (
         INSERT INTO operator_states (operator_id, since) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING operator_id
       )
       INSERT INTO operator_intervals (operator_id, state, started_at) SELECT operator_id, 'offline', $2 FROM made`,
      [operatorId, now],
    );
  }

  /** Locks the row: everything an operator does follows one after another. */
  async lock(operatorId: string): Promise<OperatorRow | undefined> {
    return this.transaction.row<OperatorRow>(
      `SELECT ${COLUMNS} FROM operator_states WHERE operator_id = $1 FOR UPDATE`,
      [operatorId],
    );
  }

  async get(operatorId: string): Promise<OperatorRow | undefined> {
    return this.transaction.row<OperatorRow>(`SELECT ${COLUMNS} FROM operator_states WHERE operator_id = $1`, [
      operatorId,
    ]);
  }

  /** Ready, with a live line to us, longest waiting first. */
  async ready(): Promise<OperatorRow[]> {
    return this.transaction.rows<OperatorRow>(
      `SELECT ${COLUMNS} FROM operator_states WHERE state = 'ready' AND connected ORDER BY since, operator_id`,
    );
  }

  /** Saves the new position with its interval; the version grows by one. Answers it. */
  async save(row: OperatorRow, now: Date, stateChanged: boolean): Promise<number> {
    const saved = await this.transaction.row<{ version: number }>(
      `UPDATE operator_states SET state = $2, pause_reason = $3, pause_after = $4, since = $5, campaign_id = $6, attempt_id = $7,
         connected = $8, version = version + 1
       WHERE operator_id = $1 RETURNING version::float8 AS version`,
      [
        row.operatorId,
        row.state,
        row.pauseReason,
        row.pauseAfter,
        row.since,
        row.campaignId,
        row.attemptId,
        row.connected,
      ],
    );
    if (stateChanged) {
      await this.transaction.manager.query(
        'UPDATE operator_intervals SET ended_at = greatest($2, started_at) WHERE operator_id = $1 AND ended_at IS NULL',
        [row.operatorId, now],
      );
      await this.transaction.manager.query(
        `INSERT INTO operator_intervals (operator_id, state, reason, campaign_id, attempt_id, started_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [row.operatorId, row.state, row.pauseReason, row.campaignId, row.attemptId, now],
      );
    }
    return saved?.version ?? row.version;
  }

  /** Real clock: a heartbeat renews the lease on whatever the operator holds. */
  async seen(operatorIds: string[]): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE operator_states SET seen_at = clock_timestamp() WHERE operator_id = ANY ($1)`,
      [operatorIds],
    );
  }

  /** After a restart everybody gets a whole lease to come back. */
  async renewAllLeases(): Promise<void> {
    await this.transaction.manager.query('UPDATE operator_states SET seen_at = clock_timestamp() WHERE connected');
  }

  /** Whose line has been silent for longer than the lease. */
  async silent(leaseMs: number): Promise<string[]> {
    const rows = await this.transaction.rows<{ id: string }>(
      `SELECT operator_id AS id FROM operator_states WHERE connected AND seen_at < clock_timestamp() - $1 * interval '1 ms'`,
      [leaseMs],
    );
    return rows.map((row) => row.id);
  }
}
