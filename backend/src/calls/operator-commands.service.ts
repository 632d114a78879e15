import { Injectable } from '@nestjs/common';
import type { MessageBody } from '@warmline/contracts';
import { CampaignService } from '../campaigns/campaign.service.js';
import { Agenda } from '../kernel/agenda.js';
import { DomainError } from '../kernel/domain-error.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import { CallRelease } from './call-release.service.js';

/** Ready, pause, sign off: what an operator says of himself. */
@Injectable()
export class OperatorCommands {
  constructor(
    private readonly operators: OperatorService,
    private readonly campaigns: CampaignService,
    private readonly release: CallRelease,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
  ) {}

  /** Ready for the next lead, of the named campaign or of all he works in. */
  async ready(operatorId: string, body: MessageBody<'operator.ready'>): Promise<number> {
    return this.transaction.run(async () => {
      const row = await this.operators.lock(operatorId);
      this.operators.checkVersion(row, body.version);
      const campaignId = body.campaignId ?? null;
      if (campaignId !== null && !(await this.campaigns.isOperatorIn(campaignId, operatorId))) {
        throw new DomainError('operator.no_campaign', { campaignId });
      }
      const next = await this.operators.step(row, { type: 'READY' }, { campaignId });
      await this.transaction.afterCommit(() => this.agenda.poke());
      return next.version;
    });
  }

  /** At once when free; a previewed lead goes back; during a call it begins after the call. */
  async pause(operatorId: string, body: MessageBody<'operator.pause'>): Promise<number> {
    return this.transaction.run(async () => {
      const row = await this.operators.lock(operatorId);
      this.operators.checkVersion(row, body.version);
      if (row.state === 'preview' && row.attemptId !== null) {
        await this.release.cancelPlanned(row.attemptId, 'paused');
        return (await this.operators.step(row, { type: 'PAUSE', reason: body.reason }, { attemptId: null })).version;
      }
      return (await this.operators.step(row, { type: 'PAUSE', reason: body.reason })).version;
    });
  }

  async signOff(operatorId: string, body: MessageBody<'operator.sign_off'>): Promise<number> {
    return this.transaction.run(async () => {
      const row = await this.operators.lock(operatorId);
      this.operators.checkVersion(row, body.version);
      const next = await this.operators.step(row, { type: 'SIGN_OFF' }, { connected: false, campaignId: null });
      return next.version;
    });
  }
}
