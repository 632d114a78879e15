import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  decideDuplicateRequestSchema,
  duplicateDecidedSchema,
  duplicatePageSchema,
  duplicatePairIdSchema,
  duplicateQuerySchema,
  leadIdSchema,
  leadMergeIdSchema,
  leadMergeSchema,
  type DuplicateDecided,
  type DuplicatePage,
  type LeadMerge,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { DuplicateService } from './duplicate.service.js';
import { LeadMergeService } from './lead-merge.service.js';

const pairParams = z.object({ id: duplicatePairIdSchema });
const leadParams = z.object({ id: leadIdSchema });
const mergeParams = z.object({ id: leadMergeIdSchema });
const undoneSchema = z.object({ id: leadMergeIdSchema });

@Controller('api/duplicates')
export class DuplicatesController {
  constructor(private readonly duplicates: DuplicateService) {}

  @Get()
  @Access(MARKETERS)
  @TakesAway('rows')
  @Replies('Pairs of cards that may be one, the most likely first', duplicatePageSchema)
  page(@InQuery(duplicateQuerySchema) query: z.infer<typeof duplicateQuerySchema>): Promise<DuplicatePage> {
    return this.duplicates.page(query);
  }

  @Post(':id/decision')
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Merges the two or keeps them apart for good', duplicateDecidedSchema)
  decide(
    @InParams(pairParams) params: z.infer<typeof pairParams>,
    @InBody(decideDuplicateRequestSchema) body: z.infer<typeof decideDuplicateRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<DuplicateDecided> {
    return this.duplicates.decide(params.id, body.decision, user.id);
  }

  @Post(':id/reopening')
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Takes the decision back; a merge is undone', duplicateDecidedSchema)
  reopen(
    @InParams(pairParams) params: z.infer<typeof pairParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<DuplicateDecided> {
    return this.duplicates.reopen(params.id, user.id);
  }
}

@Controller('api/leads')
export class LeadMergesController {
  constructor(private readonly merges: LeadMergeService) {}

  @Get(':id/merges')
  @Access(MARKETERS)
  @Replies('Cards that went into this one, newest first', z.array(leadMergeSchema))
  merged(@InParams(leadParams) params: z.infer<typeof leadParams>): Promise<LeadMerge[]> {
    return this.merges.ofLead(params.id);
  }
}

@Controller('api/merges')
export class MergesController {
  constructor(private readonly merges: LeadMergeService) {}

  @Post(':id/undoing')
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Parts the two cards again and never asks about them anew', undoneSchema)
  async undo(
    @InParams(mergeParams) params: z.infer<typeof mergeParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<z.infer<typeof undoneSchema>> {
    await this.merges.undo(params.id, user.id);
    return { id: params.id };
  }
}
