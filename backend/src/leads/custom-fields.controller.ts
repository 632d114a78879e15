import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  createCustomFieldRequestSchema,
  customFieldIdSchema,
  customFieldQuerySchema,
  customFieldSchema,
} from '@warmline/contracts';
import type { CustomField } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { CustomFieldService } from './custom-field.service.js';

const fieldParams = z.object({ id: customFieldIdSchema });

@Controller('api/custom-fields')
export class CustomFieldsController {
  constructor(private readonly fields: CustomFieldService) {}

  @Get()
  @Access(['operator', ...MARKETERS])
  @Replies('The custom fields of a client, by name', z.array(customFieldSchema))
  list(@InQuery(customFieldQuerySchema) query: z.infer<typeof customFieldQuerySchema>): Promise<CustomField[]> {
    return this.fields.ofClient(query.clientId);
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Adds a custom field', customFieldSchema)
  create(
    @InBody(createCustomFieldRequestSchema) body: z.infer<typeof createCustomFieldRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<CustomField> {
    return this.fields.create(body, user.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(MARKETERS)
  @Replies('Removes a custom field; the values stay with their leads as text')
  remove(@InParams(fieldParams) params: z.infer<typeof fieldParams>): Promise<void> {
    return this.fields.remove(params.id);
  }
}
