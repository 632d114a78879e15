import { Controller, Get } from '@nestjs/common';
import {
  type ListRightToCall,
  listIdSchema,
  listRightToCallSchema,
  type ListValue,
  listValueSchema,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import { InParams, Replies } from '../http/contract.js';
import { ListValueService } from './list-value.service.js';

const listParams = z.object({ id: listIdSchema });

@Controller('api/lists')
export class ListValueController {
  constructor(private readonly values: ListValueService) {}

  @Get(':id/value')
  @Access(MARKETERS)
  @Replies('What a list holds, what it shares with others and what came of calling it', listValueSchema)
  value(@InParams(listParams) params: z.infer<typeof listParams>): Promise<ListValue> {
    return this.values.of(params.id);
  }

  @Get(':id/right-to-call')
  @Access(MARKETERS)
  @Replies('How many leads of a list may be called, and what stands against the others', listRightToCallSchema)
  rightToCall(@InParams(listParams) params: z.infer<typeof listParams>): Promise<ListRightToCall> {
    return this.values.rightToCall(params.id);
  }
}
