import { Controller, Get } from '@nestjs/common';
import { callSummarySchema, leadIdSchema, type CallSummary } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InParams, Replies } from '../http/contract.js';
import { ConsoleService } from './console.service.js';

const leadParams = z.object({ id: leadIdSchema });

@Controller('api/leads')
export class LeadCallsController {
  constructor(private readonly consoles: ConsoleService) {}

  @Get(':id/calls')
  @Access(MARKETERS)
  @Replies('Conversations with a lead and tries to reach it, newest first', z.array(callSummarySchema))
  calls(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<CallSummary[]> {
    return this.consoles.historyOf(params.id, user.locale);
  }
}
