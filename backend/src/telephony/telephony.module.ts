import { Global, Inject, Module } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { DialingGate } from './dialing-gate.service.js';
import { InboxRepository } from './inbox.repository.js';
import { Inbox } from './inbox.service.js';
import { Exchange } from './simulator/exchange.js';
import { NO_FAULTS } from './simulator/fault.rules.js';
import { SimulatorEngine } from './simulator/simulator.engine.js';
import { SimulatorOptions } from './simulator/simulator.options.js';
import { SimulatorRepository } from './simulator/simulator.repository.js';
import { refusingSynthetic } from './synthetic-guard.js';
import { TELEPHONY_PORT } from './telephony.port.js';
import type { TelephonyPort } from './telephony.port.js';

const simulatorOptions = {
  provide: SimulatorOptions,
  useFactory: ({ simulator }: AppConfig): SimulatorOptions => ({
    seed: simulator.seed,
    behaviours: 'digits',
    faults: simulator.fault === 'none' ? NO_FAULTS : { ...NO_FAULTS, [simulator.fault]: simulator.faultRate },
  }),
  inject: [AppConfig],
};

/** TELEPHONY names the engine. The real ones come with their own issue; until then asking for one is a clear error. */
const engine = {
  provide: TELEPHONY_PORT,
  useFactory: ({ telephony }: AppConfig, simulator: SimulatorEngine): TelephonyPort => {
    if (telephony !== 'simulator') throw new Error(`TELEPHONY=${telephony} is not built in yet, expected: simulator`);
    return refusingSynthetic(simulator);
  },
  inject: [AppConfig, SimulatorEngine],
};

const providers = [
  simulatorOptions,
  SimulatorRepository,
  Exchange,
  SimulatorEngine,
  engine,
  InboxRepository,
  Inbox,
  DialingGate,
];

@Global()
@Module({ providers, exports: [TELEPHONY_PORT, Inbox, DialingGate, SimulatorEngine] })
export class TelephonyModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(TELEPHONY_PORT) private readonly port: TelephonyPort,
    private readonly inbox: Inbox,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.port.start((event) => this.inbox.store(event));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.port.stop();
  }
}
