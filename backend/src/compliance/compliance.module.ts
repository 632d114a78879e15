import { Module } from '@nestjs/common';
import { FactsRepository } from './facts.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { RightToCall } from './right-to-call.service.js';
import { StopRequestRepository } from './stop-request.repository.js';
import { StopRequestService } from './stop-request.service.js';
import { StopExpiry } from './stop-expiry.service.js';
import { StopListRepository } from './stop-list.repository.js';
import { StopListService } from './stop-list.service.js';
import { StopPrefixRepository } from './stop-prefix.repository.js';
import { StopPrefixService } from './stop-prefix.service.js';
import { StopPrefixesController } from './stop-prefixes.controller.js';
import { SuppressionRepository } from './suppression.repository.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  controllers: [SuppressionsController, StopPrefixesController],
  providers: [
    FactsRepository,
    LedgerRepository,
    LedgerService,
    QueueMarking,
    RightToCall,
    StopExpiry,
    StopListRepository,
    StopListService,
    StopPrefixRepository,
    StopPrefixService,
    StopRequestRepository,
    StopRequestService,
    SuppressionRepository,
    SuppressionService,
  ],
  exports: [
    FactsRepository,
    LedgerService,
    QueueMarking,
    RightToCall,
    StopListRepository,
    StopRequestService,
    SuppressionService,
  ],
})
export class ComplianceModule {}
