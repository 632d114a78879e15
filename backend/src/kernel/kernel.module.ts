import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.js';
import { Agenda } from './agenda.js';
import { Clock } from './clock.js';
import { startClock } from './clock-start.js';
import { Commands } from './commands.js';
import { Deadlines } from './deadlines.js';
import { EventLog } from './event-log.js';
import { EventStream } from './event-stream.js';
import { LeaderConnection } from './leader-connection.js';
import { Transaction } from './transaction.js';

const clockProvider = {
  provide: Clock,
  useFactory: (config: AppConfig, dataSource: DataSource): Promise<Clock> => startClock(config.clock, dataSource),
  inject: [AppConfig, DataSource],
};

const providers = [clockProvider, Transaction, EventLog, LeaderConnection, EventStream, Agenda, Deadlines, Commands];

/** What every feature stands on: time, transactions, the event log and due work. */
@Global()
@Module({ providers, exports: providers })
export class KernelModule {}
