import { Module } from '@nestjs/common';
import { FactsRepository } from './facts.repository.js';
import { LedgerRepository } from './ledger.repository.js';
import { LedgerService } from './ledger.service.js';
import { QueueMarking } from './queue-marking.service.js';
import { RightToCall } from './right-to-call.service.js';
import { StopRequestRepository } from './stop-request.repository.js';
import { StopRequestService } from './stop-request.service.js';
import { SuppressionRepository } from './suppression.repository.js';
import { SuppressionService } from './suppression.service.js';
import { SuppressionsController } from './suppressions.controller.js';

@Module({
  controllers: [SuppressionsController],
  providers: [
    FactsRepository,
    LedgerRepository,
    LedgerService,
    QueueMarking,
    RightToCall,
    StopRequestRepository,
    StopRequestService,
    SuppressionRepository,
    SuppressionService,
  ],
  exports: [FactsRepository, LedgerService, QueueMarking, RightToCall, StopRequestService, SuppressionService],
})
export class ComplianceModule {}
