import { Controller, HttpCode, Post } from '@nestjs/common';
import { attemptIdSchema, correctResultRequestSchema, type CorrectResultRequest } from '@warmline/contracts';
import { z } from 'zod';
import { Access, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { ResultCommands } from './result-commands.service.js';

const attemptParams = z.object({ id: attemptIdSchema });

@Controller('api/attempts')
export class CallsController {
  constructor(private readonly results: ResultCommands) {}

  @Post(':id/result')
  @HttpCode(204)
  @Access(SUPERVISORS)
  @Replies('Corrects the result of a call, with a reason; the former result stays in the history')
  async correct(
    @InParams(attemptParams) params: z.infer<typeof attemptParams>,
    @InBody(correctResultRequestSchema) body: CorrectResultRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    await this.results.correctAsSupervisor(params.id, body, user.id);
  }
}
