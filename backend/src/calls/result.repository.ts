import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { LeadPosition } from '../leads/lead-move.service.js';

export interface CurrentResult {
  id: string;
  dispositionCode: string;
  byUserId: string | null;
  at: Date;
  /** When the first result of this attempt was given: the five minutes of correction count from it. */
  firstAt: Date;
  leadBefore: LeadPosition;
}

export interface NewResult {
  attemptId: string;
  dispositionCode: string;
  byUserId: string | null;
  correctionReason: string | null;
  leadBefore: LeadPosition;
  at: Date;
}

@Injectable()
export class ResultRepository {
  constructor(private readonly transaction: Transaction) {}

  async current(attemptId: string): Promise<CurrentResult | undefined> {
    return this.transaction.row<CurrentResult>(
      `SELECT r.id, r.disposition_code AS "dispositionCode", r.by_user_id AS "byUserId", r.at, r.lead_before AS "leadBefore",
         (SELECT min(f.at) FROM attempt_results f WHERE f.attempt_id = r.attempt_id) AS "firstAt"
       FROM attempt_results r WHERE r.attempt_id = $1 AND r.superseded_at IS NULL FOR UPDATE OF r`,
      [attemptId],
    );
  }

  /** Whether no later try of the same place in a queue was dialled or is on: then the place is still this result's business. */
  async isLatestOfEntry(attemptId: string): Promise<boolean> {
    const row = await this.transaction.row<{ latest: boolean }>(
      `SELECT q.reason IS DISTINCT FROM 'merged' AND NOT EXISTS (
         SELECT FROM attempts later WHERE later.queue_entry_id = a.queue_entry_id AND later.planned_at > a.planned_at
           AND (later.dial_requested_at IS NOT NULL OR later.state <> 'ended')) AS latest
       FROM attempts a JOIN queue_entries q ON q.id = a.queue_entry_id WHERE a.id = $1`,
      [attemptId],
    );
    return row?.latest ?? false;
  }

  /** Whether the system itself once recorded this result of the call. */
  async wasSystems(attemptId: string, code: string): Promise<boolean> {
    const row = await this.transaction.row(
      'SELECT FROM attempt_results WHERE attempt_id = $1 AND disposition_code = $2 AND by_user_id IS NULL LIMIT 1',
      [attemptId, code],
    );
    return row !== undefined;
  }

  async insert(result: NewResult): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE attempt_results SET superseded_at = $2 WHERE attempt_id = $1 AND superseded_at IS NULL',
      [result.attemptId, result.at],
    );
    await this.transaction.manager.query(
      `INSERT INTO attempt_results (attempt_id, disposition_code, by_user_id, at, correction_reason, lead_before) VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        result.attemptId,
        result.dispositionCode,
        result.byUserId,
        result.at,
        result.correctionReason,
        result.leadBefore,
      ],
    );
  }

  async retirePhone(phoneId: string, reason: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE phones SET state = 'retired', retired_reason = $2 WHERE id = $1 AND state = 'active'`,
      [phoneId, reason],
    );
  }

  /** A correction gives back the number that the wrong result had retired, unless a person or another call's result has retired it too. */
  async reinstatePhone(phoneId: string, { attemptId, code }: { attemptId: string; code: string }): Promise<boolean> {
    const rows = await this.transaction.rows(
      `UPDATE phones p SET state = 'active', retired_reason = NULL WHERE p.id = $1 AND p.state = 'retired' AND p.retired_reason = $3
         AND NOT EXISTS (
           SELECT FROM attempts a JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
             JOIN dispositions d ON d.code = r.disposition_code
             LEFT JOIN campaign_dispositions c ON c.disposition_code = d.code AND c.campaign_id = a.campaign_id
           WHERE a.phone_id = p.id AND a.id <> $2 AND (d.effect || coalesce(c.effect, '{}')) ->> 'phone' = 'retire')
       RETURNING p.id`,
      [phoneId, attemptId, code],
    );
    return rows.length > 0;
  }

  async markDecisionMaker(contactId: string, leadId: string, isDecisionMaker = true): Promise<boolean> {
    const rows = await this.transaction.rows<{ id: string }>(
      'UPDATE contacts SET is_decision_maker = $3 WHERE id = $1 AND lead_id = $2 RETURNING id',
      [contactId, leadId, isDecisionMaker],
    );
    return rows.length === 1;
  }
}
