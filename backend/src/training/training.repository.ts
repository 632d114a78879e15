import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';

const SETTING = 'training';

/** Whether training runs is a row, so that the operators come back after a restart and in whichever process leads. */
@Injectable()
export class TrainingRepository {
  constructor(private readonly transaction: Transaction) {}

  async isRunning(): Promise<boolean> {
    return (await this.transaction.row('SELECT FROM settings WHERE key = $1', [SETTING])) !== undefined;
  }

  async setRunning(on: boolean): Promise<void> {
    const sql = on
      ? `INSERT INTO settings (key, value) VALUES ($1, 'true') ON CONFLICT DO NOTHING`
      : 'DELETE FROM settings WHERE key = $1';
    await this.transaction.manager.query(sql, [SETTING]);
  }

  /** Two clicks at the same instant follow one another. */
  async lock(): Promise<void> {
    await this.transaction.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('training', 7))`);
  }

  async accounts(): Promise<{ id: string; login: string; isEnabled: boolean }[]> {
    return this.transaction.rows(
      `SELECT id, login, disabled_at IS NULL AS "isEnabled" FROM users WHERE training AND role = 'operator' ORDER BY id`,
    );
  }

  async setEnabled(on: boolean, now: Date): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE users SET disabled_at = CASE WHEN $1 THEN NULL ELSE coalesce(disabled_at, $2) END, version = version + 1
       WHERE training AND role = 'operator'`,
      [on, now],
    );
  }

  /** Every campaign that is synthetic through and through; none other ever sees a training operator. Answers those that got somebody. */
  async assignToDemo(): Promise<{ campaignId: string; clientId: string }[]> {
    return this.transaction.rows(
      `WITH added AS (
         INSERT INTO campaign_operators (campaign_id, operator_id)
         SELECT c.id, u.id FROM campaigns c CROSS JOIN users u
         WHERE c.synthetic AND c.status IN ('running', 'paused') AND u.training AND u.role = 'operator'
         ON CONFLICT DO NOTHING RETURNING campaign_id
       )
       SELECT DISTINCT c.id AS "campaignId", c.client_id AS "clientId" FROM added JOIN campaigns c ON c.id = added.campaign_id`,
    );
  }
}
