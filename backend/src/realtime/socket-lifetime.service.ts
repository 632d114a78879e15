import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { SessionService } from '../auth/session.service.js';
import { DomainError } from '../kernel/domain-error.js';
import type { AppServer, AppSocket } from './connection.js';

/** What ends a session without an event (a row removed by hand, an idle limit) is seen within so long. */
const SWEEP_MS = 5_000;
/** The longest a timer can wait. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** A socket lives no longer than the session it was opened with: asked at each message, at the instant it expires and every few seconds. */
@Injectable()
export class SocketLifetimes implements OnApplicationShutdown {
  private readonly logger = new Logger('socket');
  private readonly expiries = new WeakMap<AppSocket, NodeJS.Timeout>();
  private sweep: NodeJS.Timeout | undefined;

  constructor(private readonly sessions: SessionService) {}

  attach(server: AppServer): void {
    this.sweep = setInterval(() => void this.endDead([...server.sockets.sockets.values()]), SWEEP_MS);
    this.sweep.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweep);
  }

  watch(socket: AppSocket, remainingMs: number): void {
    const timer = setTimeout(() => void this.atExpiry(socket), Math.min(remainingMs + 1, LONGEST_TIMER_MS));
    timer.unref();
    this.expiries.set(socket, timer);
    socket.once('disconnect', () => clearTimeout(this.expiries.get(socket)));
  }

  /** Before each message; also takes over what has changed of the person. Refuses session.required, after which `end` is due. */
  async demandLive(socket: AppSocket): Promise<void> {
    const live = await this.sessions.live(socket.data.token);
    if (live === null) {
      throw new DomainError('session.required');
    }
    socket.data.user = live.user;
  }

  /** Ends those of the sockets whose session has ended. */
  async endDead(sockets: readonly AppSocket[]): Promise<void> {
    if (sockets.length === 0) {
      return;
    }
    try {
      const live = await this.sessions.liveOf(sockets.map((socket) => socket.data.token));
      for (const socket of sockets.filter(({ data }) => !live.has(data.token))) {
        this.end(socket);
      }
    } catch (error) {
      // Without the database no message is carried out either; the next round asks again.
      this.logger.warn(`sessions of sockets could not be asked for: ${String(error)}`);
    }
  }

  end(socket: AppSocket): void {
    socket.emit('session.ended', { code: 'session.required', params: {} });
    socket.disconnect(true);
    this.logger.log(`closed a socket of user ${socket.data.user.id} whose session ended`);
  }

  /** An expiry may have been put off meanwhile: then it is waited for anew. */
  private async atExpiry(socket: AppSocket): Promise<void> {
    try {
      const live = await this.sessions.live(socket.data.token);
      if (live === null) {
        this.end(socket);
      } else if (socket.connected) {
        this.watch(socket, live.remainingMs);
      }
    } catch (error) {
      this.logger.warn(`the session of a socket could not be asked for: ${String(error)}`);
    }
  }
}
