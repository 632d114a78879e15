import { Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import {
  callScriptIdSchema,
  callScriptSchema,
  callScriptSummarySchema,
  callScriptVersionIdSchema,
  callScriptVersionSchema,
  checkCallScriptReplySchema,
  checkCallScriptRequestSchema,
  createCallScriptRequestSchema,
  publishCallScriptRequestSchema,
  saveDraftRequestSchema,
} from '@warmline/contracts';
import type {
  CallScript,
  CallScriptSummary,
  CallScriptVersion,
  CheckCallScriptReply,
  CheckCallScriptRequest,
  CreateCallScriptRequest,
  PublishCallScriptRequest,
  SaveDraftRequest,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { CallScriptService } from './call-script.service.js';

const scriptParams = z.object({ id: callScriptIdSchema });
const versionParams = z.object({ versionId: callScriptVersionIdSchema });
type ScriptParams = z.infer<typeof scriptParams>;

@Controller('api/call-scripts')
export class CallScriptsController {
  constructor(private readonly scripts: CallScriptService) {}

  @Get()
  @Access(MARKETERS)
  @Replies('All call scripts, with their newest version and draft', z.array(callScriptSummarySchema))
  list(): Promise<CallScriptSummary[]> {
    return this.scripts.list();
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Begins a call script with a draft', callScriptSchema)
  create(
    @InBody(createCallScriptRequestSchema) body: CreateCallScriptRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<CallScript> {
    return this.scripts.create(body.document, user.id);
  }

  @Post('check')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies('What is wrong with a document, without saving it', checkCallScriptReplySchema)
  check(@InBody(checkCallScriptRequestSchema) body: CheckCallScriptRequest): Promise<CheckCallScriptReply> {
    return this.scripts.check(body.document);
  }

  @Get('versions/:versionId')
  @Access([...MARKETERS, 'operator'])
  @Replies('One published version, whole', callScriptVersionSchema)
  version(@InParams(versionParams) params: z.infer<typeof versionParams>): Promise<CallScriptVersion> {
    return this.scripts.version(params.versionId);
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('A call script as its editor opens it', callScriptSchema)
  get(@InParams(scriptParams) params: ScriptParams): Promise<CallScript> {
    return this.scripts.get(params.id);
  }

  @Put(':id/draft')
  @Access(MARKETERS)
  @Replies('Saves the draft; findings do not stop it', callScriptSchema)
  saveDraft(
    @InParams(scriptParams) params: ScriptParams,
    @InBody(saveDraftRequestSchema) body: SaveDraftRequest,
  ): Promise<CallScript> {
    return this.scripts.saveDraft(params.id, body);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @Access(MARKETERS)
  @Replies(
    'Publishes the draft as a version that never changes; refused while the checker finds errors',
    callScriptSchema,
  )
  publish(
    @InParams(scriptParams) params: ScriptParams,
    @InBody(publishCallScriptRequestSchema) body: PublishCallScriptRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<CallScript> {
    return this.scripts.publish(params.id, body, user.id);
  }
}
