import { Controller, Get } from '@nestjs/common';
import { type TrailPage, trailPageSchema, type TrailQuery, trailQuerySchema } from '@warmline/contracts';
import { Access, ADMINISTRATORS } from '../auth/access.js';
import { InQuery, Replies } from '../http/contract.js';
import { TrailService } from './trail.service.js';

@Controller('api/trail')
export class TrailController {
  constructor(private readonly trail: TrailService) {}

  @Get()
  @Access(ADMINISTRATORS)
  @Replies('Who signed in, was refused, took files, opened cards and changed rights; newest first', trailPageSchema)
  page(@InQuery(trailQuerySchema) query: TrailQuery): Promise<TrailPage> {
    return this.trail.page(query);
  }
}
