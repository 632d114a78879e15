import { Injectable } from '@nestjs/common';
import type { Stage, Temperature } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { LeadMoveRepository } from './lead-move.repository.js';

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

/** The one door through which a lead's temperature and stage change: the row, its history and the event together. */
@Injectable()
export class LeadMoveService {
  constructor(
    private readonly moves: LeadMoveRepository,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Inside a transaction: locks the lead. */
  async position(leadId: string): Promise<LeadPosition & { clientId: string }> {
    const position = await this.moves.lock(leadId);
    if (position === undefined) {
      throw new DomainError('record.not_found', { record: 'lead', id: leadId });
    }
    return position;
  }

  /** Inside a transaction. Notes the touch; a move that changes neither temperature nor stage leaves no history. */
  async move(leadId: string, to: LeadPosition, cause: LeadMoveCause): Promise<void> {
    const now = this.clock.now();
    const from = await this.position(leadId);
    await this.moves.save(leadId, to, { now, temperatureChanged: from.temperature !== to.temperature });
    if (from.temperature === to.temperature && from.stage === to.stage) {
      return;
    }
    await this.moves.insert(leadId, { from, to, cause, now });
    await this.eventLog.append({
      type: 'lead.moved',
      payload: {
        fromTemperature: from.temperature,
        toTemperature: to.temperature,
        fromStage: from.stage,
        toStage: to.stage,
        reason: cause.reason,
        ...(cause.stepId && { stepId: cause.stepId }),
      },
      leadId,
      clientId: from.clientId,
      campaignId: cause.campaignId,
      attemptId: cause.attemptId,
      operatorId: cause.operatorId,
      actorId: cause.byUserId,
    });
  }
}
