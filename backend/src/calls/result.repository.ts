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

  /** Whether a later attempt has already moved the lead on: then its place in the queue is no longer this result's business. */
  async isLatestOfEntry(attemptId: string): Promise<boolean> {
    const row = await this.transaction.row<{ latest: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM attempts later WHERE later.lead_id = a.lead_id AND later.planned_at > a.planned_at) AS latest
       FROM attempts a WHERE a.id = $1`,
      [attemptId],
    );
    return row?.latest ?? false;
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

  /** A correction gives back a number that the wrong result had retired. */
  async reinstatePhone(phoneId: string): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE phones SET state = 'active', retired_reason = NULL WHERE id = $1 AND state = 'retired'`,
      [phoneId],
    );
  }

  async markDecisionMaker(contactId: string, leadId: string): Promise<boolean> {
    const rows = await this.transaction.rows<{ id: string }>(
      'UPDATE contacts SET is_decision_maker = true WHERE id = $1 AND lead_id = $2 RETURNING id',
      [contactId, leadId],
    );
    return rows.length === 1;
  }
}
