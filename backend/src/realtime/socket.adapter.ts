import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import { originAllowed } from '../auth/origin.rules.js';
import { SessionService, sessionToken } from '../auth/session.service.js';
import { AppConfig } from '../config/app-config.js';

/**
 * The transport's own limit lies above the contract's, so that an oversized message gets an answer with a code
 * (a transport limit can only cut the line).
 */
const TRANSPORT_LIMIT_BYTES = 4_000_000;
const PING_INTERVAL_MS = 5_000;
const PING_TIMEOUT_MS = 10_000;

/** Websocket only: replicas need no sticky routing. Origin and session are checked before the handshake is answered. */
export class SocketAdapter extends IoAdapter {
  private readonly config: AppConfig;
  private readonly sessions: SessionService;

  constructor(app: INestApplicationContext) {
    super(app);
    this.config = app.get(AppConfig);
    this.sessions = app.get(SessionService);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const own: Partial<ServerOptions> = {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: TRANSPORT_LIMIT_BYTES,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      allowRequest: (request, decide) => void this.judge(request, decide),
    };
    return super.createIOServer(port, { ...options, ...own } as ServerOptions);
  }

  private async judge(
    request: IncomingMessage,
    decide: (refusal: string | null, allowed: boolean) => void,
  ): Promise<void> {
    try {
      const { origin, host, cookie } = request.headers;
      const allowed = originAllowed({ origin, host }, this.config.publicUrl);
      const user = allowed ? await this.sessions.authenticate(sessionToken(cookie)) : null;
      decide(user === null ? (allowed ? 'session.required' : 'request.origin_refused') : null, user !== null);
    } catch {
      decide('server.database_unavailable', false);
    }
  }
}
