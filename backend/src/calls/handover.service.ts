import { Injectable } from '@nestjs/common';
import {
  type AnswerHandoverRequest,
  type Handover,
  handoverIdSchema,
  leadIdSchema,
  type OfferHandoverRequest,
  userIdSchema,
} from '@warmline/contracts';
import type { SessionUser } from '../auth/session.repository.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadMoveService, type LeadPosition } from '../leads/lead-move.service.js';
import { HandoverRepository, type HandoverRow } from './handover.repository.js';
import { HANDOVER_WAIT_MS, type HandoverVerdict, mayAnswer, mayOffer, maySpeak } from './handover.rules.js';

/** Warm and hot leads given to salespeople: offered, accepted or rejected with a reason, deal. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly handovers: HandoverRepository,
    private readonly leadMoves: LeadMoveService,
    private readonly transaction: Transaction,
    private readonly eventLog: EventLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Offers a lead to a user who takes leads, or to a name without an account. Joins the caller's transaction, so that an operator's result
   * and his offer stand or fall together. Refuses lead.closed, handover.wrong_state, record.not_found.
   */
  async offer(request: OfferHandoverRequest, by: { offeredBy: string; attemptId?: string }): Promise<Handover> {
    return this.transaction.run(async () => {
      const { leadId } = request;
      const receiver = await this.receiverOf(request);
      const lead = await this.leadMoves.position(leadId);
      allowOrThrow(mayOffer({ ...lead, pending: await this.handovers.pendingOf(leadId) }));
      const offeredAt = this.clock.now();
      const conversation = await this.handovers.conversation(leadId, by.attemptId ?? null);
      const id = await this.handovers.insert({
        leadId,
        ...receiver,
        campaignId: conversation?.campaignId ?? null,
        attemptId: conversation?.attemptId ?? null,
        offeredBy: by.offeredBy,
        offeredAt,
        answerBy: new Date(offeredAt.getTime() + HANDOVER_WAIT_MS),
      });
      return this.tell({ id, type: 'handover.offered', actorId: by.offeredBy, lead, stage: lead.stage });
    });
  }

  /** Refuses role.refused for those it does not concern, handover.wrong_state and handover.reason_required. */
  async answer(id: string, request: AnswerHandoverRequest, user: SessionUser): Promise<Handover> {
    return this.transaction.run(async () => {
      const lead = await this.leadMoves.position((await this.get(id)).leadId);
      const handover = await this.lock(id);
      const { answer, reason } = request;
      const speaker = {
        role: user.role,
        isReceiver: handover.toUserId === user.id,
        isOfferer: handover.offeredById === user.id,
      };
      if (!maySpeak(speaker, answer)) {
        throw new DomainError('role.refused');
      }
      allowOrThrow(mayAnswer(handover.state, answer, reason));
      await this.handovers.answer(id, { state: answer, reason: reason ?? null, at: this.clock.now() });
      const stage = answer === 'deal' ? 'customer' : lead.stage;
      return this.tell({ id, type: `handover.${answer}`, actorId: user.id, lead, stage });
    });
  }

  /** Newest first. */
  async ofLead(leadId: string): Promise<Handover[]> {
    return (await this.handovers.ofLead(leadId)).map(presentHandover);
  }

  /** The event, and the lead: each step of a handover touches it (it does not cool meanwhile), a deal makes it a customer. */
  private async tell(step: {
    id: string;
    type: `handover.${'offered' | AnswerHandoverRequest['answer']}`;
    actorId: string;
    lead: LeadPosition & { clientId: string };
    stage: LeadPosition['stage'];
  }): Promise<Handover> {
    const { id, type, actorId, lead, stage } = step;
    const handover = await this.get(id);
    const { leadId, campaignId, attemptId } = handover;
    const subjects = { clientId: lead.clientId, campaignId, leadId, attemptId, actorId };
    // Whom it concerns is the receiver: his own feed tells him.
    await this.eventLog.append({ ...subjects, type, payload: { handoverId: id }, operatorId: handover.toUserId });
    const moved = stage === lead.stage ? lead : { ...lead, stage, stageReason: 'deal', returnOn: null };
    await this.leadMoves.move(leadId, moved, {
      reason: 'deal',
      attemptId,
      campaignId,
      operatorId: handover.operatorId,
      byUserId: actorId,
    });
    return presentHandover(handover);
  }

  private async receiverOf(request: OfferHandoverRequest): Promise<{ toUserId: string | null; toName: string }> {
    const { toUserId, toName } = request;
    if ((toUserId === undefined) === (toName === undefined)) {
      throw new DomainError('request.invalid', { fields: ['toUserId', 'toName'] });
    }
    if (toUserId === undefined) {
      return { toUserId: null, toName: toName ?? '' };
    }
    const receiver = await this.handovers.receiver(toUserId);
    if (receiver === undefined) {
      throw new DomainError('record.not_found', { record: 'user', id: toUserId });
    }
    return { toUserId, toName: receiver.name };
  }

  private async get(id: string): Promise<HandoverRow> {
    return found(await this.handovers.get(id), id);
  }

  private async lock(id: string): Promise<HandoverRow> {
    return found(await this.handovers.lock(id), id);
  }
}

function found(row: HandoverRow | undefined, id: string): HandoverRow {
  if (row === undefined) {
    throw new DomainError('record.not_found', { record: 'handover', id });
  }
  return row;
}

function allowOrThrow(verdict: HandoverVerdict): void {
  if (verdict.kind === 'refused') {
    throw new DomainError(verdict.code, verdict.params);
  }
}

export function presentHandover(row: HandoverRow): Handover {
  return {
    id: handoverIdSchema.parse(row.id),
    leadId: leadIdSchema.parse(row.leadId),
    to: { id: row.toUserId === null ? null : userIdSchema.parse(row.toUserId), name: row.toName },
    state: row.state,
    reason: row.reason,
    offeredBy: row.offeredBy,
    offeredAt: row.offeredAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
