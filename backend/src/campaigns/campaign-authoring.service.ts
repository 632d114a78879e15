import { Injectable } from '@nestjs/common';
import type { ChangeCampaignRequest, CreateCampaignRequest, Role } from '@warmline/contracts';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { isChangeable } from './campaign.machine.js';
import { type CampaignChanges, CampaignRepository, type CampaignRow } from './campaign.repository.js';
import { CampaignViewRepository, type ListOfCampaign } from './campaign-view.repository.js';
import { defaultPolicy } from './default-policy.rules.js';
import { DispositionService } from './disposition.service.js';
import { QueueService } from './queue.service.js';

export interface Author {
  readonly id: string;
  readonly role: Role;
}

/** Writing a campaign: what it calls, from which lists, by whom and how. A marketer writes drafts, a supervisor also what runs. */
@Injectable()
export class CampaignAuthoring {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly view: CampaignViewRepository,
    private readonly dispositions: DispositionService,
    private readonly queue: QueueService,
    private readonly eventLog: EventLog,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Answers the new campaign's id. */
  async create(request: CreateCampaignRequest, userId: string | null): Promise<string> {
    return this.transaction.run(async () => {
      const clientSynthetic = await this.campaigns.clientSynthetic(request.clientId);
      if (clientSynthetic === undefined) {
        throw new DomainError('record.not_found', { record: 'client', id: request.clientId });
      }
      const lists = await this.listsNamed(request.listIds);
      const synthetic = isSynthetic(clientSynthetic, lists);
      refuseForeignLists(lists, { clientId: request.clientId, synthetic });
      await this.checkScript(request.callScriptVersionId);
      const { clientId, name, purpose, audience, mode, callScriptVersionId } = request;
      const policy = request.policy ?? defaultPolicy(audience);
      const row = {
        clientId,
        name,
        purpose,
        audience,
        mode,
        callScriptVersionId,
        policy,
        synthetic,
        callerIdId: null,
        createdBy: userId,
      };
      const id = await this.campaigns.insert({ ...row, now: this.clock.now() });
      await this.campaigns.setLists(id, request.listIds);
      await this.campaigns.setOperators(id, await this.peopleNamed(request.operatorIds));
      await this.dispositions.choose(id, request.dispositionCodes ?? (await this.everyCode()));
      await this.eventLog.append({ type: 'campaign.created', payload: {}, campaignId: id, clientId, actorId: userId });
      await this.queue.fill(id);
      return id;
    });
  }

  async change(id: string, request: ChangeCampaignRequest, author: Author): Promise<void> {
    await this.transaction.run(async () => {
      const row = await this.lockForChange(id, request.version, author);
      const { version: _, listIds, operatorIds, dispositionCodes, ...changes } = request;
      await this.checkChanges(row, changes);
      if (listIds !== undefined) {
        await this.changeLists(row, listIds);
      }
      if (operatorIds !== undefined) {
        await this.campaigns.setOperators(id, await this.peopleNamed(operatorIds));
      }
      if (dispositionCodes !== undefined) {
        await this.dispositions.choose(id, dispositionCodes);
      }
      await this.campaigns.change(id, definedOnly(changes), author.id);
      await this.eventLog.append({
        type: 'campaign.changed',
        payload: { fields: Object.keys(request).filter((field) => field !== 'version') },
        campaignId: id,
        clientId: row.client_id,
        actorId: author.id,
      });
      await this.bringQueueUp(row, request);
    });
  }

  /** A new draft with everything but the queue: the same people, lists, script, results and policy. */
  async clone(id: string, userId: string): Promise<string> {
    return this.transaction.run(async () => {
      const row = this.known(await this.campaigns.get(id), id);
      const copy = await this.campaigns.insert({
        clientId: row.client_id,
        name: row.name.slice(0, 190),
        purpose: row.purpose,
        audience: row.audience,
        mode: row.mode,
        callScriptVersionId: row.call_script_version_id,
        callerIdId: row.caller_id_id,
        policy: row.policy,
        synthetic: row.synthetic,
        createdBy: userId,
        now: this.clock.now(),
      });
      await this.campaigns.setLists(
        copy,
        (await this.view.lists(id)).map((list) => list.id),
      );
      await this.campaigns.setOperators(
        copy,
        (await this.view.operators(id)).map((operator) => operator.id),
      );
      await this.dispositions.choose(copy, codesOf(await this.dispositions.ofCampaign(id)));
      await this.eventLog.append({
        type: 'campaign.created',
        payload: {},
        campaignId: copy,
        clientId: row.client_id,
        actorId: userId,
      });
      await this.queue.fill(copy);
      return copy;
    });
  }

