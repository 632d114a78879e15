import { Injectable } from '@nestjs/common';
import type { Stage, Temperature } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';

/** The part of a lead that results, corrections, cooling and deals move. `returnOn` is a day, `YYYY-MM-DD`. */
export interface LeadPosition {
  temperature: Temperature;
  stage: Stage;
  stageReason: string | null;
  returnOn: string | null;
}

/** Why and in what it moved; kept with the move and told in the event. */
export interface LeadMoveCause {
  reason: string;
  note?: string | null;
  attemptId?: string | null;
  campaignId?: string | null;
  operatorId?: string | null;
  stepId?: string | null;
  byUserId?: string | null;
}

@Injectable()
export class LeadMoveRepository {
  constructor(private readonly transaction: Transaction) {}

  async lock(leadId: string): Promise<(LeadPosition & { clientId: string }) | undefined> {
    return this.transaction.row(
      `SELECT client_id AS "clientId", temperature, stage, stage_reason AS "stageReason", return_on::text AS "returnOn"
       FROM leads WHERE id = $1 FOR UPDATE`,
      [leadId],
    );
  }

  async save(leadId: string, to: LeadPosition, touch: { now: Date; temperatureChanged: boolean }): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE leads SET temperature = $2, stage = $3, stage_reason = $4, return_on = $5, touched_at = $6,
         temperature_at = CASE WHEN $7 THEN $6 ELSE temperature_at END, version = version + 1
       WHERE id = $1`,
      [leadId, to.temperature, to.stage, to.stageReason, to.returnOn, touch.now, touch.temperatureChanged],
    );
  }

  async insert(
    leadId: string,
    move: { from: LeadPosition; to: LeadPosition; cause: LeadMoveCause; now: Date },
  ): Promise<void> {
    const { from, to, cause, now } = move;
    await this.transaction.manager.query(
      `INSERT INTO lead_moves (lead_id, from_temperature, to_temperature, from_stage, to_stage, reason, note, attempt_id, campaign_id, step_id, by_user_id, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        leadId,
        from.temperature,
        to.temperature,
        from.stage,
        to.stage,
        cause.reason,
        cause.note ?? null,
        cause.attemptId ?? null,
        cause.campaignId ?? null,
        cause.stepId ?? null,
        cause.byUserId ?? null,
        now,
      ],
    );
  }
}
