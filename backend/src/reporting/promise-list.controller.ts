import { Controller, Get } from '@nestjs/common';
import { type PromisePage, promisePageSchema, promiseQuerySchema, type PromiseQuery } from '@warmline/contracts';
import { Access, SUPERVISORS } from '../auth/access.js';
import { InQuery, Replies } from '../http/contract.js';
import { PromiseList } from './promise-list.service.js';

@Controller('api/promises')
export class PromiseListController {
  constructor(private readonly list: PromiseList) {}

  @Get()
  @Access(SUPERVISORS)
  @Replies('Promises to call back, in order of their times; closed ones of the last thirty days', promisePageSchema)
  page(@InQuery(promiseQuerySchema) query: PromiseQuery): Promise<PromisePage> {
    return this.list.page(query);
  }
}
