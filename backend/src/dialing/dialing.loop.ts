import { Injectable, Logger } from '@nestjs/common';
import { type CampaignOfOperator, CampaignService } from '../campaigns/campaign.service.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Transaction } from '../kernel/transaction.js';
import { OperatorService } from '../operators/operator.service.js';
import { DialingGate } from '../telephony/dialing-gate.service.js';
import { LeadOffer, type Offered, type OfferRequest } from './lead-offer.service.js';

/** Rows that turn out not to be callable are put aside one by one; a run of them must not hold the others up for ever. */
const MOST_PUT_ASIDE = 200;
const UNIQUE_VIOLATION = '23505';

/** Gives the next lead to operators who are ready, the longest waiting first. Runs in the leader alone. */
@Injectable()
export class DialingLoop implements DueSource {
  readonly name = 'dialing-loop';
  private readonly logger = new Logger('dialing-loop');
  private nextOpensAt: Date | null = null;

  constructor(
    private readonly operators: OperatorService,
    private readonly campaigns: CampaignService,
    private readonly offers: LeadOffer,
    private readonly gate: DialingGate,
    private readonly transaction: Transaction,
    agenda: Agenda,
  ) {
    agenda.register(this);
  }

  /** While somebody waits: when the first closed class of his campaigns opens, as the last round found. Everything else that helps him pokes the agenda. */
  nextDueAt(): Promise<Date | null> {
    return Promise.resolve(this.nextOpensAt);
  }

  async runDue(now: Date): Promise<number> {
    this.nextOpensAt = null;
    const ready = await this.operators.ready();
    if (ready.length === 0 || (await this.gate.reason()) !== null) {
      return 0;
    }
    let given = 0;
    const exhausted = new Set<string>();
    const campaigns = await this.campaigns.runningFor(ready);
    for (const { operatorId } of ready) {
      const own = campaigns.filter((campaign) => campaign.operatorId === operatorId);
      given += await this.serve(own, exhausted, now);
    }
    return given;
  }

  private async serve(campaigns: readonly CampaignOfOperator[], exhausted: Set<string>, now: Date): Promise<number> {
    for (const campaign of campaigns) {
      // Nothing for one is nothing for all, save that a callback may be his own.
      if (!exhausted.has(campaign.id) || campaign.hasOwnReady) {
        const { kind, opensAt } = await this.give({ operatorId: campaign.operatorId, campaign, now });
        if (kind === 'given') {
          return 1;
        }
        if (kind === 'nothing') {
          exhausted.add(campaign.id);
          this.nextOpensAt = earlier(this.nextOpensAt, opensAt);
        }
      }
    }
    return 0;
  }

  /** Claims until a lead is given or there is none. A claim that lost a race for a number is tried again. */
  private async give(request: OfferRequest): Promise<Offered> {
    for (let tries = 0; tries < MOST_PUT_ASIDE; tries += 1) {
      try {
        const offered = await this.transaction.run(() => this.offers.offer(request));
        if (offered.kind !== 'put_aside') {
          return offered;
        }
      } catch (error) {
        if (!isUniqueViolation(error)) {
          throw error;
        }
        this.logger.debug(`a claim for operator ${request.operatorId} lost a race`);
      }
    }
    return { kind: 'busy', opensAt: null };
  }
}

function earlier(known: Date | null, other: Date | null): Date | null {
  return known === null || (other !== null && other < known) ? other : known;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
