import { Injectable } from '@nestjs/common';
import type { QueueDecision } from '../campaigns/retry.rules.js';
import type { LeadState } from '../campaigns/disposition-effect.rules.js';
import { Transaction } from '../kernel/transaction.js';
import type { DemoCall } from './demo-history.rules.js';
import type { SeededLead } from './demo.repository.js';

export interface WrittenCall {
  readonly attemptId: string;
  readonly campaignId: string;
  readonly entryId: string;
  readonly operatorId: string;
  readonly scriptVersionId: string;
  readonly lead: SeededLead;
  readonly call: DemoCall;
}

/** One call of yesterday, as the product itself would have left it in its tables. */
@Injectable()
export class DemoHistoryRepository {
  constructor(private readonly transaction: Transaction) {}

  async insertAttempt({
    attemptId,
    campaignId,
    entryId,
    operatorId,
    scriptVersionId,
    lead,
    call,
  }: WrittenCall): Promise<void> {
    const right = { listName: '', legalSourceKind: 'collected_open_data', pack: 'demo', until: null, why: ['fresh'] };
    await this.run(
      `INSERT INTO attempts (id, campaign_id, queue_entry_id, lead_id, contact_id, phone_id, number_key, operator_id, call_script_version_id, state, cause,
         provider, planned_at, dial_requested_at, ringing_at, answered_at, connected_at, ended_at, ended_by, right_to_call, wrapped_at, synthetic)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'ended', $10, 'simulator', $11, $12, $13, $14, $14, $15, $16, $17, $18, true)`,
      [
        attemptId,
        campaignId,
        entryId,
        lead.id,
        lead.contactId,
        lead.phoneId,
        lead.numberKey,
        operatorId,
        scriptVersionId,
        call.cause,
        call.plannedAt,
        call.dialRequestedAt,
        call.ringingAt,
        call.answeredAt,
        call.endedAt,
        call.endedBy,
        JSON.stringify(right),
        call.wrappedAt,
      ],
    );
  }

  async insertTalk({ attemptId, operatorId, scriptVersionId, lead, call }: WrittenCall): Promise<void> {
    if (call.talk === null) return;
    const { steps, state } = call.talk;
    await this.run(
      `INSERT INTO calls (attempt_id, operator_id, lead_id, started_at, ended_at, note, note_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        attemptId,
        operatorId,
        lead.id,
        call.answeredAt,
        call.endedAt,
        call.note,
        call.note === '' ? null : call.wrappedAt,
      ],
    );
    await this.run(
      `INSERT INTO script_runs (attempt_id, call_script_version_id, seq, state, status, disposition_code, started_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        attemptId,
        scriptVersionId,
        steps.length - 1,
        JSON.stringify(state),
        state.status,
        state.disposition,
        call.answeredAt,
        call.endedAt,
      ],
    );
    await this.run(
      `INSERT INTO script_run_events (attempt_id, seq, type, payload, step_id, actor_id, at)
       SELECT $1, n, type, jsonb_build_object('fields', fields), "stepId", $3, at
       FROM jsonb_to_recordset($2::jsonb) AS r (type text, fields jsonb, "stepId" text, at timestamptz, n bigint)`,
      [attemptId, JSON.stringify(steps.map((step, n) => ({ ...step, n }))), operatorId],
    );
  }

  async insertResult({ attemptId, operatorId, call }: WrittenCall, before: LeadState): Promise<void> {
    await this.run(
      `INSERT INTO attempt_results (attempt_id, disposition_code, by_user_id, at, lead_before) VALUES ($1, $2, $3, $4, $5)`,
      [attemptId, call.code, call.talk === null ? null : operatorId, call.wrappedAt, JSON.stringify(before)],
    );
  }

  async moveLead(
    { attemptId, campaignId, operatorId, lead, call }: WrittenCall,
    from: LeadState,
    to: LeadState,
  ): Promise<void> {
    await this.run(
      `UPDATE leads SET temperature = $2, stage = $3, stage_reason = $4, return_on = $5, touched_at = $6,
         temperature_at = CASE WHEN temperature <> $2 THEN $6 ELSE temperature_at END WHERE id = $1`,
      [lead.id, to.temperature, to.stage, to.stageReason, to.returnOn, call.wrappedAt],
    );
    await this.run(
      `INSERT INTO lead_moves (lead_id, from_temperature, to_temperature, from_stage, to_stage, reason, attempt_id, campaign_id, step_id, by_user_id, at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 WHERE $2 <> $3 OR $4 <> $5`,
      [
        lead.id,
        from.temperature,
        to.temperature,
        from.stage,
        to.stage,
        call.code,
        attemptId,
        campaignId,
        call.talk?.state.value ?? null,
        operatorId,
        call.wrappedAt,
      ],
    );
  }

  async retirePhone(phoneId: string, reason: string): Promise<void> {
    await this.run(`UPDATE phones SET state = 'retired', retired_reason = $2 WHERE id = $1`, [phoneId, reason]);
  }

  async settleEntry(written: WrittenCall, decision: QueueDecision): Promise<void> {
    const { entryId, operatorId, call } = written;
    const isPromise = decision.kind === 'callback';
    const notBefore = decision.kind === 'finished' ? null : isPromise ? decision.dueAt : decision.notBefore;
    await this.run(
      `UPDATE queue_entries SET tries = 1, tries_by = jsonb_build_object($2::text, 1), state = $3, reason = $4, not_before = $5,
         owner_operator_id = $6, band = CASE WHEN $7 THEN 0 ELSE band END, updated_at = $8 WHERE id = $1`,
      [
        entryId,
        call.code,
        decision.kind === 'finished' ? 'finished' : isPromise ? 'callback' : 'cooling',
        decision.kind === 'finished' ? decision.reason : null,
        notBefore,
        isPromise ? operatorId : null,
        isPromise,
        call.wrappedAt,
      ],
    );
  }

  async insertCallback({ attemptId, campaignId, operatorId, lead, call }: WrittenCall, dueAt: Date): Promise<void> {
    await this.run(
      `INSERT INTO callbacks (campaign_id, lead_id, contact_id, phone_id, due_at, zone, owner_operator_id, about, promised_in, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        campaignId,
        lead.id,
        lead.contactId,
        lead.phoneId,
        dueAt,
        lead.zone,
        operatorId,
        call.note,
        attemptId,
        call.wrappedAt,
      ],
    );
  }

  /** What the operator did yesterday, second by second. */
  async insertIntervals(
    operatorId: string,
    campaignId: string,
    intervals: readonly { state: string; from: Date; to: Date; attemptId: string }[],
  ): Promise<void> {
    await this.run(
      `INSERT INTO operator_intervals (operator_id, state, campaign_id, attempt_id, started_at, ended_at)
       SELECT $1, state, $2, "attemptId", "from", "to"
       FROM jsonb_to_recordset($3::jsonb) AS r (state text, "from" timestamptz, "to" timestamptz, "attemptId" uuid)`,
      [operatorId, campaignId, JSON.stringify(intervals)],
    );
  }

  private async run(sql: string, parameters: unknown[]): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}
