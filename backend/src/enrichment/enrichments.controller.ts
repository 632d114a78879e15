import { Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
import {
  enrichmentFileQuerySchema,
  enrichmentIdSchema,
  enrichmentLeftSchema,
  enrichmentRowSchema,
  enrichmentRowsQuerySchema,
  enrichmentSchema,
  factChangeSchema,
  leadIdSchema,
  pageOf,
  startEnrichmentRequestSchema,
} from '@warmline/contracts';
import type { Enrichment, EnrichmentLeft, EnrichmentRow, FactChange, Page } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { EnrichmentService } from './enrichment.service.js';

const runParams = z.object({ id: enrichmentIdSchema });
type RunParams = z.infer<typeof runParams>;
const leadParams = z.object({ id: leadIdSchema });

@Controller('api/enrichments')
export class EnrichmentsController {
  constructor(private readonly enrichments: EnrichmentService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('The latest updates of leads from files', z.array(enrichmentSchema))
  latest(): Promise<Enrichment[]> {
    return this.enrichments.latest();
  }

  @Post()
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies(
    'Reads and judges an uploaded file against leads we have, and waits for the yes; progress comes as enrichment.* events',
    enrichmentSchema,
  )
  start(
    @InBody(startEnrichmentRequestSchema) body: z.infer<typeof startEnrichmentRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<Enrichment> {
    return this.enrichments.start(body, user.id);
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('State and counts of one update from a file', enrichmentSchema)
  get(@InParams(runParams) params: RunParams): Promise<Enrichment> {
    return this.enrichments.get(params.id);
  }

  @Get(':id/rows')
  @Access(MARKETERS)
  @TakesAway('rows')
  @Replies('The verdict of every row with what it changes, in file order', pageOf(enrichmentRowSchema))
  rows(
    @InParams(runParams) params: RunParams,
    @InQuery(enrichmentRowsQuerySchema) query: z.infer<typeof enrichmentRowsQuerySchema>,
  ): Promise<Page<EnrichmentRow>> {
    return this.enrichments.rows(params.id, query);
  }

  @Get(':id/rows.csv')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('The rows of one verdict in the original encoding, with row, code and reason')
  async file(
    @InParams(runParams) params: RunParams,
    @InQuery(enrichmentFileQuerySchema) query: z.infer<typeof enrichmentFileQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const { name, charset, content } = await this.enrichments.file(params.id, query, user.id);
    return new StreamableFile(content, {
      type: `text/csv; charset=${charset}`,
      disposition: `attachment; filename="rows.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  @Get(':id/left')
  @Access(MARKETERS)
  @Replies(
    'Changes left as they are because the fact was changed meanwhile; at most a thousand',
    z.array(enrichmentLeftSchema),
  )
  left(@InParams(runParams) params: RunParams): Promise<EnrichmentLeft[]> {
    return this.enrichments.left(params.id);
  }

  @Post(':id/commit')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('The yes: changes the leads', enrichmentSchema)
  commit(@InParams(runParams) params: RunParams): Promise<Enrichment> {
    return this.enrichments.commit(params.id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies('Ends it: at once before the yes, after the portion it is at later', enrichmentSchema)
  cancel(@InParams(runParams) params: RunParams): Promise<Enrichment> {
    return this.enrichments.cancel(params.id);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Gives every fact back what it was, except those changed since', enrichmentSchema)
  undo(@InParams(runParams) params: RunParams): Promise<Enrichment> {
    return this.enrichments.undo(params.id);
  }

  @Post(':id/again')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Reads and judges the file anew by the same rules, after a failure or a cancel', enrichmentSchema)
  again(@InParams(runParams) params: RunParams, @CurrentUser() user: SessionUser): Promise<Enrichment> {
    return this.enrichments.again(params.id, user.id);
  }
}

@Controller('api/leads')
export class FactChangesController {
  constructor(private readonly enrichments: EnrichmentService) {}

  @Get(':id/fact-changes')
  @Access(MARKETERS)
  @Replies('What files changed in this lead, newest first', z.array(factChangeSchema))
  ofLead(@InParams(leadParams) params: z.infer<typeof leadParams>): Promise<FactChange[]> {
    return this.enrichments.ofLead(params.id);
  }
}
