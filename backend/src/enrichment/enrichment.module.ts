import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { EnrichmentJudging } from './enrichment-judging.repository.js';
import { EnrichmentRunner } from './enrichment-runner.service.js';
import { EnrichmentStaging } from './enrichment-staging.repository.js';
import { EnrichmentWork } from './enrichment-work.service.js';
import { EnrichmentRepository } from './enrichment.repository.js';
import { EnrichmentService } from './enrichment.service.js';
import { EnrichmentsController, FactChangesController } from './enrichments.controller.js';
import { FactChangeRepository } from './fact-change.repository.js';
import { FactPlanning } from './fact-planning.repository.js';
import { KeyMatching } from './key-matching.repository.js';

@Module({
  imports: [LeadsModule, ListsModule, ComplianceModule],
  controllers: [EnrichmentsController, FactChangesController],
  providers: [
    EnrichmentRepository,
    EnrichmentStaging,
    KeyMatching,
    FactPlanning,
    EnrichmentJudging,
    FactChangeRepository,
    EnrichmentWork,
    EnrichmentRunner,
    EnrichmentService,
  ],
})
export class EnrichmentModule {}
