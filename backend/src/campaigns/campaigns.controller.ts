import { Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import {
  campaignIdSchema,
  campaignPromisesSchema,
  campaignSchema,
  campaignSummarySchema,
  changeCampaignRequestSchema,
  createCampaignRequestSchema,
  dispositionGroupSchema,
  endCampaignRequestSchema,
  preflightSchema,
  queueExplanationSchema,
} from '@warmline/contracts';
import type {
  Campaign,
  CampaignPromises,
  CampaignSummary,
  ChangeCampaignRequest,
  CreateCampaignRequest,
  DispositionGroup,
  EndCampaignRequest,
  Preflight,
  QueueExplanation,
} from '@warmline/contracts';
import { z } from 'zod';
import { Access, MARKETERS, SUPERVISORS } from '../auth/access.js';
import type { SessionUser } from '../auth/session.repository.js';
import { CurrentUser, InBody, InParams, Replies } from '../http/contract.js';
import { Clock } from '../kernel/clock.js';
import { CampaignAuthoring } from './campaign-authoring.service.js';
import { CampaignService } from './campaign.service.js';
import { DispositionService } from './disposition.service.js';
import { PreflightService } from './preflight.service.js';
import { QueueExplanationService } from './queue-explanation.service.js';

const campaignParams = z.object({ id: campaignIdSchema });
type CampaignParams = z.infer<typeof campaignParams>;

@Controller('api/campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly authoring: CampaignAuthoring,
    private readonly preflights: PreflightService,
    private readonly explanations: QueueExplanationService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access(MARKETERS)
  @Replies('All campaigns, finished ones last', z.array(campaignSummarySchema))
  list(): Promise<CampaignSummary[]> {
    return this.campaigns.list();
  }

  @Post()
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Drafts a campaign', campaignSchema)
  async create(
    @InBody(createCampaignRequestSchema) body: CreateCampaignRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Campaign> {
    return this.campaigns.get(await this.authoring.create(body, user.id));
  }

  @Get(':id')
  @Access(MARKETERS)
  @Replies('One campaign, whole', campaignSchema)
  get(@InParams(campaignParams) { id }: CampaignParams): Promise<Campaign> {
    return this.campaigns.get(id);
  }

  @Patch(':id')
  @Access(MARKETERS)
  @Replies('Changes a campaign; a marketer only while it is a draft', campaignSchema)
  async change(
    @InParams(campaignParams) { id }: CampaignParams,
    @InBody(changeCampaignRequestSchema) body: ChangeCampaignRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Campaign> {
    await this.authoring.change(id, body, user);
    return this.campaigns.get(id);
  }

  @Post(':id/clone')
  @HttpCode(201)
  @Access(MARKETERS)
  @Replies('Drafts the same campaign again', campaignSchema)
  async clone(@InParams(campaignParams) { id }: CampaignParams, @CurrentUser() user: SessionUser): Promise<Campaign> {
    return this.campaigns.get(await this.authoring.clone(id, user.id));
  }

  @Post(':id/start')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('Starts a draft or goes on after a pause; refused while a check fails', campaignSchema)
  async start(@InParams(campaignParams) { id }: CampaignParams, @CurrentUser() user: SessionUser): Promise<Campaign> {
    await this.campaigns.start(id, user.id);
    return this.campaigns.get(id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies('Gives out no more leads; calls that run go on; open promises wait, or as the body says', campaignSchema)
  async pause(
    @InParams(campaignParams) { id }: CampaignParams,
    @InBody(endCampaignRequestSchema) { promises }: EndCampaignRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Campaign> {
    await this.campaigns.pause(id, user.id, promises);
    return this.campaigns.get(id);
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Access(SUPERVISORS)
  @Replies(
    'Ends a campaign for good; refused while open promises have no other campaign and no reason to be cancelled',
    campaignSchema,
  )
  async finish(
    @InParams(campaignParams) { id }: CampaignParams,
    @InBody(endCampaignRequestSchema) { promises }: EndCampaignRequest,
    @CurrentUser() user: SessionUser,
  ): Promise<Campaign> {
    await this.campaigns.finish(id, user.id, promises);
    return this.campaigns.get(id);
  }

  @Get(':id/promises')
  @Access(SUPERVISORS)
  @Replies('Open promises of a campaign, and the campaigns that could keep them', campaignPromisesSchema)
  promises(@InParams(campaignParams) { id }: CampaignParams): Promise<CampaignPromises> {
    return this.campaigns.openPromises(id);
  }

  @Get(':id/preflight')
  @Access(MARKETERS)
  @Replies('Every check before the start, and what the queue would do now', preflightSchema)
  preflight(@InParams(campaignParams) { id }: CampaignParams): Promise<Preflight> {
    return this.preflights.preflight(id, this.clock.now());
  }

  @Get(':id/queue')
  @Access(MARKETERS)
  @Replies('Why nothing rings: every lead of the queue, counted once', queueExplanationSchema)
  explain(@InParams(campaignParams) { id }: CampaignParams): Promise<QueueExplanation> {
    return this.explanations.explain(id, null, this.clock.now());
  }
}

@Controller('api/dispositions')
export class DispositionsController {
  constructor(private readonly dispositions: DispositionService) {}

  @Get()
  @Access('signed-in')
  @Replies('All results in their groups', z.array(dispositionGroupSchema))
  all(): Promise<DispositionGroup[]> {
    return this.dispositions.all();
  }
}
