import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config/app-config.js';
import { PreparingClient } from '../kernel/preparing-client.js';

/** Claims are short; a pool larger than this only queues inside PostgreSQL. */
const POOL_SIZE = 16;

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [AppConfig],
      useFactory: (config: AppConfig) => ({
        type: 'postgres' as const,
        url: config.databaseUrl,
        autoLoadEntities: true,
        synchronize: false,
        poolSize: POOL_SIZE,
        // An idle client whose server went away must not end the process: the next query reconnects.
        poolErrorHandler: () => undefined,
        connectTimeoutMS: 5_000,
        retryAttempts: 3,
        extra: { keepAlive: true, Client: PreparingClient },
      }),
    }),
  ],
})
export class DatabaseModule {}
