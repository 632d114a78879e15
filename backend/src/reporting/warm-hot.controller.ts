import { Controller, Get, StreamableFile } from '@nestjs/common';
import {
  leadIdSchema,
  type LeadMove,
  leadMoveSchema,
  localeSchema,
  type WarmHotPage,
  warmHotPageSchema,
  warmHotQuerySchema,
  type WarmHotQuery,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { fileReply } from './file-reply.js';
import { WarmHotExportService } from './warm-hot-export.service.js';
import { WarmHotService } from './warm-hot.service.js';

const leadParams = z.object({ id: leadIdSchema });
const formatSchema = z.enum(['csv', 'xlsx']);
const formatParams = z.object({ format: formatSchema });
/** `lang`: of the titles and words; the user's own where it is left out. */
const selectionSchema = warmHotQuerySchema
  .omit({ cursor: true, limit: true })
  .extend({ lang: localeSchema.optional() });
const exportQuerySchema = selectionSchema.extend({ format: formatSchema });

/** Anybody signed in may ask: a salesperson may have any role. The service shows him what was offered to him, and refuses others. */
@Controller('api')
export class WarmHotController {
  constructor(
    private readonly warmHot: WarmHotService,
    private readonly exports: WarmHotExportService,
  ) {}

  @Get('warm-hot')
  @Access('signed-in')
  @TakesAway('rows')
  @Replies('Warm and hot leads with answers, note, operator and handover; hot first, latest first', warmHotPageSchema)
  page(@InQuery(warmHotQuerySchema) query: WarmHotQuery, @CurrentUser() user: SessionUser): Promise<WarmHotPage> {
    return this.warmHot.page(query, user);
  }

  @Get('warm-hot/export')
  @Access('signed-in')
  @TakesAway('exports')
  @Replies('The list as a CSV or XLSX file')
  async export(
    @InQuery(exportQuerySchema) query: z.infer<typeof exportQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    return fileReply('warm-hot', await this.exports.export(query.format, query, inLanguage(user, query.lang)));
  }

  @Get('warm-hot/export.:format')
  @Access('signed-in')
  @TakesAway('exports')
  @Replies('The same under the address of a file')
  async exportFile(
    @InParams(formatParams) params: z.infer<typeof formatParams>,
    @InQuery(selectionSchema) query: z.infer<typeof selectionSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    return fileReply('warm-hot', await this.exports.export(params.format, query, inLanguage(user, query.lang)));
  }

  @Get('leads/:id/moves')
  @Access('signed-in')
  @Replies('How temperature and stage of a lead moved, newest first', z.array(leadMoveSchema))
  moves(
    @InParams(leadParams) params: z.infer<typeof leadParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadMove[]> {
    return this.warmHot.moves(params.id, user);
  }
}

function inLanguage(user: SessionUser, lang: SessionUser['locale'] | undefined): SessionUser {
  return lang === undefined ? user : { ...user, locale: lang };
}
