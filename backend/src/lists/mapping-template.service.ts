import { Injectable } from '@nestjs/common';
import type { MappingTemplate, saveTemplateRequestSchema } from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
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
    const { name, layoutKey, settings } = request;
    const clientId = await this.clientOf(request.clientId);
    const row = await this.templates.save({ clientId, name, layoutKey, settings, by: userId, now: this.clock.now() });
    return found(row, name);
  }

  /** Refuses `mapping_template.name_taken`. */
  async rename(id: string, name: string): Promise<MappingTemplate> {
    return this.transaction.run(async () => {
      if (await this.templates.nameTaken(id, name)) {
        throw new DomainError('mapping_template.name_taken');
      }
      return found(await this.templates.rename(id, name), id);
    });
  }

  async remove(id: string): Promise<void> {
    if (!(await this.templates.remove(id))) {
      throw new DomainError('record.not_found', { mappingTemplate: id });
    }
  }

  private async clientOf(clientId: string | undefined): Promise<string> {
    const id = clientId ?? (await this.lists.ownClient());
    if (id === undefined) {
      throw new DomainError('record.not_found', { client: 'own' });
    }
    return id;
  }
}

function found(row: TemplateRow | undefined, id: string): MappingTemplate {
  if (row === undefined) {
    throw new DomainError('record.not_found', { mappingTemplate: id });
  }
  return presentTemplate(row);
}

function presentTemplate(row: TemplateRow): MappingTemplate {
  return { ...row, createdAt: row.createdAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null };
}
