import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { bulkActionIdSchema, bulkActionSchema, startBulkActionRequestSchema } from '@warmline/contracts';
import type { BulkAction } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { BulkActionService } from './bulk-action.service.js';

const actionParams = z.object({ id: bulkActionIdSchema });
type ActionParams = z.infer<typeof actionParams>;

@Controller('api/bulk-actions')
export class BulkActionsController {
  constructor(private readonly actions: BulkActionService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('The latest changes of many leads', z.array(bulkActionSchema))
  latest(): Promise<BulkAction[]> {
    return this.actions.latest();
  }

  @Post()
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Starts a change of many leads; progress comes as bulk_action.* events', bulkActionSchema)
  start(
    @InBody(startBulkActionRequestSchema) body: z.infer<typeof startBulkActionRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<BulkAction> {
    return this.actions.start(body, user);
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('One change of many leads', bulkActionSchema)
  get(@InParams(actionParams) params: ActionParams): Promise<BulkAction> {
    return this.actions.get(params.id);
  }

  @Post(':id/cancellation')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Ends it after the portion it is at', bulkActionSchema)
  cancel(@InParams(actionParams) params: ActionParams): Promise<BulkAction> {
    return this.actions.cancel(params.id);
  }

  @Post(':id/undoing')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Gives every lead back what it had, except those changed since', bulkActionSchema)
  undo(@InParams(actionParams) params: ActionParams, @CurrentUser() user: SessionUser): Promise<BulkAction> {
    return this.actions.undo(params.id, user);
  }
}