  private async lockForChange(id: string, version: number, author: Author): Promise<CampaignRow> {
    const row = this.known(await this.campaigns.lock(id), id);
    if (author.role === 'marketer' && row.status !== 'draft') {
      throw new DomainError('role.refused', { status: row.status });
    }
    if (!isChangeable(row.status)) {
      throw new DomainError('campaign.wrong_status', { status: row.status });
    }
    if (row.version !== version) {
      throw new DomainError('record.changed_meanwhile', { version: row.version });
    }
    return row;
  }

  private async checkChanges(
    row: CampaignRow,
    changes: Pick<ChangeCampaignRequest, 'callScriptVersionId' | 'callerIdId'>,
  ): Promise<void> {
    const { callScriptVersionId, callerIdId } = changes;
    if (callScriptVersionId !== undefined) {
      await this.checkScript(callScriptVersionId);
      if (callScriptVersionId === null && row.status !== 'draft') {
        throw new DomainError('campaign.not_ready', { failed: ['call_script'] });
      }
    }
    if (
      callerIdId !== undefined &&
      callerIdId !== null &&
      !(await this.campaigns.callerIdBelongs(callerIdId, row.client_id))
    ) {
      throw new DomainError('campaign.client_mismatch', { callerIdId });
    }
  }

  private async changeLists(row: CampaignRow, listIds: readonly string[]): Promise<void> {
    const lists = await this.listsNamed(listIds);
    const isUndecided = row.status === 'draft' && (await this.view.lists(row.id)).length === 0;
    const synthetic = isUndecided ? isSynthetic(row.synthetic, lists) : row.synthetic;
    refuseForeignLists(lists, { clientId: row.client_id, synthetic });
    if (synthetic !== row.synthetic) {
      await this.campaigns.markSynthetic(row.id);
    }
    await this.campaigns.setLists(row.id, listIds);
  }

  /** What the change means for places in the queue: newcomers of added lists, and others that may ring no longer or another way. */
  private async bringQueueUp(
    row: CampaignRow,
    { listIds, policy, audience, purpose }: ChangeCampaignRequest,
  ): Promise<void> {
    const marksAnew =
      listIds !== undefined ||
      (policy !== undefined && policy.sharedNumbers !== row.policy.sharedNumbers) ||
      (audience !== undefined && audience !== row.audience) ||
      (purpose !== undefined && purpose !== row.purpose);
    if (listIds !== undefined) {
      await this.queue.fill(row.id);
    }
    if (marksAnew) {
      await this.queue.remark({ campaignId: row.id }, 'campaign_changed');
    }
  }

  private async listsNamed(listIds: readonly string[]): Promise<ListOfCampaign[]> {
    const lists = await this.view.listsByIds(listIds);
    const missing = listIds.filter((id) => !lists.some((list) => list.id === id));
    if (missing.length > 0) {
      throw new DomainError('record.not_found', { record: 'list', ids: missing });
    }
    return lists;
  }

  private async peopleNamed(userIds: readonly string[]): Promise<readonly string[]> {
    const active = await this.campaigns.activePeople(userIds);
    const missing = userIds.filter((id) => !active.includes(id));
    if (missing.length > 0) {
      throw new DomainError('record.not_found', { record: 'user', ids: missing });
    }
    return active;
  }

  private async checkScript(versionId: string | null): Promise<void> {
    if (versionId !== null && !(await this.campaigns.isPublished(versionId))) {
      throw new DomainError('call_script.not_published', { versionId });
    }
  }

  private async everyCode(): Promise<string[]> {
    return codesOf(await this.dispositions.all());
  }

  private known(row: CampaignRow | undefined, id: string): CampaignRow {
    if (row === undefined) {
      throw new DomainError('record.not_found', { record: 'campaign', id });
    }
    return row;
  }
}

function codesOf(groups: readonly { results: readonly { code: string }[] }[]): string[] {
  return groups.flatMap((group) => group.results.map(({ code }) => code));
}

/** The demo and training are synthetic through and through: a synthetic client's campaign is, and one of nothing but synthetic lists. */
function isSynthetic(client: boolean, lists: readonly ListOfCampaign[]): boolean {
  return client || (lists.length > 0 && lists.every((list) => list.synthetic));
}

/** A list of client A never rings for client B, and real people never mix with synthetic ones. */
function refuseForeignLists(
  lists: readonly ListOfCampaign[],
  campaign: { clientId: string; synthetic: boolean },
): void {
  const foreign = lists.filter((list) => list.client_id !== campaign.clientId);
  if (foreign.length > 0) {
    throw new DomainError('campaign.client_mismatch', { listIds: foreign.map(({ id }) => id) });
  }
  const refused = lists.filter((list) => list.synthetic !== campaign.synthetic);
  if (refused.length > 0) {
    throw new DomainError('campaign.list_refused', {
      listIds: refused.map(({ id }) => id),
      synthetic: campaign.synthetic,
    });
  }
}

function definedOnly(changes: {
  [Field in keyof CampaignChanges]: CampaignChanges[Field] | undefined;
}): CampaignChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
