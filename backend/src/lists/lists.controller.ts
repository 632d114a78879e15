import { Controller, Get, HttpCode, Patch, Post, StreamableFile, Req } from '@nestjs/common';
import {
  changeListRequestSchema,
  branchesRequestSchema,
  createListRequestSchema,
  fileIdSchema,
  importIdSchema,
  importKeptSchema,
  importRowSchema,
  importRowsQuerySchema,
  importSchema,
  LEGAL_SOURCE_KINDS,
  legalSourceFormSchema,
  listIdSchema,
  listQuerySchema,
  listSchema,
  pageOf,
  previewRequestSchema,
  previewSchema,
  rejectedQuerySchema,
  startImportRequestSchema,
  uploadQuerySchema,
  uploadSchema,
} from '@warmline/contracts';
import type { Import, ImportKept, ImportRow, LeadList, Page, Preview, Upload } from '@warmline/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, InQuery, Replies } from '../http/contract.js';
import { signalOf } from '../http/request-signal.js';
import { TakesAway } from '../http/takes.js';
import { ImportService } from './import.service.js';
import { LEGAL_SOURCE_NEEDS } from './legal-source.rules.js';
import { ListService } from './list.service.js';
import { RejectedRows } from './rejected-rows.service.js';

const fileParams = z.object({ id: fileIdSchema });
const listParams = z.object({ id: listIdSchema });
const importParams = z.object({ id: importIdSchema });

@Controller('api/uploads')
export class UploadsController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Takes a list file as the raw body of the request (application/octet-stream)', uploadSchema)
  upload(
    @InQuery(uploadQuerySchema) query: z.infer<typeof uploadQuerySchema>,
    @Req() request: Request,
    @CurrentUser() user: SessionUser,
  ): Promise<Upload> {
    const mediaType = request.headers['content-type'] ?? 'application/octet-stream';
    return this.imports.upload(query.name, request, { id: user.id, mediaType });
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies('Detected format, guessed columns and the first 20 rows', previewSchema)
  preview(
    @InParams(fileParams) params: z.infer<typeof fileParams>,
    @InBody(previewRequestSchema) body: z.infer<typeof previewRequestSchema>,
    @Req() request: Request,
  ): Promise<Preview> {
    return this.imports.preview(params.id, body, signalOf(request));
  }
}

@Controller('api/lists')
export class ListsController {
  constructor(
    private readonly lists: ListService,
    private readonly imports: ImportService,
  ) {}

  @Get()
  @Access(MARKETERS)
  @Replies('Lead lists, newest first or by name', pageOf(listSchema))
  page(@InQuery(listQuerySchema) query: z.infer<typeof listQuerySchema>): Promise<Page<LeadList>> {
    return this.lists.page(query);
  }

  @Get('legal-source-kinds')
  @Access(MARKETERS)
  @Replies('Which facts each kind of legal source needs', legalSourceFormSchema)
  legalSourceKinds(): z.infer<typeof legalSourceFormSchema> {
    return {
      kinds: LEGAL_SOURCE_KINDS.map((kind) => {
        const { required, optional, refused } = LEGAL_SOURCE_NEEDS[kind];
        return { kind, required: [...required], optional: [...optional], refused };
      }),
    };
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Makes an empty list with its legal source', listSchema)
  create(
    @InBody(createListRequestSchema) body: z.infer<typeof createListRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadList> {
    return this.lists.create(body, user.id);
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('One list', listSchema)
  get(@InParams(listParams) params: z.infer<typeof listParams>): Promise<LeadList> {
    return this.lists.get(params.id);
  }

  @Patch(':id')
  @Access(MARKETERS)
  @Replies('Changes name, legal source, default zone; archives', listSchema)
  change(
    @InParams(listParams) params: z.infer<typeof listParams>,
    @InBody(changeListRequestSchema) body: z.infer<typeof changeListRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<LeadList> {
    return this.lists.change(params.id, body, user.id);
  }

  @Post(':id/imports')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies(
    'Reads and judges an uploaded file for the list, and waits for the yes; progress comes as import.* events',
    importSchema,
  )
  startImport(
    @InParams(listParams) params: z.infer<typeof listParams>,
    @InBody(startImportRequestSchema) body: z.infer<typeof startImportRequestSchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<Import> {
    return this.imports.start(params.id, body, user.id);
  }
}

@Controller('api/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly rejectedRows: RejectedRows,
  ) {}

  @Get(':id')
  @Access(MARKETERS)
  @Replies('State and counts of an import', importSchema)
  get(@InParams(importParams) params: z.infer<typeof importParams>): Promise<Import> {
    return this.imports.get(params.id);
  }

  @Get(':id/rows')
  @Access(MARKETERS)
  @Replies('The verdict of every row, in file order', pageOf(importRowSchema))
  rows(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @InQuery(importRowsQuerySchema) query: z.infer<typeof importRowsQuerySchema>,
  ): Promise<Page<ImportRow>> {
    return this.imports.rows(params.id, query);
  }

  @Post(':id/commit')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('The yes: makes leads of the judged rows', importSchema)
  commit(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<Import> {
    return this.imports.commit(params.id, user.id);
  }

  @Post(':id/branches')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Judges anew, with another answer for rows of one INN', importSchema)
  chooseBranches(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @InBody(branchesRequestSchema) body: z.infer<typeof branchesRequestSchema>,
  ): Promise<Import> {
    return this.imports.chooseBranches(params.id, body.choice);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies('Ends an import before it is committed; nothing of it stays', importSchema)
  cancel(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<Import> {
    return this.imports.cancel(params.id, user.id);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @Access(MARKETERS)
  @Replies('Takes a committed import back, except for leads called or worked on since', importSchema)
  undo(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @CurrentUser() user: SessionUser,
  ): Promise<Import> {
    return this.imports.undo(params.id, user.id);
  }

  @Get(':id/kept')
  @Access(MARKETERS)
  @Replies('Leads an undo left as they are, and why; at most a thousand', z.array(importKeptSchema))
  kept(@InParams(importParams) params: z.infer<typeof importParams>): Promise<ImportKept[]> {
    return this.imports.kept(params.id);
  }

  @Get(':id/rejected.csv')
  @Access(MARKETERS)
  @TakesAway('exports')
  @Replies('The rows of one verdict in the original encoding, with row, code and reason')
  async rejected(
    @InParams(importParams) params: z.infer<typeof importParams>,
    @InQuery(rejectedQuerySchema) query: z.infer<typeof rejectedQuerySchema>,
    @CurrentUser() user: SessionUser,
  ): Promise<StreamableFile> {
    const record = await this.imports.record(params.id);
    const { name, content } = this.rejectedRows.csv(record, query, user.id);
    const charset = record.settings.format.kind === 'csv' ? record.settings.format.charset : 'utf-8';
    return new StreamableFile(content, {
      type: `text/csv; charset=${charset}`,
      disposition: `attachment; filename="rejected.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }
}
