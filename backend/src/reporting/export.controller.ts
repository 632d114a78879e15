import { Controller, Get, type StreamableFile } from '@nestjs/common';
import {
  campaignIdSchema,
  daySchema,
  leadFilterSchema,
  listQuerySchema,
  listIdSchema,
  localeSchema,
  stopListFilterSchema,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InParams, InQuery, Replies } from '../http/contract.js';
import { TakesAway } from '../http/takes.js';
import { ExportService, type ExportOrder } from './export.service.js';
import { fileReply } from './file-reply.js';

const formatParams = z.object({ format: z.enum(['csv', 'xlsx']) });
type Format = z.infer<typeof formatParams>;
/** Of titles and words; the user's own where it is left out. */
const language = { lang: localeSchema.optional() };
const leadsQuerySchema = leadFilterSchema.extend(language);
/** The search, the chips and the order of the page of lists. */
const listsQuerySchema = listQuerySchema.omit({ cursor: true, limit: true }).extend({
  legalIncomplete: z.stringbool().default(false),
  zoneUnknown: z.stringbool().default(false),
  ...language,
});
const resultsQuerySchema = z.object({
  campaignId: campaignIdSchema.optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  ...language,
});
const claimQuerySchema = z.object({ listId: listIdSchema, ...language });
const stopsQuerySchema = z.object({ filter: stopListFilterSchema.default('all'), ...language });

@Controller('api/exports')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get('leads.:format')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('Leads that match, with the filters of the list, as a CSV or XLSX file')
  async leads(
    @InParams(formatParams) params: Format,
    @InQuery(leadsQuerySchema) query: z.infer<typeof leadsQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const { lang, ...filter } = query;
    return fileReply('leads', await this.exports.leads(filter, order(params, lang, user)));
  }

  @Get('lists.:format')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('Lead lists that match, with search and filters of the page, as a CSV or XLSX file')
  async lists(
    @InParams(formatParams) params: Format,
    @InQuery(listsQuerySchema) query: z.infer<typeof listsQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const { lang, ...filter } = query;
    return fileReply('lists', await this.exports.lists(filter, order(params, lang, user)));
  }

  @Get('results.:format')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('Results of calls that stand, newest first, as a CSV or XLSX file')
  async results(
    @InParams(formatParams) params: Format,
    @InQuery(resultsQuerySchema) query: z.infer<typeof resultsQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const { lang, ...filter } = query;
    return fileReply('results', await this.exports.results(filter, order(params, lang, user)));
  }

  @Get('claim.:format')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('Rows of a list for its seller to answer for: no lead, repeated, or with a number that calls found bad')
  async claim(
    @InParams(formatParams) params: Format,
    @InQuery(claimQuerySchema) query: z.infer<typeof claimQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    return fileReply('claim', await this.exports.claim(query.listId, order(params, query.lang, user)));
  }

  @Get('stops.:format')
  @Access(SUPERVISORS)
  @TakesAway('exports')
  @Replies('The stop list, newest first, as a CSV or XLSX file; the number stands in it while a lead has it')
  stops(
    @InParams(formatParams) params: Format,
    @InQuery(stopsQuerySchema) query: z.infer<typeof stopsQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): StreamableFile {
    return fileReply('stop-list', this.exports.stops(query.filter, order(params, query.lang, user)));
  }
}

function order({ format }: Format, lang: SessionUser['locale'] | undefined, user: SessionUser): ExportOrder {
  return { format, locale: lang ?? user.locale, user };
}
