import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  answerHandoverRequestSchema,
  type AnswerHandoverRequest,
  type Handover,
  handoverIdSchema,
  handoverSchema,
  leadIdSchema,
  offerHandoverRequestSchema,
  type OfferHandoverRequest,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { HandoverService } from './handover.service.js';

const handoverParams = z.object({ id: handoverIdSchema });
const leadParams = z.object({ id: leadIdSchema });

@Controller('api')
export class HandoverController {
  constructor(private readonly handovers: HandoverService) {}

  @Post('handovers')
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Offers a warm or hot lead to a salesperson', handoverSchema)
  offer(
    @InBody(offerHandoverRequestSchema) body: OfferHandoverRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Handover> {
    return this.handovers.offer(body, { offeredBy: user.id });
  }

  /** Anybody signed in: a salesperson may have any role, and answers only what was offered to him. */
  @Post('handovers/:id/answer')
  @HttpCode(200)
  @Access('signed-in')
  @Replies('Accepts, rejects with a reason, reports the deal or withdraws', handoverSchema)
  answer(
    @InParams(handoverParams) params: z.infer<typeof handoverParams>,
    @InBody(answerHandoverRequestSchema) body: AnswerHandoverRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Handover> {
    return this.handovers.answer(params.id, body, user);
  }

  @Get('leads/:id/handovers')
  @Access(MARKETERS)
  @Replies('To whom a lead was offered, newest first', z.array(handoverSchema))
  ofLead(@InParams(leadParams) params: z.infer<typeof leadParams>): Promise<Handover[]> {
    return this.handovers.ofLead(params.id);
  }
}
