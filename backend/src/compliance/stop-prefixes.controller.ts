import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import {
  addStopPrefixRequestSchema,
  stopPrefixIdSchema,
  stopPrefixReachRequestSchema,
  stopPrefixReachSchema,
  stopPrefixSchema,
} from '@warmline/contracts';
import type { AddStopPrefixRequest, StopPrefix, StopPrefixReach } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { StopPrefixService } from './stop-prefix.service.js';

const prefixParams = z.object({ id: stopPrefixIdSchema });

@Controller('api/stop-prefixes')
export class StopPrefixesController {
  constructor(private readonly prefixes: StopPrefixService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('Prefixes of numbers that are not called', z.array(stopPrefixSchema))
  all(): Promise<StopPrefix[]> {
    return this.prefixes.all();
  }

  @Post('reach')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('How many leads and numbers a prefix would stop', stopPrefixReachSchema)
  reach(
    @InBody(stopPrefixReachRequestSchema) body: z.infer<typeof stopPrefixReachRequestSchema>,
  ): Promise<StopPrefixReach> {
    return this.prefixes.reach(body.prefix);
  }

  @Post()
  @HttpCode(201)
  @Access(SUPERVISORS)
  @Replies('Stops every number that begins with it; a broad one with the number of leads confirmed', stopPrefixSchema)
  add(
    @InBody(addStopPrefixRequestSchema) body: AddStopPrefixRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<StopPrefix> {
    return this.prefixes.add(body, user.id);
  }

  @Delete(':id')
  @HttpCode(204)
  @Access(SUPERVISORS)
  @Replies('Its numbers may ring again')
  remove(
    @InParams(prefixParams) params: z.infer<typeof prefixParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<void> {
    return this.prefixes.remove(params.id, user.id);
  }
}
