import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from './app-config.js';
import type { Config } from './config.js';

@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}
