import {
  type ClientMessage,
  commandIdSchema,
  type ErrorCode,
  type FeedEvent,
  type MessageInput,
  type Reply,
  replySchema,
  type ServerToClientEvents,
  type WireError,
} from '@warmline/contracts';
import type { ServerClock } from './server-clock.js';
import { uuid7 } from './uuid7.js';

/** What the browser knows of the line to the server. */
export type LineStatus =
  | { readonly phase: 'closed' }
  | { readonly phase: 'connecting'; readonly sinceMs: number }
  | { readonly phase: 'online'; readonly sinceMs: number; readonly trouble: ErrorCode | null }
  | { readonly phase: 'lost'; readonly sinceMs: number }
  /** The server will not have us: the session ended, or another window took over. */
  | { readonly phase: 'refused'; readonly error: WireError };

/** How a message ended. `unanswered`: sent, and nobody knows whether it was carried out; a repeat of the same command is harmless. */
export type SendResult =
  | { readonly kind: 'done'; readonly version?: number; readonly data: Record<string, unknown> }
  | { readonly kind: 'refused'; readonly error: WireError }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'offline' };

/** The part of socket.io's client that is used; a test gives its own. */
export interface SocketPort {
  readonly connected: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: string, listener: (message: never) => void): unknown;
  emitWithTimeout(name: string, body: unknown, timeoutMs: number): Promise<unknown>;
}

export interface LineOptions {
  readonly openSocket: () => SocketPort;
  readonly clock: ServerClock;
  readonly nowMs: () => number;
  readonly later: (act: () => void, afterMs: number) => () => void;
}

const HEARTBEAT_MS = 5000;
const CLOSE_AFTER_MS = 200;
const REPLY_TIMEOUT_MS = 6000;
/** A command given while the line is down waits this long for it to come back before the operator is told. */
const RECONNECT_PATIENCE_MS = 10_000;

type Names = keyof ServerToClientEvents;
type Listener = (message: unknown) => void;
/** Messages that are decisions: they carry an id, so that a repeat is answered like the first. */
type WithCommandId = {
  [Name in ClientMessage]: MessageInput<Name> extends { commandId: string } ? Name : never;
}[ClientMessage];
export type CommandName = WithCommandId;
export type CommandBody<Name extends CommandName> = Omit<MessageInput<Name>, 'commandId'>;

/**
 * The one line to the server. It keeps itself alive, measures the server's clock, repeats after each reconnect what the screens asked to be
 * kept (`keep`), and says since which position the feed was seen, so that exactly the missed events come.
 */
export class Line {
  private socket: SocketPort | undefined;
  private status: LineStatus = { phase: 'closed' };
  private readonly statusListeners = new Set<() => void>();
  private readonly listeners = new Map<Names, Set<Listener>>();
  private readonly kept = new Map<ClientMessage, { body: unknown; users: number }>();
  private holders = 0;
  private feedUsers = 0;
  private feedPosition: number | null = null;
  private stopHeartbeat: () => void = () => undefined;

  constructor(private readonly options: LineOptions) {}

  getStatus = (): LineStatus => this.status;

  onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  open(): void {
    if (this.socket) return;
    const socket = this.options.openSocket();
    this.socket = socket;
    this.setStatus({ phase: 'connecting', sinceMs: this.options.nowMs() });
    socket.on('connect', () => void this.connected());
    socket.on('disconnect', () => this.disconnected());
    socket.on('connect_error', (error: Error & { data?: unknown }) => this.notConnected(error));
    for (const name of FROM_SERVER) socket.on(name, (message: unknown) => this.received(name, message));
    socket.connect();
  }

  /** Open while anybody holds it; a screen that is only being drawn anew does not drop the connection. */
  hold(): () => void {
    this.holders += 1;
    this.open();
    return () => {
      this.holders -= 1;
      this.options.later(() => {
        if (this.holders === 0) this.close();
      }, CLOSE_AFTER_MS);
    };
  }

  close(): void {
    this.stopHeartbeat();
    const socket = this.socket;
    this.socket = undefined;
    this.feedPosition = null;
    socket?.disconnect();
    this.setStatus({ phase: 'closed' });
  }

  /** Now, not at the next try; also after a refusal, when the person wants to go on here. */
  reconnect(): void {
    if (!this.socket) return this.open();
    this.socket.disconnect();
    this.setStatus({ phase: 'connecting', sinceMs: this.options.nowMs() });
    this.socket.connect();
  }

  on<Name extends Names>(name: Name, listener: ServerToClientEvents[Name]): () => void {
    const set = this.listeners.get(name) ?? new Set<Listener>();
    this.listeners.set(name, set.add(listener as Listener));
    return () => set.delete(listener as Listener);
  }

  /** Sends now and again after every reconnect, until nobody needs it any more. */
  keep<Name extends ClientMessage>(name: Name, body: MessageInput<Name>, release?: MessageInput<Name>): () => void {
    const users = (this.kept.get(name)?.users ?? 0) + 1;
    this.kept.set(name, { body, users });
    if (users === 1 && this.socket?.connected) void this.send(name, body);
    return () => {
      const left = (this.kept.get(name)?.users ?? 1) - 1;
      if (left > 0) return void this.kept.set(name, { body, users: left });
      this.kept.delete(name);
      if (release !== undefined && this.socket?.connected) void this.send(name, release);
    };
  }

