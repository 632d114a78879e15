import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { DialingModule } from '../dialing/dialing.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { OperatorDesk } from './operator-desk.service.js';
import { TrainingCrew } from './training-crew.service.js';
import { TrainingController } from './training.controller.js';
import { TrainingRepository } from './training.repository.js';
import { TrainingService } from './training.service.js';

@Module({
  imports: [CallsModule, DialingModule, OperatorsModule, ReportingModule],
  controllers: [TrainingController],
  providers: [TrainingRepository, TrainingService, OperatorDesk, TrainingCrew],
  exports: [TrainingService],
})
export class TrainingModule {}
