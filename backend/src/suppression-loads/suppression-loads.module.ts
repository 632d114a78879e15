import { Module } from '@nestjs/common';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { ListsModule } from '../lists/lists.module.js';
import { SuppressionLoadRunner } from './suppression-load-runner.service.js';
import { SuppressionLoadWork } from './suppression-load-work.service.js';
import { SuppressionLoadRepository } from './suppression-load.repository.js';
import { SuppressionLoadService } from './suppression-load.service.js';
import { SuppressionLoadsController } from './suppression-loads.controller.js';
import { SuppressionStaging } from './suppression-staging.repository.js';

@Module({
  imports: [ListsModule, ComplianceModule],
  controllers: [SuppressionLoadsController],
  providers: [
    SuppressionLoadRepository,
    SuppressionStaging,
    SuppressionLoadWork,
    SuppressionLoadRunner,
    SuppressionLoadService,
  ],
})
export class SuppressionLoadsModule {}
