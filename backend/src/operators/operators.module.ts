import { Module } from '@nestjs/common';
import { OperatorRepository } from './operator.repository.js';
import { OperatorService } from './operator.service.js';
import { PresenceService } from './presence.service.js';

@Module({
  providers: [OperatorRepository, OperatorService, PresenceService],
  exports: [OperatorService, PresenceService],
})
export class OperatorsModule {}
