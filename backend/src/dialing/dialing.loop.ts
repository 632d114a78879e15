import { Inject, Injectable, Logger } from '@nestjs/common';
import { AttemptService, subjectsOf } from '../calls/attempt.service.js';
import { CallingClassService } from '../campaigns/calling-class.service.js';
import { CampaignService, type RunningCampaign } from '../campaigns/campaign.service.js';
import { Agenda, type DueSource } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { Deadlines } from '../kernel/deadlines.js';
import { EventLog } from '../kernel/event-log.js';
import { uuidv7 } from '../kernel/ids.js';
import { Transaction } from '../kernel/transaction.js';
import type { OperatorRow } from '../operators/operator.repository.js';
import { OperatorService } from '../operators/operator.service.js';
import { DialingGate } from '../telephony/dialing-gate.service.js';
import { TELEPHONY_PORT, type TelephonyPort } from '../telephony/telephony.port.js';
import { DialService } from './dial.service.js';
import { LeadClaimRepository } from './lead-claim.repository.js';
import { whyThisLead } from './why-this-lead.rules.js';

/** Rows that turn out not to be callable are put aside one by one; a run of them must not hold the others up for ever. */
const MOST_PUT_ASIDE = 200;
const UNIQUE_VIOLATION = '23505';

/** Gives the next lead to operators who are ready, the longest waiting first. Runs in the leader alone. */
@Injectable()
export class DialingLoop implements DueSource {
  readonly name = 'dialing-loop';
  private nextOpensAt: Date | null = null;
  private readonly logger = new Logger('dialing-loop');

  constructor(
    private readonly operators: OperatorService,
    private readonly campaigns: CampaignService,
    private readonly classes: CallingClassService,
    private readonly claims: LeadClaimRepository,
    private readonly attempts: AttemptService,
    private readonly dials: DialService,
    private readonly gate: DialingGate,
    private readonly deadlines: Deadlines,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    agenda: Agenda,
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
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
    for (const operator of ready) {
      given += await this.serve(operator, exhausted, now);
    }
    return given;
  }

  private async serve(operator: OperatorRow, exhausted: Set<string>, now: Date): Promise<number> {
    for (const campaign of await this.campaigns.runningFor(operator.operatorId, operator.campaignId)) {
      // Nothing for one is nothing for all, save that a callback may be his own.
      if (!exhausted.has(campaign.id) || (await this.campaigns.hasOwnCallback(campaign.id, operator.operatorId))) {
        const outcome = await this.give(operator.operatorId, campaign, now);
        if (outcome === 'given') {
          return 1;
        }
        if (outcome === 'nothing') {
          exhausted.add(campaign.id);
        }
      }
    }
    return 0;
  }

  /** This very entry for this operator, inside the caller's transaction; the reason where it may not ring. */
  async giveEntry(operatorId: string, campaign: RunningCampaign, entryId: string): Promise<string> {
    return this.claimFor(operatorId, campaign, this.clock.now(), entryId);
  }

  /** Claims until a lead is given or there is none. A claim that lost a race for a number is tried again. */
  private async give(operatorId: string, campaign: RunningCampaign, now: Date): Promise<'given' | 'nothing' | 'busy'> {
    for (let tries = 0; tries < MOST_PUT_ASIDE; tries += 1) {
      try {
        const outcome = await this.transaction.run(() => this.claimFor(operatorId, campaign, now, undefined));
        if (outcome !== 'put_aside') {
          return outcome;
        }
      } catch (error) {
        if (!isUniqueViolation(error)) {
          throw error;
        }
        this.logger.debug(`a claim for operator ${operatorId} lost a race`);
      }
    }
    return 'busy';
  }

  private async claimFor(
    operatorId: string,
    campaign: RunningCampaign,
    now: Date,
    entryId: string | undefined,
  ): Promise<'given' | 'nothing' | 'busy' | 'put_aside'> {
    const operator = await this.operators.lock(operatorId);
    if (operator.state !== 'ready' || !operator.connected) {
      return 'busy';
    }
    const { open, untilById, nextOpensAt } = await this.classes.openClasses(campaign.id, now);
    this.nextOpensAt = earlier(this.nextOpensAt, nextOpensAt);
    const attemptId = uuidv7();
    const claim = {
      campaignId: campaign.id,
      operatorId,
      openClassIds: open,
      attemptId,
      provider: this.port.kind,
      entryId,
      now,
    };
    const outcome = await this.claims.claim(claim);
    if (outcome.kind !== 'claimed') {
      return outcome.kind;
    }
    await this.keepGround(attemptId, outcome.queueEntryId, untilById.get(outcome.classId) ?? null, now);
    await this.present(operator, campaign, attemptId, now);
    return 'given';
  }

  private async keepGround(attemptId: string, entryId: string, until: Date | null, now: Date): Promise<void> {
    const ground = await this.claims.ground(entryId, now);
    const { listName, legalSourceKind, pack } = ground ?? { listName: '', legalSourceKind: '', pack: '' };
    const why = ground === undefined ? [] : whyThisLead(ground);
    await this.claims.keepRightToCall(attemptId, {
      listName,
      legalSourceKind,
      pack,
      until: until?.toISOString() ?? null,
      why,
    });
  }

  /** Preview: a person looks and clicks. Progressive: it rings at once. */
  private async present(operator: OperatorRow, campaign: RunningCampaign, attemptId: string, now: Date): Promise<void> {
    const record = await this.attempts.lock(attemptId);
    if (record === undefined) {
      throw new Error(`attempt ${attemptId} was not written by its claim`);
    }
    await this.eventLog.append({
      ...subjectsOf(record),
      type: 'attempt.planned',
      payload: { queueEntryId: record.queueEntryId, number: record.numberInEntry },
    });
    if (campaign.mode === 'progressive') {
      await this.dials.dial(operator, record);
      return;
    }
    await this.operators.step(operator, { type: 'PREVIEW' }, { attemptId, campaignId: campaign.id });
    if (campaign.policy.previewTimeoutSeconds > 0) {
      await this.deadlines.set(
        'preview_timeout',
        attemptId,
        new Date(now.getTime() + campaign.policy.previewTimeoutSeconds * 1000),
      );
    }
  }
}

function earlier(known: Date | null, other: Date | null): Date | null {
  return known === null || (other !== null && other < known) ? other : known;
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
