import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { LeaderConnection } from '../kernel/leader-connection.js';
import { OperatorRepository } from './operator.repository.js';

const SWEEP_MS = 1_000;

/** Frees what an operator held who has not been heard for a lease. Set by the feature that knows about calls. */
export type VanishHandler = (operatorId: string) => Promise<void>;

/**
 * The lease of an operator on his lead. Real time on purpose: a browser that died is dead whatever the application clock says.
 */
@Injectable()
export class PresenceService implements OnApplicationShutdown {
  private readonly logger = new Logger('presence');
  private timer: NodeJS.Timeout | null = null;
  private sweeping = false;
  private onVanished: VanishHandler = () => Promise.resolve();

  constructor(
    private readonly operators: OperatorRepository,
    private readonly leader: LeaderConnection,
    private readonly config: AppConfig,
  ) {}

  whenVanished(handler: VanishHandler): void {
    this.onVanished = handler;
  }

  async start(): Promise<void> {
    await this.operators.renewAllLeases();
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }

  async seen(operatorId: string): Promise<void> {
    await this.operators.seen([operatorId]);
  }

  /** The database was away: nobody could renew, so nobody is to blame. */
  async forgiveSilence(): Promise<void> {
    await this.operators.renewAllLeases();
  }

  private async sweep(): Promise<void> {
    if (this.sweeping) {
      return;
    }
    this.sweeping = true;
    try {
      if (await this.leader.isLeader()) {
        for (const operatorId of await this.operators.silent(this.config.operatorLeaseMs)) {
          await this.onVanished(operatorId);
        }
      }
    } catch (error) {
      this.logger.warn(`sweeping leases failed: ${String(error)}`);
    } finally {
      this.sweeping = false;
    }
  }
}
