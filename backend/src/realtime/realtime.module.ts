import { Module } from '@nestjs/common';
import { CallsModule } from '../calls/calls.module.js';
import { DialingModule } from '../dialing/dialing.module.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { ReportingModule } from '../reporting/reporting.module.js';
import { FeedService } from './feed.service.js';
import { MessageHandlers } from './message-handlers.service.js';
import { ProjectionService } from './projection.service.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { SocketLifetimes } from './socket-lifetime.service.js';

@Module({
  imports: [OperatorsModule, CallsModule, DialingModule, ReportingModule],
  providers: [RealtimeGateway, MessageHandlers, FeedService, ProjectionService, SocketLifetimes],
})
export class RealtimeModule {}
