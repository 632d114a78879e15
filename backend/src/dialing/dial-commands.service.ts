import { Injectable } from '@nestjs/common';
import type { MessageBody, Reply } from '@warmline/contracts';
import { AttemptService } from '../calls/attempt.service.js';
import { CallbackService } from '../calls/callback.service.js';
import { CampaignService } from '../campaigns/campaign.service.js';
import { QueueService } from '../campaigns/queue.service.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import { DialRefusals } from './dial-refusals.service.js';
import { DialRepository } from './dial.repository.js';
import { DialService } from './dial.service.js';
import { LeadOffer } from './lead-offer.service.js';

/** The operator's click that dials, and the callback he chooses to keep now. */
@Injectable()
export class DialCommands {
  constructor(
    private readonly operators: OperatorService,
    private readonly attempts: AttemptService,
    private readonly callbacks: CallbackService,
    private readonly campaigns: CampaignService,
    private readonly queue: QueueService,
    private readonly repository: DialRepository,
    private readonly dials: DialService,
    private readonly refusals: DialRefusals,
    private readonly offers: LeadOffer,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Refused with `dial.refused` and every reason when something has come in between; the lead has then gone back to the queue. */
  async dial(operatorId: string, body: MessageBody<'attempt.dial'>): Promise<Reply> {
    return this.transaction.run(async () => {
      const operator = await this.operators.lock(operatorId);
      const record = await this.attempts.lock(body.attemptId);
      if (record === undefined || record.operatorId !== operatorId || operator.attemptId !== body.attemptId) {
        throw new DomainError('attempt.not_yours');
      }
      this.operators.checkVersion(operator, body.version);
      if (operator.state !== 'preview') {
        throw new DomainError('operator.wrong_state', { state: operator.state });
      }
      if (body.phoneId !== undefined && body.phoneId !== record.phoneId) {
        await this.choosePhone(record.id, body.phoneId, record.leadId);
      }
      const chosen = await this.attempts.lock(body.attemptId);
      const outcome = await this.dials.dial(operator, chosen ?? record);
      return outcome.kind === 'requested'
        ? { ok: true, version: outcome.version }
        : { ok: false, error: { code: 'dial.refused', params: { reasons: outcome.reasons } } };
    });
  }

  /** An own or shared promise, taken up now instead of waiting for the queue: the lead comes up as any other would. */
  async callCallback(operatorId: string, body: MessageBody<'callback.call'>): Promise<Reply> {
    return this.transaction.run(async () => {
      const operator = await this.operators.lock(operatorId);
      this.operators.checkVersion(operator, body.version);
      if (operator.state !== 'ready' && operator.state !== 'paused') {
        throw new DomainError('operator.wrong_state', { state: operator.state });
      }
      const callback = await this.callbacks.lock(body.callbackId);
      const isMine = callback.ownerOperatorId === null || callback.ownerOperatorId === operatorId;
      const campaign = await this.campaigns.running(callback.campaignId);
      if (!isMine || callback.state !== 'open' || callback.queueEntryId === null || campaign === null) {
        throw new DomainError('record.not_found', { record: 'callback', id: body.callbackId });
      }
      const ready =
        operator.state === 'ready'
          ? operator
          : await this.operators.step(operator, { type: 'READY' }, { campaignId: campaign.id });
      await this.queue.makeReadyNow(callback.queueEntryId);
      const now = this.clock.now();
      const { kind } = await this.offers.offer({ operatorId, campaign, now, entryId: callback.queueEntryId });
      if (kind === 'busy') {
        throw new DomainError('operator.wrong_state', { state: ready.state });
      }
      if (kind !== 'given') {
        const reasons = await this.refusals.ofEntry(callback.queueEntryId, campaign.id);
        throw new DomainError('dial.refused', { reasons });
      }
      return { ok: true, version: ready.version + 1 };
    });
  }

  private async choosePhone(attemptId: string, phoneId: string, leadId: string): Promise<void> {
    const phone = await this.repository.phoneOfLead(phoneId, leadId);
    if (phone === undefined) {
      throw new DomainError('lead.no_phone', { phoneId });
    }
    await this.attempts.choosePhone(attemptId, phone);
  }
}
