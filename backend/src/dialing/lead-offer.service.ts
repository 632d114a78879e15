import { Inject, Injectable } from '@nestjs/common';
import { AttemptService, subjectsOf } from '../calls/attempt.service.js';
import { CallingClassService } from '../campaigns/calling-class.service.js';
import type { RunningCampaign } from '../campaigns/campaign.service.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { TELEPHONY_PORT, type TelephonyPort } from '../telephony/telephony.port.js';
import { DialService } from './dial.service.js';
import { LeadClaimRepository } from './lead-claim.repository.js';
import { whyThisLead } from './why-this-lead.rules.js';

export interface OfferRequest {
  operatorId: string;
  campaign: RunningCampaign;
  now: Date;
  /** This entry and no other: a callback the operator chose. */
  entryId?: string;
}

/**
 * `busy`: the operator is not waiting any more. `put_aside`: the head of the queue may not ring after all, try the next.
 * `opensAt`: when the first closed class of the campaign opens.
 */
export interface Offered {
  kind: 'given' | 'nothing' | 'busy' | 'put_aside';
  opensAt: Date | null;
}

/** Claims one lead for one operator and puts it before him: to look at (preview) or ringing (progressive). Inside a transaction. */
@Injectable()
export class LeadOffer {
  constructor(
    private readonly operators: OperatorService,
    private readonly classes: CallingClassService,
    private readonly claims: LeadClaimRepository,
    private readonly attempts: AttemptService,
    private readonly dials: DialService,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
  ) {}

  async offer({ operatorId, campaign, now, entryId }: OfferRequest): Promise<Offered> {
    const operator = await this.operators.lock(operatorId);
    if (operator.state !== 'ready' || !operator.connected) {
      return { kind: 'busy', opensAt: null };
    }
    const { open, openToPromises, untilById, nextOpensAt } = await this.classes.openClasses(campaign.id, now);
    const attemptId = uuidv7();
    const outcome = await this.claims.claim({
      campaignId: campaign.id,
      operatorId,
      openClassIds: open,
      promiseClassIds: openToPromises,
      attemptId,
      provider: this.port.kind,
      entryId,
      now,
    });
    if (outcome.kind === 'put_aside') {
      // Whoever waits sees why nothing rings: the place was shown as ready until now.
      const payload = { changed: 1, cause: 'claim' };
      await this.eventLog.append({ type: 'queue.remarked', payload, campaignId: campaign.id });
    }
    if (outcome.kind !== 'claimed') {
      return { kind: outcome.kind, opensAt: nextOpensAt };
    }
    await this.keepGround(attemptId, outcome.queueEntryId, { now, until: untilById.get(outcome.classId) ?? null });
    await this.present(operator, campaign, { attemptId, now });
    return { kind: 'given', opensAt: nextOpensAt };
  }

  private async keepGround(attemptId: string, entryId: string, at: { now: Date; until: Date | null }): Promise<void> {
    const ground = await this.claims.ground(entryId, at.now);
    const { listName, legalSourceKind, pack } = ground ?? { listName: '', legalSourceKind: '', pack: '' };
    const why = ground === undefined ? [] : whyThisLead(ground);
    const until = at.until?.toISOString() ?? null;
    await this.claims.keepRightToCall(attemptId, { listName, legalSourceKind, pack, until, why });
  }

  /** Preview: a person looks and clicks. Progressive: it rings at once. */
  private async present(
    operator: OperatorRow,
    campaign: RunningCampaign,
    { attemptId, now }: { attemptId: string; now: Date },
  ): Promise<void> {
    const record = await this.attempts.lock(attemptId);
    if (record === undefined) {
      throw new Error(`attempt ${attemptId} was not written by its claim`);
    }
    const payload = { queueEntryId: record.queueEntryId, number: record.numberInEntry };
    await this.eventLog.append({ ...subjectsOf(record), type: 'attempt.planned', payload });
    if (campaign.mode === 'progressive') {
      await this.dials.dial(operator, record);
      return;
    }
    await this.operators.step(operator, { type: 'PREVIEW' }, { attemptId, campaignId: campaign.id });
    const limitMs = campaign.policy.previewTimeoutSeconds * 1000;
    if (limitMs > 0) {
      await this.deadlines.set('preview_timeout', attemptId, new Date(now.getTime() + limitMs));
    }
  }
}
