import { Module } from '@nestjs/common';
import { CallScriptsModule } from '../call-scripts/call-scripts.module.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { BoardFactsService } from './board-facts.service.js';
import { BoardRepository } from './board.repository.js';
import { BoardService } from './board.service.js';
import { FilesModule } from '../files/files.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { ExportController } from './export.controller.js';
import { ExportRepository } from './export.repository.js';
import { ExportService } from './export.service.js';
import { LeadCallsController } from './lead-calls.controller.js';
import { ListClaimRepository } from './list-claim.repository.js';
import { ListClaims } from './list-claim.service.js';
import { ListValueController } from './list-value.controller.js';
import { ListValueRepository } from './list-value.repository.js';
import { ListValueService } from './list-value.service.js';
import { TrailController } from './trail.controller.js';
import { TrailRepository } from './trail.repository.js';
import { TrailService } from './trail.service.js';
import { WarmHotExportService } from './warm-hot-export.service.js';
import { ConsoleRepository } from './console.repository.js';
import { ConsoleService } from './console.service.js';
import { PromiseListController } from './promise-list.controller.js';
import { PromiseListRepository } from './promise-list.repository.js';
import { PromiseList } from './promise-list.service.js';
import { WarmHotController } from './warm-hot.controller.js';
import { WarmHotRepository } from './warm-hot.repository.js';
import { WarmHotService } from './warm-hot.service.js';

/** Read-only views over all features. */
@Module({
  imports: [CampaignsModule, CallScriptsModule, ComplianceModule, LeadsModule, ListsModule, FilesModule],
  controllers: [
    PromiseListController,
    LeadCallsController,
    WarmHotController,
    ExportController,
    ListValueController,
    TrailController,
  ],
  providers: [
    BoardService,
    BoardFactsService,
    BoardRepository,
    ConsoleRepository,
    ConsoleService,
    WarmHotService,
    WarmHotRepository,
    WarmHotExportService,
    ExportRepository,
    ExportService,
    ListClaimRepository,
    ListClaims,
    ListValueRepository,
    ListValueService,
    PromiseList,
    PromiseListRepository,
    TrailService,
    TrailRepository,
  ],
  exports: [BoardService, ConsoleService],
})
export class ReportingModule {}
