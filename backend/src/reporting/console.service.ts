import { Injectable } from '@nestjs/common';
import {
  type CallSummary,
  campaignIdSchema,
  type ConsoleSnapshot,
  consoleSnapshotSchema,
  type Locale,
  operatorStateSchema,
  pauseReasonSchema,
  userIdSchema,
} from '@warmline/contracts';
import { ScriptRunService } from '../call-scripts/script-run.service.js';
import { DispositionService } from '../campaigns/disposition.service.js';
import { QueueExplanationService } from '../campaigns/queue-explanation.service.js';
import { dayOf } from '../compliance/day.rules.js';
import { AppConfig } from '../config/app-config.js';
import { Clock } from '../kernel/clock.js';
import {
  presentAttempt,
  presentCallback,
  presentHistory,
  presentLastResult,
  presentLead,
  telephoneTimeline,
} from './console.presenter.js';
import {
  type ConsoleAttemptRow,
  type ConsoleCampaignRow,
  type ConsoleLeadRow,
  type ConsoleOperatorRow,
  ConsoleRepository,
} from './console.repository.js';

type WorkPart = Pick<ConsoleSnapshot, 'lead' | 'attempt' | 'script' | 'note' | 'timeline' | 'suggestedResult'>;

const NO_WORK: WorkPart = {
  lead: null,
  attempt: null,
  script: null,
  note: { text: '', savedAt: null },
  timeline: [],
  suggestedResult: null,
};

/** The whole console of one operator as it stands now. */
@Injectable()
export class ConsoleService {
  constructor(
    private readonly repository: ConsoleRepository,
    private readonly scripts: ScriptRunService,
    private readonly dispositions: DispositionService,
    private readonly explanations: QueueExplanationService,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  async snapshot(operatorId: string): Promise<ConsoleSnapshot | null> {
    const operator = await this.repository.operator(operatorId);
    if (operator === undefined) {
      return null;
    }
    const now = this.clock.now();
    const campaigns = await this.repository.campaigns(operator.id);
    const campaign = await this.campaignOf(operator, campaigns);
    const work = operator.attemptId === null ? NO_WORK : await this.work(operator, operator.attemptId, campaign);
    const snapshot = { ...(await this.surroundings(operator, { campaigns, campaign, now })), ...work };
    return consoleSnapshotSchema.parse(snapshot);
  }

  /** The one he works in, which may have been paused or finished meanwhile; else the first of his. */
  private async campaignOf(
    { campaignId }: ConsoleOperatorRow,
    campaigns: readonly ConsoleCampaignRow[],
  ): Promise<ConsoleCampaignRow | undefined> {
    if (campaignId === null) {
      return campaigns[0];
    }
    return campaigns.find(({ id }) => id === campaignId) ?? (await this.repository.campaign(campaignId));
  }

  private async surroundings(
    operator: ConsoleOperatorRow,
    {
      campaigns,
      campaign,
      now,
    }: { campaigns: readonly ConsoleCampaignRow[]; campaign: ConsoleCampaignRow | undefined; now: Date },
  ): Promise<Omit<ConsoleSnapshot, keyof WorkPart>> {
    const since = new Date(dayOf(now.getTime(), this.config.organisationZone).startsAt);
    const isIdle = operator.state === 'ready' || operator.state === 'paused';
    // The parts do not depend on one another: asked together they take the time of the slowest.
    const [today, salespeople, callbacks, lastResults, intervals, results, queue] = await Promise.all([
      this.repository.today(operator.id, since, now),
      this.repository.salespeople(),
      this.repository.callbacks(operator.id, now),
      this.repository.lastResults(operator.id, since),
      this.repository.intervals(operator.id, since),
      campaign === undefined ? [] : this.dispositions.ofCampaign(campaign.id),
      isIdle && campaign !== undefined ? this.explanations.explainToConsole(campaign.id, operator.id) : null,
    ]);
    return {
      version: operator.version,
      now: now.toISOString(),
      operator: { id: userIdSchema.parse(operator.id), name: operator.name, locale: operator.locale },
      state: operatorStateSchema.parse(operator.state),
      since: operator.since.toISOString(),
      pauseReason: operator.pauseReason === null ? null : pauseReasonSchema.parse(operator.pauseReason),
      pauseAfter: operator.pauseAfter === null ? null : pauseReasonSchema.parse(operator.pauseAfter),
      campaign: campaign === undefined ? null : { ...campaign, id: campaignIdSchema.parse(campaign.id) },
      campaigns: campaigns.map(({ id, name, mode }) => ({ id: campaignIdSchema.parse(id), name, mode })),
      today,
      salespeople: salespeople.map(({ id, name }) => ({ id: userIdSchema.parse(id), name })),
      callbacks: callbacks.map(presentCallback),
      lastResults: lastResults.map((row) => presentLastResult(row, now)),
      dayIntervals: intervals.map(({ state, from, to }) => ({
        state: operatorStateSchema.parse(state),
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
      })),
      results,
      queue,
    };
  }

  private async work(
    operator: ConsoleOperatorRow,
    attemptId: string,
    campaign: ConsoleCampaignRow | undefined,
  ): Promise<WorkPart> {
    const attempt = await this.repository.attempt(attemptId);
    const lead = attempt && (await this.repository.lead(attempt.leadId));
    if (attempt === undefined || lead === undefined) {
      return NO_WORK;
    }
    const [run, history] = await Promise.all([
      this.scripts.show(attemptId, {
        locale: operator.locale,
        values: spokenValues(operator, attempt, lead, campaign?.clientName),
      }),
      this.historyOf(attempt.leadId, operator.locale, attempt.id),
    ]);
    const timeline = [...telephoneTimeline(attempt), ...(run?.timeline ?? [])];
    return {
      lead: presentLead(lead, attempt.phoneId, history),
      attempt: presentAttempt(attempt),
      script: run?.script ?? null,
      note: { text: attempt.note ?? '', savedAt: attempt.noteAt?.toISOString() ?? null },
      timeline: timeline.sort((a, b) => a.at.localeCompare(b.at)),
      suggestedResult: run?.script.dispositionCode ?? null,
    };
  }

  /** Newest first; what was captured in a conversation stands with it. `except` leaves out the attempt that is on the screen anyway. */
  async historyOf(leadId: string, locale: Locale, except: string | null = null): Promise<CallSummary[]> {
    const rows = await this.repository.history(leadId, except);
    const answers = await this.scripts.answers(
      rows.map(({ attemptId }) => attemptId),
      locale,
    );
    return rows.map((row) => presentHistory(row, answers.get(row.attemptId) ?? []));
  }
}

/** What the script's placeholders are filled with. */
function spokenValues(
  operator: ConsoleOperatorRow,
  attempt: ConsoleAttemptRow,
  lead: ConsoleLeadRow,
  clientName: string | undefined,
) {
  const contact = lead.contacts.find(({ id }) => id === attempt.contactId);
  return {
    'lead.name': lead.name,
    'contact.name': contact?.fullName ?? (lead.kind === 'person' ? lead.name : ''),
    'operator.name': operator.name,
    'client.name': clientName ?? '',
  };
}
