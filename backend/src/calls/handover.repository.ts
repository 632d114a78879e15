import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { HandoverState } from './handover.rules.js';

export interface HandoverRow {
  id: string;
  leadId: string;
  campaignId: string | null;
  attemptId: string | null;
  /** Who had the conversation the lead comes from. */
  operatorId: string | null;
  toUserId: string | null;
  toName: string;
  state: HandoverState;
  reason: string | null;
  offeredById: string;
  offeredBy: string;
  offeredAt: Date;
  answeredAt: Date | null;
}

export interface NewHandover {
  leadId: string;
  campaignId: string | null;
  attemptId: string | null;
  toUserId: string | null;
  toName: string;
  offeredBy: string;
  offeredAt: Date;
  answerBy: Date;
}

const SELECT = `SELECT h.id, h.lead_id AS "leadId", h.campaign_id AS "campaignId", h.attempt_id AS "attemptId",
    a.operator_id AS "operatorId", h.to_user_id AS "toUserId", coalesce(t.name, h.to_name) AS "toName", h.state, h.reason,
    h.offered_by AS "offeredById", u.name AS "offeredBy", h.offered_at AS "offeredAt", h.answered_at AS "answeredAt"
  FROM handovers h JOIN users u ON u.id = h.offered_by
    LEFT JOIN users t ON t.id = h.to_user_id LEFT JOIN attempts a ON a.id = h.attempt_id`;

@Injectable()
export class HandoverRepository {
  constructor(private readonly transaction: Transaction) {}

  async get(id: string): Promise<HandoverRow | undefined> {
    return this.transaction.row<HandoverRow>(`${SELECT} WHERE h.id = $1`, [id]);
  }

  /** Lock the lead first: one order everywhere. */
  async lock(id: string): Promise<HandoverRow | undefined> {
    return this.transaction.row<HandoverRow>(`${SELECT} WHERE h.id = $1 FOR UPDATE OF h`, [id]);
  }

  async ofLead(leadId: string): Promise<HandoverRow[]> {
    return this.transaction.rows<HandoverRow>(`${SELECT} WHERE h.lead_id = $1 ORDER BY h.id DESC LIMIT 100`, [leadId]);
  }

  /** The one that has not come to an end; a partial unique index allows no second. */
  async pendingOf(leadId: string): Promise<HandoverState | null> {
    const row = await this.transaction.row<{ state: HandoverState }>(
      `SELECT state FROM handovers WHERE lead_id = $1 AND state IN ('offered', 'accepted')`,
      [leadId],
    );
    return row?.state ?? null;
  }

  /** A person with an account who takes leads. */
  async receiver(userId: string): Promise<{ name: string } | undefined> {
    return this.transaction.row('SELECT name FROM users WHERE id = $1 AND receives_handovers AND disabled_at IS NULL', [
      userId,
    ]);
  }

  /** The named attempt, or the lead's last conversation. */
  async conversation(
    leadId: string,
    attemptId: string | null,
  ): Promise<{ attemptId: string; campaignId: string } | undefined> {
    return this.transaction.row(
      `SELECT id AS "attemptId", campaign_id AS "campaignId" FROM attempts
       WHERE lead_id = $1 AND CASE WHEN $2::uuid IS NULL THEN connected_at IS NOT NULL ELSE id = $2 END
       ORDER BY planned_at DESC LIMIT 1`,
      [leadId, attemptId],
    );
  }

  async insert(handover: NewHandover): Promise<string> {
    const row = await this.transaction.row<{ id: string }>(
      `INSERT INTO handovers (lead_id, campaign_id, attempt_id, to_user_id, to_name, offered_by, offered_at, answer_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        handover.leadId,
        handover.campaignId,
        handover.attemptId,
        handover.toUserId,
        handover.toName,
        handover.offeredBy,
        handover.offeredAt,
        handover.answerBy,
      ],
    );
    if (row === undefined) {
      throw new Error('an inserted handover has no id');
    }
    return row.id;
  }

  async answer(id: string, answer: { state: HandoverState; reason: string | null; at: Date }): Promise<void> {
    await this.transaction.manager.query(
      'UPDATE handovers SET state = $2, reason = $3, answered_at = $4 WHERE id = $1',
      [id, answer.state, answer.reason, answer.at],
    );
  }
}
