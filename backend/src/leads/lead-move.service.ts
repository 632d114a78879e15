import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { LeadMoveRepository, type LeadMoveCause, type LeadPosition } from './lead-move.repository.js';

export type { LeadMoveCause, LeadPosition } from './lead-move.repository.js';

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
