import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { ChangedLeadSearch } from './changed-lead-search.service.js';
import { DuplicatePairRepository } from './duplicate-pair.repository.js';
import { DuplicateSearchRepository } from './duplicate-search.repository.js';
import { DuplicateSearch } from './duplicate-search.service.js';
import { DuplicateWorker } from './duplicate-worker.service.js';
import { DuplicateService } from './duplicate.service.js';
import { DuplicatesController, LeadMergesController, MergesController } from './duplicates.controller.js';
import { LeadComparison } from './lead-comparison.service.js';
import { LeadMergeRepository } from './lead-merge.repository.js';
import { LeadMergeService } from './lead-merge.service.js';
import { LeadUnmergeRepository } from './lead-unmerge.repository.js';

@Module({
  imports: [ComplianceModule, LeadsModule],
  controllers: [DuplicatesController, LeadMergesController, MergesController],
  providers: [
    ChangedLeadSearch,
    DuplicatePairRepository,
    DuplicateSearch,
    DuplicateSearchRepository,
    DuplicateService,
    DuplicateWorker,
    LeadComparison,
    LeadMergeRepository,
    LeadMergeService,
    LeadUnmergeRepository,
  ],
  exports: [LeadMergeService],
})
export class DuplicatesModule {}
