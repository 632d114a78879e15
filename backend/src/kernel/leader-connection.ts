import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type pg from 'pg';
import { AppConfig } from '../config/app-config.js';
import { PreparingClient } from './preparing-client.js';

const LEADER_LOCK = 7_264_001;
const CHANNEL = 'event_positions';
const RETRY_MS = 250;

export interface LeaderConnectionListener {
  /** The connection stands (again); everything missed meanwhile must be read from the database. */
  onConnected(): void;
  onDisconnected(): void;
  /** The sequencer, here or in another process, placed events up to this position. */
  onPositions(upTo: number): void;
}

/**
 * The one dedicated connection of this process: it hears NOTIFY and carries the leader's advisory lock.
 * A session lock and not a lease row: it is free the moment its holder dies, so a restart after kill -9 waits for nobody.
 */
@Injectable()
export class LeaderConnection implements OnApplicationShutdown {
  private readonly logger = new Logger('leader-connection');
  private client: pg.Client | null = null;
  private readonly listeners: LeaderConnectionListener[] = [];
  private leading = false;
  private stopped = false;
  private lostAt: Date | null = null;

  constructor(private readonly config: AppConfig) {}

  /** Null while the connection stands; else since when the database cannot be reached. */
  get unavailableSince(): Date | null {
    return this.lostAt;
  }

  listen(listener: LeaderConnectionListener): void {
    this.listeners.push(listener);
    if (this.client !== null) {
      listener.onConnected();
    }
  }

  async open(): Promise<void> {
    await this.connect();
  }

  /** Whether this process leads (sequencer, dialing loop, sweeps). Tries to become leader when nobody is. */
  async isLeader(): Promise<boolean> {
    if (this.client === null) {
      return false;
    }
    if (!this.leading) {
      const result = await this.client.query<{ leading: boolean }>('SELECT pg_try_advisory_lock($1) AS leading', [
        LEADER_LOCK,
      ]);
      this.leading = result.rows[0]?.leading ?? false;
    }
    return this.leading;
  }

  /** A query on this connection, so that whoever lost the lock cannot write as leader. */
  async query<Row extends pg.QueryResultRow>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    if (this.client === null) {
      throw new Error('the leader connection is down');
    }
    return (await this.client.query<Row>(sql, parameters)).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    const client = this.client;
    this.client = null;
    await client?.end();
  }

  private async connect(): Promise<void> {
    const client = new PreparingClient({ connectionString: this.config.databaseUrl, keepAlive: true });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', (message) => {
      for (const listener of this.listeners) {
        listener.onPositions(Number(message.payload));
      }
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
    this.lostAt = null;
    for (const listener of this.listeners) {
      listener.onConnected();
    }
  }

  private lost(client: pg.Client): void {
    if (this.stopped || this.client !== client) {
      return;
    }
    this.client = null;
    this.leading = false;
    this.lostAt = new Date();
    this.logger.warn('the database connection is lost, reconnecting');
    for (const listener of this.listeners) {
      listener.onDisconnected();
    }
    this.retry();
  }

  private retry(): void {
    setTimeout(() => {
      if (!this.stopped && this.client === null) {
        this.connect().catch(() => this.retry());
      }
    }, RETRY_MS).unref();
  }
}
