import type { ClientMessage, ConsoleAttempt, ConsoleSnapshot, Me, MessageInput, Reply } from '@warmline/contracts';
import { uuidv7 } from '../../backend/src/kernel/ids.js';
import type { HttpClient } from './http.js';
import { connectSocket, type SocketClient } from './socket-client.js';

const HEARTBEAT_MS = 250;
const PUSH_TIMEOUT_MS = 10_000;

/** What a command says besides the id and the version that every command carries. */
type CommandBody<Name extends ClientMessage> = Omit<MessageInput<Name>, 'commandId' | 'version'>;

/** An operator's console without a window: shows what is pushed, sends commands decided on it, and is heard of while it is open. */
export class ConsoleClient {
  isOpen = true;
  private shown: ConsoleSnapshot | undefined;
  private readonly heartbeat: NodeJS.Timeout;

  private constructor(
    readonly http: HttpClient,
    readonly me: Me,
    readonly socket: SocketClient,
  ) {
    socket.socket.on('console.snapshot', (snapshot) => {
      this.shown = snapshot;
    });
    // As the browser does: after a lost line the console is opened again by itself.
    socket.socket.io.on('reconnect', () => void socket.send('console.open', {}).catch(() => undefined));
    const beat = () => void socket.send('session.heartbeat', {}).catch(() => undefined);
    this.heartbeat = setInterval(beat, HEARTBEAT_MS);
  }

  static async open(http: HttpClient, me: Me): Promise<ConsoleClient> {
    const console = new ConsoleClient(http, me, await connectSocket(http));
    const first = console.socket.events.awaitNext('console.snapshot');
    await console.socket.send('console.open', {});
    await first;
    return console;
  }

  get snapshot(): ConsoleSnapshot {
    if (this.shown === undefined) {
      throw new Error('The console has not been sent yet.');
    }
    return this.shown;
  }

  get state(): string {
    return this.snapshot.state;
  }

  /** The attempt on the screen. */
  get attempt(): ConsoleAttempt {
    if (this.snapshot.attempt === null) {
      throw new Error(`There is no attempt: ${this.describe()}`);
    }
    return this.snapshot.attempt;
  }

  /** The number the attempt on the screen rings. */
  get number(): string | undefined {
    return this.snapshot.lead?.phones.find(({ id }) => id === this.attempt.phoneId)?.e164;
  }

  /** A command decided on what is shown now. */
  send<Name extends ClientMessage>(name: Name, body: CommandBody<Name>): Promise<Reply> {
    return this.socket.sendRaw(name, { ...body, commandId: uuidv7(), version: this.snapshot.version });
  }

  /** A command that must be taken; resolves when the console shows what came of it. */
  async do<Name extends ClientMessage>(name: Name, body: CommandBody<Name>): Promise<ConsoleSnapshot> {
    const reply = await this.send(name, body);
    if (!reply.ok) {
      throw new Error(`${name} was refused with ${JSON.stringify(reply.error)}; the console shows ${this.describe()}`);
    }
    return this.shows(reply.version ?? this.snapshot.version);
  }

  /** The code a command is refused with. */
  async refusal<Name extends ClientMessage>(name: Name, body: CommandBody<Name>): Promise<string> {
    const reply = await this.send(name, body);
    return reply.ok ? 'ok' : reply.error.code;
  }

  /** Resolves when this version or a later one has been pushed. */
  shows(version: number): Promise<ConsoleSnapshot> {
    return this.until((snapshot) => snapshot.version >= version);
  }

  /** Resolves with the first pushed picture that is so, the present one included. */
  async until(
    isSo: (snapshot: ConsoleSnapshot) => boolean,
    timeoutMs: number = PUSH_TIMEOUT_MS,
  ): Promise<ConsoleSnapshot> {
    if (isSo(this.snapshot)) {
      return this.snapshot;
    }
    const { socket } = this.socket;
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        socket.off('console.snapshot', look);
      };
      const look = (snapshot: ConsoleSnapshot) => {
        if (isSo(snapshot)) {
          end();
          resolve(snapshot);
        }
      };
      const timer = setTimeout(() => {
        end();
        reject(
          new Error(`What was waited for did not come within ${timeoutMs} ms; the console shows ${this.describe()}`),
        );
      }, timeoutMs);
      socket.on('console.snapshot', look);
    });
  }

  describe(): string {
    const { state, version, attempt, script, queue } = this.snapshot;
    return JSON.stringify({ state, version, attempt: attempt?.state, step: script?.step?.stepId, queue });
  }

  /** The browser is gone: nothing is said, nothing more is heard. */
  close(): void {
    this.isOpen = false;
    clearInterval(this.heartbeat);
    this.socket.close();
  }
}
