import { Injectable } from '@nestjs/common';
import { dispositionEffectSchema, type DispositionEffect, type Stage, type Temperature } from '@warmline/contracts';
import type { LeadChapter } from '../campaigns/lead-replay.rules.js';
import { Transaction } from '../kernel/transaction.js';
import { leadFamilySql } from '../leads/lead-family.repository.js';
import type { LeadPosition } from '../leads/lead-move.service.js';

interface ResultRow {
  id: string;
  attemptId: string;
  leadId: string;
  code: string;
  effect: DispositionEffect | null;
  before: Partial<LeadPosition>;
  at: Date;
}

interface MoveRow {
  leadId: string;
  reason: string;
  note: string | null;
  fromTemperature: Temperature;
  toTemperature: Temperature;
  fromStage: Stage;
  toStage: Stage;
  at: Date;
}

/** The present result of a call, with the lead as it found it. */
export type ResultChapter = Extract<LeadChapter, { kind: 'result' }> & {
  readonly attemptId: string;
  readonly leadId: string;
  readonly before: Partial<LeadPosition>;
};

/** Everything that moved a lead, its merged cards included. */
@Injectable()
export class LeadReplayRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The card that a merged one went into, itself where it was not merged, and how many cards are one with it. */
  async home(leadId: string): Promise<{ id: string; cards: number }> {
    const row = await this.transaction.row<{ id: string; cards: number }>(
      `WITH RECURSIVE up AS (
         SELECT id, merged_into FROM leads WHERE id = $1
         UNION SELECT l.id, l.merged_into FROM up JOIN leads l ON l.id = up.merged_into
       ), top AS (SELECT id FROM up WHERE merged_into IS NULL)
       SELECT top.id, (SELECT count(*)::int FROM leads f WHERE f.id IN ${leadFamilySql('top.id')}) AS cards FROM top`,
      [leadId],
    );
    return row ?? { id: leadId, cards: 1 };
  }

  /** In the order in which they were first given. */
  async results(homeId: string): Promise<ResultChapter[]> {
    const rows = await this.transaction.rows<ResultRow>(
      `SELECT r.id, a.id AS "attemptId", a.lead_id AS "leadId", r.disposition_code AS code, d.effect || coalesce(c.effect, '{}') AS effect,
         r.lead_before AS before, (SELECT min(f.at) FROM attempt_results f WHERE f.attempt_id = a.id) AS at
       FROM attempts a JOIN attempt_results r ON r.attempt_id = a.id AND r.superseded_at IS NULL
         JOIN dispositions d ON d.code = r.disposition_code
         LEFT JOIN campaign_dispositions c ON c.disposition_code = d.code AND c.campaign_id = a.campaign_id
       WHERE a.lead_id IN ${leadFamilySql('$1')} ORDER BY 7, r.id`,
      [homeId],
    );
    return rows.map(({ id, effect, ...row }) => ({
      ...row,
      kind: 'result',
      resultId: id,
      effect: dispositionEffectSchema.parse(effect),
    }));
  }

  /** What people and time did: corrections, cooling, deals. What results did is told by the results themselves. */
  async moves(homeId: string): Promise<(Extract<LeadChapter, { kind: 'move' }> & { leadId: string })[]> {
    const rows = await this.transaction.rows<MoveRow>(
      `SELECT lead_id AS "leadId", reason, note, from_temperature AS "fromTemperature", to_temperature AS "toTemperature",
         from_stage AS "fromStage", to_stage AS "toStage", at
       FROM lead_moves WHERE lead_id IN ${leadFamilySql('$1')} AND reason IN ('corrected', 'cooled', 'deal') ORDER BY id`,
      [homeId],
    );
    return rows.map(({ leadId, reason, note, at, ...row }) => ({
      kind: 'move',
      leadId,
      reason,
      note,
      at,
      from: { temperature: row.fromTemperature, stage: row.fromStage },
      to: { temperature: row.toTemperature, stage: row.toStage },
    }));
  }

  async setBefore(resultId: string, before: LeadPosition): Promise<void> {
    await this.transaction.manager.query('UPDATE attempt_results SET lead_before = $2 WHERE id = $1', [
      resultId,
      before,
    ]);
  }
}
