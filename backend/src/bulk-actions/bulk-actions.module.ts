import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { BulkActionRepository } from './bulk-action.repository.js';
import { BulkActionService } from './bulk-action.service.js';
import { BulkActionsController } from './bulk-actions.controller.js';
import { BulkChangeRepository } from './bulk-change.repository.js';
import { BulkChangeService } from './bulk-change.service.js';

@Module({
  imports: [LeadsModule, ComplianceModule],
  controllers: [BulkActionsController],
  providers: [BulkActionRepository, BulkActionService, BulkChangeRepository, BulkChangeService],
})
export class BulkActionsModule {}