  /** The event feed from now on; after a break it goes on from the last position seen. */
  follow(listener: (events: readonly FeedEvent[]) => void): () => void {
    const stop = this.on('feed.events', (batch) => listener(batch.events));
    this.feedUsers += 1;
    if (this.feedUsers === 1 && this.socket?.connected) void this.resume();
    return () => {
      stop();
      this.feedUsers -= 1;
    };
  }

  async send<Name extends ClientMessage>(name: Name, body: MessageInput<Name>): Promise<SendResult> {
    const socket = this.socket;
    if (!socket?.connected) return { kind: 'offline' };
    try {
      return asResult(await socket.emitWithTimeout(name, body, REPLY_TIMEOUT_MS));
    } catch {
      return { kind: 'unanswered' };
    }
  }

  /**
   * A decision of the operator. The same command id goes again when the answer is lost with the line, so that a dropped connection neither
   * loses nor doubles it.
   */
  async command<Name extends CommandName>(name: Name, body: CommandBody<Name>): Promise<SendResult> {
    const message = {
      ...body,
      commandId: commandIdSchema.parse(uuid7(this.options.nowMs())),
    } as unknown as MessageInput<Name>;
    const first = await this.send(name, message);
    if (first.kind !== 'unanswered' && first.kind !== 'offline') return first;
    return (await this.online()) ? this.send(name, message) : first;
  }

  private async connected(): Promise<void> {
    this.options.clock.restart();
    this.setStatus({ phase: 'online', sinceMs: this.options.nowMs(), trouble: null });
    this.stopHeartbeat();
    await this.heartbeat();
    for (const [name, { body }] of this.kept) void this.send(name, body as MessageInput<typeof name>);
    if (this.feedUsers > 0) void this.resume();
  }

  private disconnected(): void {
    this.stopHeartbeat();
    if (this.status.phase !== 'refused' && this.socket) {
      this.setStatus({ phase: 'lost', sinceMs: this.options.nowMs() });
    }
  }

  private notConnected(error: Error & { data?: unknown }): void {
    const code = refusalOf(error);
    if (code) return this.refuse({ code, params: {} });
    if (this.status.phase === 'connecting' && this.options.nowMs() - this.status.sinceMs > 3000) this.disconnected();
  }

  private received(name: Names, message: unknown): void {
    if (name === 'feed.events') this.feedPosition = (message as { upTo: number }).upTo;
    if (name === 'session.ended') this.refuse(message as WireError);
    if (name === 'server.trouble') this.troubled((message as { code: ErrorCode }).code);
    if (name === 'server.recovered') this.troubled(null);
    this.listeners.get(name)?.forEach((listener) => listener(message));
  }

  private refuse(error: WireError): void {
    this.setStatus({ phase: 'refused', error });
    this.stopHeartbeat();
    this.socket?.disconnect();
  }

  private troubled(trouble: ErrorCode | null): void {
    if (this.status.phase === 'online') this.setStatus({ ...this.status, trouble });
  }

  private async heartbeat(): Promise<void> {
    const askedAtMs = this.options.nowMs();
    const reply = await this.send('session.heartbeat', {});
    const serverAtMs = reply.kind === 'done' ? Date.parse(String(reply.data['now'])) : Number.NaN;
    if (Number.isFinite(serverAtMs)) {
      this.options.clock.observe({ askedAtMs, answeredAtMs: this.options.nowMs(), serverAtMs });
    }
    this.stopHeartbeat();
    this.stopHeartbeat = this.options.later(() => void this.heartbeat(), HEARTBEAT_MS);
  }

  private async resume(): Promise<void> {
    const reply = await this.send('feed.resume', { since: this.feedPosition });
    // Too old to be replayed: go on from now; the views that matter are sent whole anyway.
    if (reply.kind !== 'refused' || reply.error.code !== 'feed.position_unknown') return;
    this.feedPosition = null;
    await this.send('feed.resume', { since: null });
  }

  private online(): Promise<boolean> {
    if (this.socket?.connected) return Promise.resolve(true);
    if (!this.socket) return Promise.resolve(false);
    return new Promise((resolve) => {
      const finish = (back: boolean): void => {
        stop();
        stopTimer();
        resolve(back);
      };
      const stop = this.onStatus(() => {
        if (this.status.phase === 'online') finish(true);
        if (this.status.phase === 'closed' || this.status.phase === 'refused') finish(false);
      });
      const stopTimer = this.options.later(() => finish(false), RECONNECT_PATIENCE_MS);
    });
  }

  private setStatus(status: LineStatus): void {
    this.status = status;
    this.statusListeners.forEach((each) => each());
  }
}

const FROM_SERVER = [
  'console.snapshot',
  'board.snapshot',
  'feed.events',
  'server.trouble',
  'server.recovered',
  'session.ended',
] as const satisfies readonly Names[];

function asResult(raw: unknown): SendResult {
  const parsed = replySchema.safeParse(raw);
  if (!parsed.success) return { kind: 'unanswered' };
  const reply: Reply = parsed.data;
  if (!reply.ok) return { kind: 'refused', error: reply.error };
  return { kind: 'done', data: reply.data ?? {}, ...(reply.version === undefined ? {} : { version: reply.version }) };
}

/** The gateway refuses a handshake with the code of the refusal; anything else is a line that is down. */
function refusalOf(error: Error & { data?: unknown }): ErrorCode | undefined {
  const data = error.data as { code?: unknown } | undefined;
  const code = data?.code ?? error.message;
  return code === 'session.required' || code === 'role.refused' || code === 'request.origin_refused' ? code : undefined;
}
