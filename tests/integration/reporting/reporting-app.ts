import { type INestApplication, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { HandoverController } from '../../../backend/src/calls/handover.controller.js';
import { HandoverRepository } from '../../../backend/src/calls/handover.repository.js';
import { HandoverService } from '../../../backend/src/calls/handover.service.js';
import { AccessModule } from '../../../backend/src/access/access.module.js';
import { AuthModule } from '../../../backend/src/auth/auth.module.js';
import { readConfig } from '../../../backend/src/config/config.js';
import { ConfigModule } from '../../../backend/src/config/config.module.js';
import { DatabaseModule } from '../../../backend/src/database/database.module.js';
import { ErrorFilter } from '../../../backend/src/http/error.filter.js';
import { HttpModule } from '../../../backend/src/http/http.module.js';
import { ReplyInterceptor } from '../../../backend/src/http/reply.interceptor.js';
import { EventStream } from '../../../backend/src/kernel/event-stream.js';
import { KernelModule } from '../../../backend/src/kernel/kernel.module.js';
import { LeaderConnection } from '../../../backend/src/kernel/leader-connection.js';
import { LeadCoolingModule } from '../../../backend/src/leads/lead-cooling.module.js';
import { LeadMoveRepository } from '../../../backend/src/leads/lead-move.repository.js';
import { LeadMoveService } from '../../../backend/src/leads/lead-move.service.js';
import { BoardFactsService } from '../../../backend/src/reporting/board-facts.service.js';
import { BoardRepository } from '../../../backend/src/reporting/board.repository.js';
import { BoardService } from '../../../backend/src/reporting/board.service.js';
import { ListValueController } from '../../../backend/src/reporting/list-value.controller.js';
import { ListValueRepository } from '../../../backend/src/reporting/list-value.repository.js';
import { ListValueService } from '../../../backend/src/reporting/list-value.service.js';
import { WarmHotExportService } from '../../../backend/src/reporting/warm-hot-export.service.js';
import { WarmHotController } from '../../../backend/src/reporting/warm-hot.controller.js';
import { WarmHotRepository } from '../../../backend/src/reporting/warm-hot.repository.js';
import { WarmHotService } from '../../../backend/src/reporting/warm-hot.service.js';
import { CallScriptsModule } from '../../../backend/src/call-scripts/call-scripts.module.js';

/** Half past two in the afternoon, Moscow. */
export const NOW = new Date('2026-03-18T11:30:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const before = (ms: number, now = NOW): Date => new Date(now.getTime() - ms);

export interface DeskOptions {
  readonly databaseUrl: string;
  readonly now?: Date;
}

/** A backend of reporting, handovers and cooling alone, on a virtual clock. */
export async function openApp({ databaseUrl, now = NOW }: DeskOptions, dataDir: string): Promise<INestApplication> {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    CLOCK: 'virtual',
    CLOCK_START: now.toISOString(),
    ORG_TIMEZONE: 'Europe/Moscow',
  });
  @Module({
    imports: [
      ConfigModule.with(config),
      DatabaseModule,
      KernelModule,
      AuthModule,
      AccessModule,
      HttpModule,
      CallScriptsModule,
      LeadCoolingModule,
    ],
    controllers: [WarmHotController, HandoverController, ListValueController],
    providers: [
      BoardService,
      BoardFactsService,
      BoardRepository,
      WarmHotService,
      WarmHotRepository,
      WarmHotExportService,
      ListValueService,
      ListValueRepository,
      HandoverService,
      HandoverRepository,
      LeadMoveService,
      LeadMoveRepository,
      { provide: APP_FILTER, useClass: ErrorFilter },
      { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
    ],
  })
  class ReportingDeskModule {}

  const app = await NestFactory.create(ReportingDeskModule, { logger: ['error', 'fatal'], abortOnError: false });
  await app.init();
  await app.get(LeaderConnection).open();
  await app.get(EventStream).start();
  await app.listen(0, '127.0.0.1');
  return app;
}
