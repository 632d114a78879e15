import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  addStopsReplySchema,
  addStopsRequestSchema,
  createSuppressionRequestSchema,
  liftStopsRequestSchema,
  numberStopsSchema,
  pageOf,
  searchStopsRequestSchema,
  stopListQuerySchema,
  suppressionSchema,
} from '@warmline/contracts';
import type {
  AddStopsReply,
  CreateSuppressionRequest,
  LiftStopsRequest,
  NumberStops,
  Page,
  Suppression,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { StopListService } from './stop-list.service.js';

@Controller('api/suppressions')
export class SuppressionsController {
  constructor(private readonly stopList: StopListService) {}

  @Get()
  @Access(MARKETERS)
  @TakesAway('rows')
  @Replies('The stop list, newest first', pageOf(suppressionSchema))
  list(@InQuery(stopListQuerySchema) query: z.infer<typeof stopListQuerySchema>): Promise<Page<Suppression>> {
    return this.stopList.list(query.cursor, query.limit, query.filter);
  }

  @Post('search')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies('What stops a whole number, or did, in any writing of it', numberStopsSchema)
  search(@InBody(searchStopsRequestSchema) body: z.infer<typeof searchStopsRequestSchema>): Promise<NumberStops> {
    return this.stopList.search(body.number);
  }

  @Post()
  @HttpCode(201)
  @Access(SUPERVISORS)
  @Replies('Puts a number on the stop list, or answers the entry that stands there already', suppressionSchema)
  create(
    @InBody(createSuppressionRequestSchema) body: CreateSuppressionRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Suppression> {
    return this.stopList.create(body, user.id);
  }

  @Post('batch')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('Puts typed numbers on the stop list; those that cannot be read are answered', addStopsReplySchema)
  add(
    @InBody(addStopsRequestSchema) body: z.output<typeof addStopsRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<AddStopsReply> {
    return this.stopList.add(body, user.id);
  }

  @Post('lift')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies(
    'Ends stops, with a reason; a stop of a register goes with its load alone',
    z.object({ lifted: z.number().int() }),
  )
  lift(
    @InBody(liftStopsRequestSchema) body: LiftStopsRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<{ lifted: number }> {
    const by = { userId: user.id, reason: body.reason };
    const { ids, number } = body;
    return number === undefined ? this.stopList.lift(ids ?? [], by) : this.stopList.liftNumber(number, by);
  }
}
