import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { CallScriptsModule } from '../call-scripts/call-scripts.module.js';
import { CallsModule } from '../calls/calls.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ComplianceModule } from '../compliance/compliance.module.js';
import { AppConfig } from '../config/app-config.js';
import { TrainingModule } from '../training/training.module.js';
import { DemoHistoryRepository } from './demo-history.repository.js';
import { DemoHistory } from './demo-history.service.js';
import { DemoRemovalRepository } from './demo-removal.repository.js';
import { DemoRemoval } from './demo-removal.service.js';
import { DemoSeed } from './demo-seed.service.js';
import { DemoController } from './demo.controller.js';
import { DemoRepository } from './demo.repository.js';

@Module({
  imports: [CallScriptsModule, CampaignsModule, CallsModule, ComplianceModule, TrainingModule],
  controllers: [DemoController],
  providers: [DemoRepository, DemoHistoryRepository, DemoHistory, DemoSeed, DemoRemovalRepository, DemoRemoval],
})
export class DemoModule implements OnApplicationBootstrap {
  constructor(
    private readonly seed: DemoSeed,
    private readonly config: AppConfig,
  ) {}

  /** After the results are seeded: modules that others stand on are started before them. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed === 'demo') {
      await this.seed.seedFirstStart();
    }
  }
}
