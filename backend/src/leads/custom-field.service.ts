import { Injectable } from '@nestjs/common';
import type { createCustomFieldRequestSchema, CustomField } from '@warmline/contracts';
import type { z } from 'zod';
import { Clock } from '../kernel/clock.js';
import { DomainError } from '../kernel/domain-error.js';
import { CustomFieldRepository } from './custom-field.repository.js';

/** The facts a client keeps about its leads beyond the fixed ones, each with a type. */
@Injectable()
export class CustomFieldService {
  constructor(
    private readonly fields: CustomFieldRepository,
    private readonly clock: Clock,
  ) {}

  /** Of the own company when no client is named. */
  async ofClient(clientId: string | undefined): Promise<CustomField[]> {
    return this.fields.ofClient(await this.clientOf(clientId));
  }

  /** Refuses `custom_field.name_taken`. */
  async create(request: z.output<typeof createCustomFieldRequestSchema>, userId: string): Promise<CustomField> {
    const clientId = await this.clientOf(request.clientId);
    const { name, type, choices } = request;
    const field = await this.fields.insert({ clientId, name, type, choices, createdBy: userId, now: this.clock.now() });
    if (field === undefined) {
      throw new DomainError('custom_field.name_taken');
    }
    return field;
  }

  /** The values stay with their leads, as text. */
  async remove(id: string): Promise<void> {
    if (!(await this.fields.remove(id))) {
      throw new DomainError('record.not_found', { customField: id });
    }
  }

  private async clientOf(clientId: string | undefined): Promise<string> {
    const id = clientId ?? (await this.fields.ownClient());
    if (id === undefined) {
      throw new DomainError('record.not_found', { client: 'own' });
    }
    return id;
  }
}
