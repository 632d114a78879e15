import { Injectable } from '@nestjs/common';
import type {
  Campaign,
  CampaignPromises,
  CampaignStatus,
  CampaignSummary,
  OpenPromisesDecision,
} from '@warmline/contracts';
import { Agenda } from '../kernel/agenda.js';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog, type LoggedEvent } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { campaignAfter, type CampaignMove } from './campaign.machine.js';
import { presentCampaign, presentSummary } from './campaign.presenter.js';
import {
  type CampaignOfOperator,
  CampaignRepository,
  type CampaignRow,
  type RunningCampaign,
} from './campaign.repository.js';
import { CampaignPromiseKeeping } from './campaign-promises.service.js';
import { CampaignViewRepository } from './campaign-view.repository.js';
import { DispositionService } from './disposition.service.js';
import { PreflightService } from './preflight.service.js';
import { QueueService } from './queue.service.js';

export type { CampaignOfOperator, RunningCampaign } from './campaign.repository.js';

/** Campaigns as they are looked at, run and stopped. Writing them: campaign-authoring.service.ts. */
@Injectable()
export class CampaignService {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly view: CampaignViewRepository,
    private readonly dispositions: DispositionService,
    private readonly preflights: PreflightService,
    private readonly queue: QueueService,
    private readonly promises: CampaignPromiseKeeping,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly agenda: Agenda,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<CampaignSummary[]> {
    const rows = await this.campaigns.all();
    const counts = await this.view.counts(rows.map(({ id }) => id));
    return rows.map((row) => presentSummary(row, counts.get(row.id)));
  }

  async get(id: string): Promise<Campaign> {
    const row = known(await this.campaigns.get(id), id);
    const counts = await this.view.counts([id]);
    const { call_script_version_id: versionId, caller_id_id: callerIdId } = row;
    return presentCampaign(row, counts.get(id), {
      lists: await this.view.lists(id),
      operators: await this.view.operators(id),
      callScript: versionId === null ? null : ((await this.view.callScript(versionId)) ?? null),
      callerId: callerIdId === null ? null : ((await this.view.callerId(callerIdId)) ?? null),
      dispositions: await this.dispositions.ofCampaign(id),
    });
  }

  /** Throws campaign.not_ready with the checks that failed. */
  async start(id: string, userId: string | null): Promise<void> {
    await this.move(id, 'start', async (row) => {
      await this.queue.fill(id);
      const { ready, checks } = await this.preflights.preflight(id, this.clock.now());
      if (!ready) {
        throw new DomainError('campaign.not_ready', {
          failed: checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check),
        });
      }
      const entries = (await this.view.counts([id])).get(id)?.leads ?? 0;
      return {
        type: 'campaign.started',
        payload: { entries },
        campaignId: id,
        clientId: row.client_id,
        actorId: userId,
      };
    });
  }

  /** Nothing new is given out; calls that run go on to their end. */
  async pause(id: string, userId: string | null, promises?: OpenPromisesDecision): Promise<void> {
    await this.move(id, 'pause', async (row) => {
      await this.promises.beforePause(id, promises, userId);
      return { type: 'campaign.paused', payload: {}, campaignId: id, clientId: row.client_id, actorId: userId };
    });
  }

  /** Throws campaign.open_promises while nobody has decided what becomes of them. */
  async finish(id: string, userId: string | null, promises?: OpenPromisesDecision): Promise<void> {
    await this.move(id, 'finish', async (row) => {
      await this.promises.beforeFinish(id, promises, userId);
      await this.queue.finishAll(id);
      return { type: 'campaign.finished', payload: {}, campaignId: id, clientId: row.client_id, actorId: userId };
    });
  }

  /** What is promised to people of this campaign, and which other campaigns could keep it. */
  async openPromises(id: string): Promise<CampaignPromises> {
    known(await this.campaigns.get(id), id);
    return this.promises.overview(id);
  }

  /** Null unless it runs. */
  async running(id: string): Promise<RunningCampaign | null> {
    return (await this.campaigns.running(id)) ?? null;
  }

  /** The running campaigns each of these operators may be given leads of; only `campaignId` where he chose one. */
  async runningFor(
    operators: readonly { operatorId: string; campaignId: string | null }[],
  ): Promise<CampaignOfOperator[]> {
    return this.campaigns.runningFor(
      operators.map(({ operatorId }) => operatorId),
      operators.map(({ campaignId }) => campaignId),
    );
  }

  async isOperatorIn(id: string, operatorId: string): Promise<boolean> {
    return this.campaigns.hasOperator(id, operatorId);
  }

  private async move(id: string, move: CampaignMove, act: (row: CampaignRow) => Promise<LoggedEvent>): Promise<void> {
    await this.transaction.run(async () => {
      const row = known(await this.campaigns.lock(id), id);
      const status = allowed(row.status, move);
      const event = await act(row);
      await this.campaigns.setStatus(id, status, this.clock.now());
      await this.eventLog.append(event);
      await this.transaction.afterCommit(() => this.agenda.poke());
    });
  }
}

function allowed(status: CampaignStatus, move: CampaignMove): CampaignStatus {
  const after = campaignAfter(status, move);
  if (after === null) {
    throw new DomainError('campaign.wrong_status', { status, move });
  }
  return after;
}

function known(row: CampaignRow | undefined, id: string): CampaignRow {
  if (row === undefined) {
    throw new DomainError('record.not_found', { record: 'campaign', id });
  }
  return row;
}
