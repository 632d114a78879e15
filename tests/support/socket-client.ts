import type {
  ClientMessage,
  ClientToServerEvents,
  MessageInput,
  Reply,
  ServerToClientEvents,
} from '@warmline/contracts';
import { io, type Socket } from 'socket.io-client';
import { EventMonitor } from './event-monitor.js';
import type { HttpClient } from './http.js';

const REPLY_TIMEOUT_MS = 5_000;

/** Payload of each server event, plus the connection's own. */
export type ReceivedEvents = {
  [Name in keyof ServerToClientEvents]: Parameters<ServerToClientEvents[Name]>[0];
} & { connect: undefined; disconnect: string };

/** Connects with the session of `http`, as the browser would: same cookie, same origin, websocket only. */
export async function connectSocket(http: HttpClient): Promise<SocketClient> {
  const client = new SocketClient(http);
  try {
    await client.connected();
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

export class SocketClient {
  readonly events = new EventMonitor<ReceivedEvents>();
  readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;

  constructor(http: HttpClient) {
    this.socket = io(http.baseUrl, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      extraHeaders: { cookie: http.cookieHeader, origin: new URL(http.baseUrl).origin },
    });
    this.socket.onAny((event: string, payload: unknown) => this.events.record(event, payload));
    this.socket.on('connect', () => this.events.record('connect', undefined));
    this.socket.on('disconnect', (reason) => this.events.record('disconnect', reason));
  }

  /** Resolves when connected, rejects when the server refuses the handshake. */
  connected(): Promise<void> {
    if (this.socket.connected) {
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
    });
  }

  /** Sends a message and waits for its acknowledgement, accepted or refused. */
  send<Name extends ClientMessage>(name: Name, body: MessageInput<Name>): Promise<Reply> {
    return this.sendRaw(name, body);
  }

  /** For what a well-behaved client never sends: unknown names, bodies that break the schema. */
  async sendRaw(name: string, body: unknown): Promise<Reply> {
    const untyped = this.socket as unknown as Socket;
    return (await untyped.timeout(REPLY_TIMEOUT_MS).emitWithAck(name, body)) as Reply;
  }

  close(): void {
    this.socket.disconnect();
  }
}
