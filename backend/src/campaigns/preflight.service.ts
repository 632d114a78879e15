import { Injectable } from '@nestjs/common';
import type { Preflight } from '@warmline/contracts';
import { CallScriptService } from '../call-scripts/call-script.service.js';
import { dayOf, type OrganisationDay } from '../compliance/day.rules.js';
import { holidaysKnown } from '../compliance/holidays.rules.js';
import { DAY_MS } from '../compliance/local-time.rules.js';
import { AppConfig } from '../config/app-config.js';
import { DomainError } from '../kernel/domain-error.js';
import { CallingClassService } from './calling-class.service.js';
import { CampaignRepository, type CampaignRow } from './campaign.repository.js';
import { CampaignViewRepository } from './campaign-view.repository.js';
import { DispositionService } from './disposition.service.js';
import { preflightChecks, type PreflightFacts, windowsWithin } from './preflight.rules.js';
import { PreflightRepository } from './preflight.repository.js';
import { QueueExplanationService } from './queue-explanation.service.js';

/** So far ahead a calendar that ends is told of. */
const HOLIDAYS_AHEAD_MS = 30 * DAY_MS;

/** Whether a campaign may start, and what its queue would do at this instant. */
@Injectable()
export class PreflightService {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly view: CampaignViewRepository,
    private readonly repository: PreflightRepository,
    private readonly dispositions: DispositionService,
    private readonly scripts: CallScriptService,
    private readonly classes: CallingClassService,
    private readonly explanations: QueueExplanationService,
    private readonly config: AppConfig,
  ) {}

  async preflight(campaignId: string, now: Date): Promise<Preflight> {
    const row = await this.campaigns.get(campaignId);
    if (row === undefined) {
      throw new DomainError('record.not_found', { record: 'campaign', id: campaignId });
    }
    const queue = await this.explanations.explain(campaignId, null, now);
    const used = await this.repository.classesOf(campaignId);
    const neverOpen = await this.neverOpen(campaignId, used, now);
    const results = (await this.dispositions.ofCampaign(campaignId)).flatMap((group) => group.results);
    const facts: PreflightFacts = {
      clientName: row.client_name,
      purpose: row.purpose,
      policy: row.policy,
      lists: await this.view.lists(campaignId),
      callScript: await this.callScript(row),
      dispositions: results.map(({ code, effect }) => ({ code, suppress: effect.suppress })),
      operators: (await this.view.operators(campaignId)).length,
      countriesWithoutHolidays: countriesWithoutHolidays(used, now),
      classes: { total: used.length, neverOpen },
      queue,
    };
    const checks = preflightChecks(facts);
    const zone = this.config.organisationZone;
    const day = dayOf(now.getTime(), zone);
    return {
      ready: checks.every(({ outcome }) => outcome !== 'failed'),
      checks,
      queue,
      day: { zone, from: new Date(day.startsAt).toISOString(), to: new Date(day.endsAt).toISOString() },
      zones: await this.zones(campaignId, used, day),
    };
  }

  private async callScript({ call_script_version_id: versionId }: CampaignRow): Promise<PreflightFacts['callScript']> {
    const named = versionId === null ? undefined : await this.view.callScript(versionId);
    if (versionId === null || named === undefined) {
      return null;
    }
    const { document } = await this.scripts.version(versionId);
    const ends = document.steps.flatMap((step) => (step.type === 'end' ? [step.disposition] : []));
    return { name: named.name, number: named.number, ends };
  }

  private async neverOpen(campaignId: string, used: readonly { id: number }[], now: Date): Promise<number> {
    const openness = await this.classes.opennessOf(
      campaignId,
      used.map(({ id }) => id),
      now,
    );
    return [...openness.values()].filter(({ openness: each }) => !each.open && each.opensAt === null).length;
  }

  /** For the chart of calling hours: the windows that touch the organisation's day, by set of zones. */
  private async zones(
    campaignId: string,
    used: readonly { id: number; zones: string[]; count: number }[],
    day: OrganisationDay,
  ): Promise<Preflight['zones']> {
    const zones: Preflight['zones'] = [];
    for (const { id, zones: names, count } of used) {
      const windows = await this.classes.windowsOf(campaignId, id, new Date(day.startsAt), 2);
      zones.push({ zones: names, count, windows: windowsWithin(day, windows) });
    }
    return zones;
  }
}

function countriesWithoutHolidays(used: readonly { jurisdictions: string[]; pack: string }[], now: Date): string[] {
  const countries = new Set(used.filter(({ pack }) => pack !== 'demo').flatMap(({ jurisdictions }) => jurisdictions));
  // In December the campaign will ring in January.
  const years = [now, new Date(now.getTime() + HOLIDAYS_AHEAD_MS)].map((at) => at.getUTCFullYear());
  return [...countries].filter((country) => !years.every((year) => holidaysKnown(country, year))).sort();
}
