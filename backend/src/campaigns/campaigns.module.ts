import { Module } from '@nestjs/common';
import { CallScriptsModule } from '../call-scripts/call-scripts.module.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { CallingClassRepository } from './calling-class.repository.js';
import { CallingClassService } from './calling-class.service.js';
import { CampaignAuthoring } from './campaign-authoring.service.js';
import { CampaignViewRepository } from './campaign-view.repository.js';
import { CampaignRepository } from './campaign.repository.js';
import { CampaignPromiseKeeping } from './campaign-promises.service.js';
import { CampaignService } from './campaign.service.js';
import { CampaignsController, DispositionsController } from './campaigns.controller.js';
import { DispositionRepository } from './disposition.repository.js';
import { DispositionService } from './disposition.service.js';
import { HeldEntryRepository } from './held-entry.repository.js';
import { HeldEntryService } from './held-entry.service.js';
import { PreflightRepository } from './preflight.repository.js';
import { PreflightService } from './preflight.service.js';
import { QueueExplanationRepository } from './queue-explanation.repository.js';
import { QueueExplanationService } from './queue-explanation.service.js';
import { QueueUpkeepRepository } from './queue-upkeep.repository.js';
import { QueueUpkeep } from './queue-upkeep.service.js';
import { QueueRepository } from './queue.repository.js';
import { QueueService } from './queue.service.js';

@Module({
  imports: [ComplianceModule, CallScriptsModule],
  controllers: [CampaignsController, DispositionsController],
  providers: [
    CallingClassRepository,
    CallingClassService,
    CampaignAuthoring,
    CampaignRepository,
    CampaignService,
    CampaignPromiseKeeping,
    CampaignViewRepository,
    DispositionRepository,
    DispositionService,
    HeldEntryRepository,
    HeldEntryService,
    PreflightRepository,
    PreflightService,
    QueueExplanationRepository,
    QueueExplanationService,
    QueueRepository,
    QueueService,
    QueueUpkeep,
    QueueUpkeepRepository,
  ],
  exports: [
    CallingClassService,
    CampaignAuthoring,
    CampaignService,
    CampaignPromiseKeeping,
    DispositionService,
    HeldEntryService,
    PreflightService,
    QueueExplanationService,
    QueueService,
  ],
})
export class CampaignsModule {}
