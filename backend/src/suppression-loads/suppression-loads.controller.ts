import { Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
import {
  fileIdSchema,
  localeSchema,
  numberPreviewRequestSchema,
  numberPreviewSchema,
  startSuppressionLoadRequestSchema,
  suppressionLoadIdSchema,
  suppressionLoadSchema,
  undoSuppressionLoadRequestSchema,
} from '@warmline/contracts';
import type { NumberPreview, SuppressionLoad } from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { SuppressionLoadService } from './suppression-load.service.js';

const loadParams = z.object({ id: suppressionLoadIdSchema });
type LoadParams = z.infer<typeof loadParams>;
const fileParams = z.object({ fileId: fileIdSchema });
const languageQuery = z.object({ lang: localeSchema.optional() });

@Controller('api/suppression-loads')
export class SuppressionLoadsController {
  constructor(private readonly loads: SuppressionLoadService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('The latest files loaded into the stop list', z.array(suppressionLoadSchema))
  latest(): Promise<SuppressionLoad[]> {
    return this.loads.latest();
  }

  @Post('preview/:fileId')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('The head of an uploaded file, and which of its columns hold numbers', numberPreviewSchema)
  preview(
    @InParams(fileParams) params: z.infer<typeof fileParams>,
    @InBody(numberPreviewRequestSchema) body: z.infer<typeof numberPreviewRequestSchema>,
  ): Promise<NumberPreview> {
    return this.loads.preview(params.fileId, body);
  }

  @Post()
  @HttpCode(202)
  @Access(SUPERVISORS)
  @Replies(
    'Reads and counts an uploaded file, and waits for the yes; progress comes as suppression_load.* events',
    suppressionLoadSchema,
  )
  start(
    @InBody(startSuppressionLoadRequestSchema) body: z.infer<typeof startSuppressionLoadRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<SuppressionLoad> {
    return this.loads.start(body, user.id);
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('State and counts of one load', suppressionLoadSchema)
  get(@InParams(loadParams) params: LoadParams): Promise<SuppressionLoad> {
    return this.loads.get(params.id);
  }

  @Get(':id/unreadable.csv')
  @Access(SUPERVISORS)
  @TakesAway('exports')
  @Replies('Rows that gave no number, in the original encoding, with row, code and reason')
  async unreadable(
    @InParams(loadParams) params: LoadParams,
    @InQuery(languageQuery) query: z.infer<typeof languageQuery>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const { name, charset, content } = await this.loads.unreadable(params.id, query.lang ?? user.locale);
    return new StreamableFile(content, {
      type: `text/csv; charset=${charset}`,
      disposition: `attachment; filename="rows.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  @Post(':id/commit')
  @HttpCode(202)
  @Access(SUPERVISORS)
  @Replies('The yes: stops the numbers', suppressionLoadSchema)
  commit(@InParams(loadParams) params: LoadParams): Promise<SuppressionLoad> {
    return this.loads.commit(params.id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('Ends it before its numbers are stopped', suppressionLoadSchema)
  cancel(@InParams(loadParams) params: LoadParams): Promise<SuppressionLoad> {
    return this.loads.cancel(params.id);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @Access(SUPERVISORS)
  @Replies('Lifts the stops this load made and no others', suppressionLoadSchema)
  undo(
    @InParams(loadParams) params: LoadParams,
    @InBody(undoSuppressionLoadRequestSchema) body: z.infer<typeof undoSuppressionLoadRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<SuppressionLoad> {
    return this.loads.undo(params.id, { byUserId: user.id, reason: body.reason });
  }
}
