import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AuthModule } from './auth/auth.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import { DatabaseModule } from './database/database.module.js';
import { FilesModule } from './files/files.module.js';
import { ErrorFilter } from './http/error.filter.js';
import { HttpModule } from './http/http.module.js';
import { ReplyInterceptor } from './http/reply.interceptor.js';
import { KernelModule } from './kernel/kernel.module.js';
import { LeadsModule } from './leads/leads.module.js';
import { ListsModule } from './lists/lists.module.js';
import { SimulationModule } from './simulation/simulation.module.js';

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
        FilesModule,
        HttpModule,
        LeadsModule,
        ListsModule,
        SimulationModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_INTERCEPTOR, useClass: ReplyInterceptor },
      ],
    };
  }
}
