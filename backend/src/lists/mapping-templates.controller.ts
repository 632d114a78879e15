import { Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  mappingTemplateIdSchema,
  mappingTemplateSchema,
  removeTemplateRequestSchema,
  renameTemplateRequestSchema,
  saveTemplateRequestSchema,
  templateQuerySchema,
} from '@warmline/contracts';
import type { MappingTemplate, RemoveTemplateRequest } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { MappingTemplateService } from './mapping-template.service.js';

const templateParams = z.object({ id: mappingTemplateIdSchema });

@Controller('api/mapping-templates')
export class MappingTemplatesController {
  constructor(private readonly templates: MappingTemplateService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('The kept mappings of a client, lately used first', z.array(mappingTemplateSchema))
  list(@InQuery(templateQuerySchema) query: z.infer<typeof templateQuerySchema>): Promise<MappingTemplate[]> {
    return this.templates.ofClient(query.clientId);
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Keeps a mapping under a name; what stood under it is replaced', mappingTemplateSchema)
  save(
    @InBody(saveTemplateRequestSchema) body: z.infer<typeof saveTemplateRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<MappingTemplate> {
    return this.templates.save(body, user.id);
  }

  @Patch(':id')
  @Access(MARKETERS)
  @Replies('Gives a kept mapping another name', mappingTemplateSchema)
  rename(
    @InParams(templateParams) params: z.infer<typeof templateParams>,
    @InBody(renameTemplateRequestSchema) body: z.infer<typeof renameTemplateRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<MappingTemplate> {
    return this.templates.rename(params.id, body, user.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(MARKETERS)
  @Replies('Forgets a kept mapping')
  remove(
    @InParams(templateParams) params: z.infer<typeof templateParams>,
    @InBody(removeTemplateRequestSchema) { version }: RemoveTemplateRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    return this.templates.remove(params.id, version, user.id);
  }
}
