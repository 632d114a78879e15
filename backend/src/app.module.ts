import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AccessModule } from './access/access.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BulkActionsModule } from './bulk-actions/bulk-actions.module.js';
import { CallScriptsModule } from './call-scripts/call-scripts.module.js';
import { CallsModule } from './calls/calls.module.js';
import { CampaignsModule } from './campaigns/campaigns.module.js';
import { ClientsModule } from './clients/clients.module.js';
import { ComplianceModule } from './compliance/compliance.module.js';
import { DialingModule } from './dialing/dialing.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { ReportingModule } from './reporting/reporting.module.js';
import { TelephonyModule } from './telephony/telephony.module.js';
import { DemoModule } from './demo/demo.module.js';
import { TrainingModule } from './training/training.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import { DuplicatesModule } from './duplicates/duplicates.module.js';
import { EnrichmentModule } from './enrichment/enrichment.module.js';
import { DatabaseModule } from './database/database.module.js';
import { FilesModule } from './files/files.module.js';
import { ErrorFilter } from './http/error.filter.js';
import { HttpModule } from './http/http.module.js';
import { ReplyInterceptor } from './http/reply.interceptor.js';
import { KernelModule } from './kernel/kernel.module.js';
import { LeadCoolingModule } from './leads/lead-cooling.module.js';
import { LeadsModule } from './leads/leads.module.js';
import { ListsModule } from './lists/lists.module.js';
import { SimulationModule } from './simulation/simulation.module.js';
import { SuppressionLoadsModule } from './suppression-loads/suppression-loads.module.js';

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule,
        KernelModule,
        AuthModule,
        AccessModule,
        FilesModule,
        HttpModule,
        ClientsModule,
        LeadsModule,
        LeadCoolingModule,
        OperatorsModule,
        TelephonyModule,
        ComplianceModule,
        CallScriptsModule,
        ListsModule,
        BulkActionsModule,
        EnrichmentModule,
        SuppressionLoadsModule,
        CampaignsModule,
        CallsModule,
        DuplicatesModule,
        DialingModule,
        ReportingModule,
        RealtimeModule,
        SimulationModule,
        TrainingModule,
        DemoModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
      ],
    };
  }
}
