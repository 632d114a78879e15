import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  assignPromiseRequestSchema,
  type AssignPromiseRequest,
  callbackIdSchema,
  cancelPromiseRequestSchema,
  type CancelPromiseRequest,
  movePromiseRequestSchema,
  type MovePromiseRequest,
  type PromiseTimes,
  promiseTimesQuerySchema,
  type PromiseTimesQuery,
  promiseTimesSchema,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { PromiseDesk } from './promise-desk.service.js';

const PROMISERS = ['operator', 'supervisor', 'administrator'] as const;
const promiseParams = z.object({ id: callbackIdSchema });
type PromiseParams = z.infer<typeof promiseParams>;

/** Roles alone do not decide: the desk answers as for an unknown id when a promise does not concern the one who asks. */
@Controller('api/promises')
export class PromisesController {
  constructor(private readonly desk: PromiseDesk) {}

  @Get('times')
  @Access(PROMISERS)
  @Replies('When the person of a call, or of a promise, may be called back', promiseTimesSchema)
  times(
    @InQuery(promiseTimesQuerySchema) query: PromiseTimesQuery,
    @CurrentUser() user: SessionUser,
  ): Promise<PromiseTimes> {
    return this.desk.times(query, user);
  }

  @Post(':id/move')
  @HttpCode(204)
  @Access(PROMISERS)
  @Replies('Promises another time, or another number of the person')
  async move(
    @InParams(promiseParams) { id }: PromiseParams,
    @InBody(movePromiseRequestSchema) body: MovePromiseRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    await this.desk.move(id, body, user);
  }

  @Post(':id/assign')
  @HttpCode(204)
  @Access(PROMISERS)
  @Replies(
    'Gives a promise to an operator of its campaign, or to whoever is ready; an operator may take it or give it away',
  )
  async assign(
    @InParams(promiseParams) { id }: PromiseParams,
    @InBody(assignPromiseRequestSchema) body: AssignPromiseRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    await this.desk.assign(id, body, user);
  }

  @Post(':id/cancel')
  @HttpCode(204)
  @Access(PROMISERS)
  @Replies('Cancels a promise, with a reason')
  async cancel(
    @InParams(promiseParams) { id }: PromiseParams,
    @InBody(cancelPromiseRequestSchema) body: CancelPromiseRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    await this.desk.cancel(id, body.reason, user);
  }
}
