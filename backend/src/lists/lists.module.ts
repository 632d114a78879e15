import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { BranchCommitRepository } from './branch-commit.repository.js';
import { ImportCommitRepository } from './import-commit.repository.js';
import { ImportCommit } from './import-commit.service.js';
import { ImportLock } from './import-lock.repository.js';
import { ImportPreparation } from './import-preparation.service.js';
import { ImportProgress } from './import-progress.service.js';
import { ImportRunner } from './import-runner.service.js';
import { ImportStagingRepository } from './import-staging.repository.js';
import { ImportUndoRepository } from './import-undo.repository.js';
import { ImportUndo } from './import-undo.service.js';
import { ImportRepository } from './import.repository.js';
import { ImportService } from './import.service.js';
import { LeadListRepository } from './lead-list.repository.js';
import { ListCountRepository } from './list-count.repository.js';
import { ListCounts } from './list-counts.service.js';
import { ListFileWorker } from './list-file-worker.service.js';
import { ListRecount } from './list-recount.service.js';
import { ListService } from './list.service.js';
import { ImportsController, ListsController, UploadsController } from './lists.controller.js';
import { MappingTemplateRepository } from './mapping-template.repository.js';
import { MappingTemplateService } from './mapping-template.service.js';
import { MappingTemplatesController } from './mapping-templates.controller.js';
import { NumberFileWorker } from './number-file-worker.service.js';
import { RejectedRows } from './rejected-rows.service.js';

@Module({
  imports: [LeadsModule, ComplianceModule],
  controllers: [UploadsController, ListsController, ImportsController, MappingTemplatesController],
  providers: [
    LeadListRepository,
    ListCountRepository,
    ListCounts,
    ListRecount,
    ImportRepository,
    ImportStagingRepository,
    BranchCommitRepository,
    ImportCommitRepository,
    ImportCommit,
    ImportUndoRepository,
    ImportUndo,
    ImportLock,
    ImportPreparation,
    ImportProgress,
    ImportRunner,
    ImportService,
    ListFileWorker,
    ListService,
    MappingTemplateRepository,
    MappingTemplateService,
    NumberFileWorker,
    RejectedRows,
  ],
  exports: [ListService, ImportService, ListFileWorker, MappingTemplateService, NumberFileWorker],
})
export class ListsModule {}
