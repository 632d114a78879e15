import { Injectable } from '@nestjs/common';
import { type CampaignPolicy, type DispositionEffect, leadIdSchema, userIdSchema } from '@warmline/contracts';
import { compileScript, scriptDocumentSchema } from '@warmline/contracts/call-script';
import { HandoverService } from '../calls/handover.service.js';
import { PACKAGING_SCRIPT } from '../call-scripts/seed/packaging.js';
import { leadAfterResult, type LeadState } from '../campaigns/disposition-effect.rules.js';
import { SEEDED_DISPOSITIONS } from '../campaigns/disposition-seed.data.js';
import { afterResult } from '../campaigns/retry.rules.js';
import { addDays, instantOfLocal, localTimeAt } from '../compliance/local-time.rules.js';
import { SuppressionService } from '../compliance/suppression.service.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import { uuidv7 } from '../kernel/ids.js';
import { eventsOfCall } from './demo-events.rules.js';
import { DemoHistoryRepository, type WrittenCall } from './demo-history.repository.js';
import { demoCalls, FIRST_CALLED, type DemoCall } from './demo-history.rules.js';
import { DemoRepository, type SeededLead } from './demo.repository.js';

export interface HistorySetting {
  readonly clientId: string;
  readonly campaignId: string;
  readonly scriptVersionId: string;
  readonly operatorId: string;
  readonly salespersonId: string;
  /** The companies, in the order of the demo. */
  readonly leads: readonly SeededLead[];
}

const NEW_LEAD: LeadState = { temperature: 'cold', stage: 'open', stageReason: null, returnOn: null };
const MORNING_MINUTE = 9 * 60 + 5;
const MINUTE_MS = 60_000;
/** When the promised callbacks are due, in minutes from now: two are overdue, one comes soon, one later. */
const CALLBACKS_DUE = [-50, -8, 12, 26 * 60];

/** Gives the demo a yesterday: by the very rules that judge a result, as rows dated then. */
@Injectable()
export class DemoHistory {
  constructor(
    private readonly history: DemoHistoryRepository,
    private readonly repository: DemoRepository,
    private readonly handovers: HandoverService,
    private readonly suppressions: SuppressionService,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async write(setting: HistorySetting): Promise<void> {
    const policy = await this.repository.policyOf(setting.campaignId);
    const script = compileScript(scriptDocumentSchema.parse(PACKAGING_SCRIPT));
    const promises = [...CALLBACKS_DUE];
    const written: WrittenCall[] = [];
    for (const call of demoCalls(script, this.yesterdayMorning())) {
      const dueInMinutes = call.code === 'call_later' ? promises.shift() : undefined;
      written.push(await this.writeCall(setting, { call, policy, dueInMinutes }));
    }
    await this.repository.appendEvents(
      setting,
      written.flatMap(({ call, attemptId, lead, entryId, scriptVersionId }) => {
        return eventsOfCall(call, {
          attemptId,
          leadId: lead.id,
          entryId,
          scriptVersionId,
          effect: effectOf(call.code),
        });
      }),
    );
    await this.history.insertIntervals(setting.operatorId, setting.campaignId, written.flatMap(intervalsOf));
    await this.handOverFirst(setting, written);
  }

  private async writeCall(
    setting: HistorySetting,
    { call, policy, dueInMinutes }: { call: DemoCall; policy: CampaignPolicy; dueInMinutes: number | undefined },
  ): Promise<WrittenCall> {
    const lead = setting.leads[call.lead];
    if (lead === undefined) throw new Error(`the demo has no company ${call.lead + FIRST_CALLED}`);
    const { campaignId, operatorId, scriptVersionId } = setting;
    const entryId = await this.repository.entryOf(campaignId, lead.id);
    const written: WrittenCall = { attemptId: uuidv7(), campaignId, entryId, operatorId, scriptVersionId, lead, call };
    const effect = effectOf(call.code);
    await this.history.insertAttempt(written);
    await this.history.insertTalk(written);
    await this.history.insertResult(written, NEW_LEAD);
    await this.history.moveLead(written, NEW_LEAD, leadAfterResult(NEW_LEAD, effect, call.code, call.wrappedAt));
    const dueAt = dueInMinutes === undefined ? null : new Date(this.clock.now().getTime() + dueInMinutes * MINUTE_MS);
    await this.settle(written, { effect, policy, dueAt });
    return written;
  }

  private async settle(
    written: WrittenCall,
    { effect, policy, dueAt }: { effect: DispositionEffect; policy: CampaignPolicy; dueAt: Date | null },
  ): Promise<void> {
    const { call, lead } = written;
    if (dueAt !== null) await this.history.insertCallback(written, dueAt);
    if (effect.phone === 'retire') await this.history.retirePhone(lead.phoneId, call.code);
    const decision = afterResult({
      policy,
      code: call.code,
      effect,
      triesByCode: { [call.code]: 1 },
      tries: 1,
      now: call.wrappedAt,
      zones: [lead.zone],
      otherPhones: lead.otherPhones,
      callback: dueAt === null ? null : { dueAt },
    });
    await this.history.settleEntry(written, decision);
    if (effect.suppress) {
      const { attemptId, operatorId: byUserId } = written;
      await this.suppressions.suppress({
        numberKey: lead.numberKey,
        scope: 'organisation',
        kind: 'opt_out',
        attemptId,
        byUserId,
      });
    }
  }

  /** One hot lead is with the salesperson already; the others wait to be handed over. */
  private async handOverFirst(
    { operatorId, salespersonId }: HistorySetting,
    written: readonly WrittenCall[],
  ): Promise<void> {
    const hot = written.find(({ call }) => call.code === 'meeting');
    if (hot !== undefined) {
      const request = { leadId: leadIdSchema.parse(hot.lead.id), toUserId: userIdSchema.parse(salespersonId) };
      await this.handovers.offer(request, {
        offeredBy: operatorId,
        attemptId: hot.attemptId,
      });
    }
  }

  private yesterdayMorning(): Date {
    const zone = this.config.organisationZone;
    return instantOfLocal(addDays(localTimeAt(this.clock.now(), zone), -1), MORNING_MINUTE, zone, 'earlier');
  }
}

function effectOf(code: string): DispositionEffect {
  const result = SEEDED_DISPOSITIONS.flatMap(({ results }) => results).find((one) => one.code === code);
  if (result === undefined) throw new Error(`there is no result ${code}`);
  return result.effect;
}

function intervalsOf({ call, attemptId }: WrittenCall) {
  const { plannedAt, dialRequestedAt, answeredAt, endedAt, wrappedAt } = call;
  const spans = [
    { state: 'preview', from: plannedAt, to: dialRequestedAt },
    { state: 'dialing', from: dialRequestedAt, to: answeredAt ?? endedAt },
    ...(answeredAt === null ? [] : [{ state: 'talking', from: answeredAt, to: endedAt }]),
    { state: 'wrap_up', from: endedAt, to: wrappedAt },
  ];
  return spans.filter(({ from, to }) => to > from).map((span) => ({ ...span, attemptId }));
}
