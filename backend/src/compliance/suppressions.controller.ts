import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { createSuppressionRequestSchema, pageOf, pageQuerySchema, suppressionSchema } from '@warmline/contracts';
import type { CreateSuppressionRequest, Page, PageQuery, Suppression } from '@warmline/contracts';
import { Access, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InQuery, Replies } from '../http/contract.js';
import { SuppressionService } from './suppression.service.js';

@Controller('api/suppressions')
export class SuppressionsController {
  constructor(private readonly suppressions: SuppressionService) {}

  @Get()
  @Access(SUPERVISORS)
  @Replies('The stop list, newest first', pageOf(suppressionSchema))
  list(@InQuery(pageQuerySchema) query: PageQuery): Promise<Page<Suppression>> {
    return this.suppressions.list(query.cursor, query.limit);
  }

  @Post()
  @HttpCode(201)
  @Access(SUPERVISORS)
  @Replies('Puts a number on the stop list, or answers the entry that stands there already', suppressionSchema)
  create(
    @InBody(createSuppressionRequestSchema) body: CreateSuppressionRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Suppression> {
    return this.suppressions.create(body, user.id);
  }
}
