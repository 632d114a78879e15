import { Logger } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import {
  CLIENT_MESSAGES,
  type ClientMessage,
  idsIn,
  idsOf,
  type Reply,
  SOCKET_MESSAGE_MAX_BYTES,
  undeclaredIdsIn,
} from '@warmline/contracts';
import { RecordAccess } from '../access/record-access.service.js';
import { TakingService } from '../access/taking.service.js';
import { mayAccess } from '../auth/access.js';
import { RefusalTrail } from '../auth/refusal-trail.service.js';
import { SessionService, sessionToken } from '../auth/session.service.js';
import { sound } from '../http/contract.js';
import { toWireError } from '../http/error.filter.js';
import { DomainError } from '../kernel/domain-error.js';
import { type AppServer, type AppSocket, userRoom } from './connection.js';
import { MessageHandlers } from './message-handlers.service.js';
import { ProjectionService } from './projection.service.js';
import { SocketLifetimes } from './socket-lifetime.service.js';

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
    private readonly access: RecordAccess,
    private readonly trail: RefusalTrail,
    private readonly takings: TakingService,
    private readonly lifetimes: SocketLifetimes,
  ) {}

  afterInit(server: AppServer): void {
    this.projection.attach(server);
    this.lifetimes.attach(server);
    server.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
      );
    });
  }

  handleConnection(socket: AppSocket): void {
    void socket.join(userRoom(socket.data.user.id));
    this.lifetimes.watch(socket, socket.data.remainingMs);
    socket.onAny((name: string, ...rest: unknown[]) => void this.receive(socket, name, rest));
  }

  private async admit(socket: AppSocket): Promise<void> {
    const token = sessionToken(socket.handshake.headers.cookie);
    const live = await this.sessions.live(token);
    if (live === null || token === null) {
      throw new Error('session.required');
    }
    socket.data = { ...live, token, feedSentTo: null, feedQueue: Promise.resolve() };
  }

  private async receive(socket: AppSocket, name: string, rest: unknown[]): Promise<void> {
    const last = rest.at(-1);
    const reply = typeof last === 'function' ? (last as (answer: Reply) => void) : () => undefined;
    try {
      reply(await this.handle(socket, name, typeof rest[0] === 'function' ? {} : rest[0]));
    } catch (error) {
      const wireError = toWireError(error, this.logger);
      reply({ ok: false, error: wireError });
      if (wireError.code === 'session.required') {
        this.lifetimes.end(socket);
      }
    }
  }

  private async handle(socket: AppSocket, name: string, body: unknown): Promise<Reply> {
    if (!isClientMessage(name)) {
      throw new DomainError('socket.unknown_event');
    }
    await this.lifetimes.demandLive(socket);
    const said = sound(body ?? {});
    const bytes = Buffer.byteLength(JSON.stringify(said));
    if (bytes > SOCKET_MESSAGE_MAX_BYTES) {
      throw new DomainError('request.too_large', { bytes, limit: SOCKET_MESSAGE_MAX_BYTES });
    }
    const { roles, schema } = CLIENT_MESSAGES[name];
    if (!mayAccess(roles, socket.data.user.role)) {
      await this.trail.note(socket.data.user.id, { what: name, code: 'role.refused' });
      throw new DomainError('role.refused');
    }
    const parsed = schema.safeParse(said);
    if (!parsed.success) {
      throw new DomainError('socket.message_invalid', {
        issues: parsed.error.issues.map(({ path, message }) => ({ path, message })),
      });
    }
    await this.access.demand(socket.data.user, idsOf(parsed.data, IDS[name]), { purpose: 'touch', what: name });
    if (name === 'attempt.skip') {
      await this.takings.take(socket.data.user, 'skips');
    }
    return this.handlers.handle(socket, name, parsed.data);
  }
}

/** What the ids of each message name. A field named like an id that does not say so stops the process. */
const IDS = Object.fromEntries(
  Object.entries(CLIENT_MESSAGES).map(([name, { schema }]) => {
    const missing = undeclaredIdsIn(schema);
    if (missing.length > 0) {
      throw new Error(`The message ${name} does not declare what its ids name: ${missing.join(', ')}`);
    }
    return [name, idsIn(schema)];
  }),
) as Record<ClientMessage, ReturnType<typeof idsIn>>;

function isClientMessage(name: string): name is ClientMessage {
  return Object.hasOwn(CLIENT_MESSAGES, name);
}
