import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { Agenda } from './agenda.js';
import { Clock, RealClock, VirtualClock } from './clock.js';
import { Commands } from './commands.js';
import { Deadlines } from './deadlines.js';
import { EventLog } from './event-log.js';
import { EventStream } from './event-stream.js';
import { LeaderConnection } from './leader-connection.js';
import { Transaction } from './transaction.js';

const clockProvider = {
  provide: Clock,
  useFactory: (config: AppConfig): Clock =>
    config.clock.kind === 'real'
      ? new RealClock(config.clock.speed)
      : new VirtualClock((config.clock.startAt ?? new Date()).getTime()),
  inject: [AppConfig],
};

const providers = [clockProvider, Transaction, EventLog, LeaderConnection, EventStream, Agenda, Deadlines, Commands];

/** What every feature stands on: time, transactions, the event log and due work. */
@Global()
@Module({ providers, exports: providers })
export class KernelModule {}
