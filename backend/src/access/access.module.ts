import { Global, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ExportTrail } from './export-trail.service.js';
import { RecordAccess } from './record-access.service.js';
import { RecordRelationsRepository } from './record-relations.repository.js';
import { RecordGuard } from './record.guard.js';
import { TakingInterceptor } from './taking.interceptor.js';
import { TakingRepository } from './taking.repository.js';
import { TakingService } from './taking.service.js';

/** Who reaches which record, how much of them in which time, and what is written down of it. */
@Global()
@Module({
  providers: [
    RecordAccess,
    RecordRelationsRepository,
    TakingService,
    TakingRepository,
    ExportTrail,
    { provide: APP_GUARD, useClass: RecordGuard },
    { provide: APP_INTERCEPTOR, useClass: TakingInterceptor },
  ],
  exports: [RecordAccess, TakingService, ExportTrail],
})
export class AccessModule {}
