import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { DispositionEffect, DispositionGroup } from '@warmline/contracts';
import { ScriptCheckService } from '../call-scripts/script-check.service.js';
import { DomainError } from '../kernel/domain-error.js';
import { DispositionRepository, type DispositionRow } from './disposition.repository.js';

/** The results of the organisation and of each campaign. */
@Injectable()
export class DispositionService implements OnApplicationBootstrap {
  constructor(
    private readonly dispositions: DispositionRepository,
    private readonly scriptCheck: ScriptCheckService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.dispositions.seed();
    this.scriptCheck.takeRulesFrom(async () => ({
      allowedDispositions: (await this.dispositions.all())
        .filter((row) => row.parentCode !== null)
        .map((row) => row.code),
      duties: [
        { kind: 'end', disposition: 'do_not_call' },
        { kind: 'mention', placeholder: 'operator.name' },
        { kind: 'mention', placeholder: 'client.name' },
      ],
    }));
  }

  async all(): Promise<DispositionGroup[]> {
    return toGroups(await this.dispositions.all());
  }

  async ofCampaign(campaignId: string): Promise<DispositionGroup[]> {
    return toGroups(await this.dispositions.ofCampaign(campaignId));
  }

  /** Undefined: no such result, or not chosen for this campaign. */
  async effectOf(campaignId: string, code: string): Promise<DispositionEffect | undefined> {
    return this.dispositions.effectOf(campaignId, code);
  }

  async isStop(campaignId: string, code: string): Promise<boolean> {
    return this.dispositions.isStop(campaignId, code);
  }

  /** Refuses `result.only_by_system`: what an engine alone can tell is nobody's to choose. */
  async mustBeForPeople(code: string): Promise<void> {
    if (!(await this.dispositions.isForPeople(code))) {
      throw new DomainError('result.only_by_system', { code });
    }
  }

  async choose(campaignId: string, codes: readonly string[]): Promise<void> {
    await this.dispositions.choose(campaignId, codes);
  }
}

/** Two levels; a group without results is not shown. */
function toGroups(rows: readonly DispositionRow[]): DispositionGroup[] {
  return rows
    .filter((row) => row.parentCode === null)
    .map((group) => ({
      code: group.code,
      name: { ru: group.nameRu, en: group.nameEn },
      results: rows.filter((row) => row.parentCode === group.code).map(toResult),
    }))
    .filter((group) => group.results.length > 0);
}

function toResult(row: DispositionRow): DispositionGroup['results'][number] {
  const { byOperator, ...effect } = row.effect;
  return { code: row.code, name: { ru: row.nameRu, en: row.nameEn }, effect, byOperator: byOperator ?? true };
}
