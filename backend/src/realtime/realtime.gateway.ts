import { Logger } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import { CLIENT_MESSAGES, type ClientMessage, type Reply, SOCKET_MESSAGE_MAX_BYTES } from '@warmline/contracts';
import { mayAccess } from '../auth/access.js';
import { SessionService, sessionToken } from '../auth/session.service.js';
import { toWireError } from '../http/error.filter.js';
import { DomainError } from '../kernel/domain-error.js';
import { type AppServer, type AppSocket, userRoom } from './connection.js';
import { MessageHandlers } from './message-handlers.service.js';
import { ProjectionService } from './projection.service.js';

/**
 * The one door for socket messages: size, name, role, shape, then one handler. It decides nothing.
 * What is not in CLIENT_MESSAGES is refused with a code.
 */
@WebSocketGateway()
export class RealtimeGateway implements OnGatewayInit<AppServer>, OnGatewayConnection<AppSocket> {
  private readonly logger = new Logger('socket');

  constructor(
    private readonly sessions: SessionService,
    private readonly handlers: MessageHandlers,
    private readonly projection: ProjectionService,
  ) {}

  afterInit(server: AppServer): void {
    this.projection.attach(server);
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
      );
    });
  }

  handleConnection(socket: AppSocket): void {
    void socket.join(userRoom(socket.data.user.id));
    socket.onAny((name: string, ...rest: unknown[]) => void this.receive(socket, name, rest));
  }

  private async admit(socket: AppSocket): Promise<void> {
    const token = sessionToken(socket.handshake.headers.cookie);
    const user = await this.sessions.authenticate(token);
    if (user === null || token === null) {
      throw new Error('session.required');
    }
    socket.data = { user, token, feedSentTo: null, feedQueue: Promise.resolve() };
  }

  private async receive(socket: AppSocket, name: string, rest: unknown[]): Promise<void> {
    const last = rest.at(-1);
    const reply = typeof last === 'function' ? (last as (answer: Reply) => void) : () => undefined;
    try {
      reply(await this.handle(socket, name, typeof rest[0] === 'function' ? {} : rest[0]));
    } catch (error) {
      reply({ ok: false, error: toWireError(error, this.logger) });
    }
  }

  private async handle(socket: AppSocket, name: string, body: unknown): Promise<Reply> {
    if (!isClientMessage(name)) {
      throw new DomainError('socket.unknown_event');
    }
    const bytes = Buffer.byteLength(JSON.stringify(body ?? null));
    if (bytes > SOCKET_MESSAGE_MAX_BYTES) {
      throw new DomainError('request.too_large', { bytes, limit: SOCKET_MESSAGE_MAX_BYTES });
    }
    const { roles, schema } = CLIENT_MESSAGES[name];
    if (!mayAccess(roles, socket.data.user.role)) {
      throw new DomainError('role.refused');
    }
    const parsed = schema.safeParse(body ?? {});
    if (!parsed.success) {
      throw new DomainError('socket.message_invalid', {
        issues: parsed.error.issues.map(({ path, message }) => ({ path, message })),
      });
    }
    return this.handlers.handle(socket, name, parsed.data);
  }
}

function isClientMessage(name: string): name is ClientMessage {
  return Object.hasOwn(CLIENT_MESSAGES, name);
}
