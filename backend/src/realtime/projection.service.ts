import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FeedEvent, OperatorState } from '@warmline/contracts';
import { EventStream } from '../kernel/event-stream.js';
import { LeaderConnection, type LeaderConnectionListener } from '../kernel/leader-connection.js';
import { BoardService } from '../reporting/board.service.js';
import { ConsoleService } from '../reporting/console.service.js';
import { type AppServer, type AppSocket, BOARD_ROOM, consoleRoom, userRoom } from './connection.js';
import { consolesTouchedBy, endsSessionsOf } from './projection.rules.js';
import { FeedService } from './feed.service.js';
import { SocketLifetimes } from './socket-lifetime.service.js';

/**
 * Logged events -> sockets. Each batch of the log is told to the feeds first, then the consoles and the board it touches are sent anew.
 * The batch counts as handled when all of it has been sent, which is what lets a virtual clock wait for it.
 */
@Injectable()
export class ProjectionService implements LeaderConnectionListener, OnApplicationShutdown {
  private server: AppServer | null = null;
  /** The state each console was last sent in. */
  private readonly shown = new Map<string, OperatorState>();

  constructor(
    private readonly stream: EventStream,
    private readonly feeds: FeedService,
    private readonly consoles: ConsoleService,
    private readonly board: BoardService,
    private readonly lifetimes: SocketLifetimes,
    private readonly connection: LeaderConnection,
  ) {}

  attach(server: AppServer): void {
    this.server = server;
    this.stream.subscribe((events) => this.project(events));
    this.board.onChange(
      () => this.sendBoard(),
      () => server.sockets.adapter.rooms.has(BOARD_ROOM),
    );
    this.connection.listen(this);
  }

  onConnected(): void {
    this.server?.emit('server.recovered');
  }

  onDisconnected(): void {
    this.server?.emit('server.trouble', { code: 'server.database_unavailable', since: new Date().toISOString() });
  }

  onPositions(): void {
    // The stream reads the events; this service is only interested in the line being up or down.
  }

  onApplicationShutdown(): void {
    this.server?.emit('server.trouble', { code: 'server.stopping', since: new Date().toISOString() });
  }

  async sendConsole(operatorId: string): Promise<void> {
    const room = consoleRoom(operatorId);
    if (this.server === null || !this.server.sockets.adapter.rooms.has(room)) {
      return;
    }
    const snapshot = await this.consoles.snapshot(operatorId);
    if (snapshot !== null) {
      this.shown.set(operatorId, snapshot.state);
      this.server.to(room).emit('console.snapshot', snapshot);
    }
  }

  private async project(events: readonly FeedEvent[]): Promise<void> {
    const server = this.server;
    if (server === null) {
      return;
    }
    const sockets = [...server.sockets.sockets.values()];
    await Promise.all(sockets.map((socket) => this.feeds.deliver(socket, events)));
    const touched = consolesTouchedBy(events);
    const idle = touched.queue ? this.idleConsoles(sockets) : [];
    await Promise.all([...new Set([...touched.operators, ...idle])].map((operatorId) => this.sendConsole(operatorId)));
    await this.endSessions(events);
  }

  /** Consoles that show the queue: those of operators who wait. */
  private idleConsoles(sockets: readonly AppSocket[]): string[] {
    return sockets.map((socket) => socket.data.user.id).filter((id) => this.shown.get(id) === 'ready');
  }

  private sendBoard(): void {
    this.server?.to(BOARD_ROOM).emit('board.snapshot', this.board.snapshot());
  }

  /** Signed out, disabled or given another role: the socket must not outlive the session. */
  private async endSessions(events: readonly FeedEvent[]): Promise<void> {
    for (const userId of endsSessionsOf(events)) {
      await this.lifetimes.endDead(await this.localSockets(userId));
    }
  }

  private async localSockets(userId: string): Promise<AppSocket[]> {
    const sockets = this.server?.sockets;
    const ids = await sockets?.adapter.sockets(new Set([userRoom(userId)]));
    return [...(ids ?? [])].map((id) => sockets?.sockets.get(id)).filter((socket) => socket !== undefined);
  }
}
