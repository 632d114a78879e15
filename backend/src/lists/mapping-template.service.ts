import { Injectable } from '@nestjs/common';
import type { MappingTemplate, renameTemplateRequestSchema, saveTemplateRequestSchema } from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { EventLog } from '../kernel/event-log.js';
import { Transaction } from '../kernel/transaction.js';
import { LeadListRepository } from './lead-list.repository.js';
import { MappingTemplateRepository, type TemplateRow } from './mapping-template.repository.js';

/** Mappings kept per client, found again by the layout of a file. */
@Injectable()
export class MappingTemplateService {
  constructor(
    private readonly templates: MappingTemplateRepository,
    private readonly lists: LeadListRepository,
    private readonly transaction: Transaction,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async ofClient(clientId: string | undefined): Promise<MappingTemplate[]> {
    return (await this.templates.ofClient(await this.clientOf(clientId))).map(presentTemplate);
  }

  /** The one used last for files of this layout. */
  async ofLayout(clientId: string | undefined, layoutKey: string): Promise<MappingTemplate | undefined> {
    const row = await this.templates.ofLayout(await this.clientOf(clientId), layoutKey);
    return row && presentTemplate(row);
  }

  async save(request: z.output<typeof saveTemplateRequestSchema>, userId: string): Promise<MappingTemplate> {
    const { name, layoutKey, headers, settings } = request;
    const clientId = await this.clientOf(request.clientId);
    return this.transaction.run(async () => {
      const now = this.clock.now();
      const id = await this.templates.save({ clientId, name, layoutKey, headers, settings, by: userId, now });
      await this.events.append({
        type: 'mapping_template.saved',
        clientId,
        actorId: userId,
        payload: { mappingTemplateId: id },
      });
      return presentTemplate(found(await this.templates.get(id), id));
    });
  }

  /** Refuses `mapping_template.name_taken`, and the later of two who change it at once. */
  async rename(
    id: string,
    request: z.output<typeof renameTemplateRequestSchema>,
    userId: string,
  ): Promise<MappingTemplate> {
    const { name, version } = request;
    return this.transaction.run(async () => {
      const row = await this.lockAsRead(id, version);
      if (await this.templates.nameTaken(row, name)) {
        throw new DomainError('mapping_template.name_taken');
      }
      await this.templates.rename(id, name);
      await this.events.append(templateChanged(row, ['name'], userId));
      return presentTemplate(found(await this.templates.get(id), id));
    });
  }

  /** An import or an update of leads reads its columns by it. One that was deleted meanwhile has nothing to note. */
  async noteUse(id: string, clientId: string, userId: string): Promise<void> {
    await this.transaction.run(async () => {
      if (await this.templates.markUsed(id, clientId, this.clock.now())) {
        await this.events.append(templateChanged({ id, clientId }, ['usedAt'], userId));
      }
    });
  }

  /** What somebody has changed since it was read stays: the later of a rename and a removal is refused. */
  async remove(id: string, version: number, userId: string): Promise<void> {
    await this.transaction.run(async () => {
      const { clientId } = await this.lockAsRead(id, version);
      await this.templates.remove(id);
      await this.events.append({
        type: 'mapping_template.deleted',
        clientId,
        actorId: userId,
        payload: { mappingTemplateId: id },
      });
    });
  }

  private async lockAsRead(id: string, version: number): Promise<TemplateRow> {
    const row = found(await this.templates.lock(id), id);
    if (row.version !== version) {
      throw new DomainError('record.changed_meanwhile', { mappingTemplate: id, version: row.version });
    }
    return row;
  }

  private async clientOf(clientId: string | undefined): Promise<string> {
    const id = clientId ?? (await this.lists.ownClient());
    if (id === undefined) {
      throw new DomainError('record.not_found', { client: 'own' });
    }
    return id;
  }
}

function templateChanged({ id, clientId }: { id: string; clientId: string }, fields: string[], actorId: string) {
  return {
    type: 'mapping_template.changed',
    clientId,
    actorId,
    payload: { mappingTemplateId: id, fields },
  } as const;
}

function found(row: TemplateRow | undefined, id: string): TemplateRow {
  if (row === undefined) {
    throw new DomainError('record.not_found', { mappingTemplate: id });
  }
  return row;
}

function presentTemplate(row: TemplateRow): MappingTemplate {
  return { ...row, createdAt: row.createdAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null };
}
