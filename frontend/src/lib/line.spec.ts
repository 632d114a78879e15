import { beforeEach, describe, expect, it } from '@jest/globals';
import { Line, type SocketPort } from './line.js';
import { ServerClock } from './server-clock.js';

interface Sent {
  readonly name: string;
  readonly body: Record<string, unknown>;
}

/** A socket whose other end is the test. */
class FakeSocket implements SocketPort {
  connected = false;
  readonly sent: Sent[] = [];
  /** The answer to each message; undefined never comes. */
  answer: (sent: Sent) => unknown = () => ({ ok: true, data: { now: '2026-03-18T11:00:00.000Z' } });
  private readonly listeners = new Map<string, (message: never) => void>();

  connect(): void {}

  disconnect(): void {
    this.connected = false;
  }

  on(event: string, listener: (message: never) => void): void {
    this.listeners.set(event, listener);
  }

  emitWithTimeout(name: string, body: unknown): Promise<unknown> {
    const sent = { name, body: body as Record<string, unknown> };
    this.sent.push(sent);
    const answer = this.answer(sent);
    return answer === undefined ? Promise.reject(new Error('operation has timed out')) : Promise.resolve(answer);
  }

  hear(event: string, message?: unknown): void {
    if (event === 'connect') this.connected = true;
    if (event === 'disconnect') this.connected = false;
    this.listeners.get(event)?.(message as never);
  }

  names(): string[] {
    return this.sent.map(({ name }) => name);
  }
}

let socket: FakeSocket;
let line: Line;

/** Lets the promises at hand run to their end. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

async function connect(): Promise<void> {
  socket.hear('connect');
  await settle();
}

describe('the line to the server', () => {
  beforeEach(() => {
    socket = new FakeSocket();
    line = new Line({
      openSocket: () => socket,
      clock: new ServerClock(() => 0),
      nowMs: () => 0,
      later: () => () => undefined,
    });
    line.open();
  });

  it('measures the clock first and then repeats what the screens keep', async () => {
    line.keep('console.open', {});
    await connect();
    expect(socket.names()).toEqual(['session.heartbeat', 'console.open']);
  });

  it('asks for the console again after each reconnect', async () => {
    line.keep('console.open', {});
    await connect();
    socket.hear('disconnect');
    expect(line.getStatus().phase).toBe('lost');
    await connect();
    expect(line.getStatus().phase).toBe('online');
    expect(socket.names().filter((name) => name === 'console.open')).toHaveLength(2);
  });

  it('resumes the feed from the last position it saw', async () => {
    line.follow(() => undefined);
    await connect();
    socket.hear('feed.events', { upTo: 41, events: [] });
    socket.hear('disconnect');
    await connect();
    const resumes = socket.sent.filter(({ name }) => name === 'feed.resume').map(({ body }) => body['since']);
    expect(resumes).toEqual([null, 41]);
  });

  it('goes on from now when the position is too old', async () => {
    line.follow(() => undefined);
    await connect();
    socket.hear('feed.events', { upTo: 41, events: [] });
    socket.hear('disconnect');
    socket.answer = ({ name, body }) =>
      name === 'feed.resume' && body['since'] !== null
        ? { ok: false, error: { code: 'feed.position_unknown', params: {} } }
        : { ok: true, data: {} };
    await connect();
    expect(socket.sent.filter(({ name }) => name === 'feed.resume').map(({ body }) => body['since'])).toEqual([
      null,
      41,
      null,
    ]);
  });

  it('repeats a command whose answer was lost, under the same id', async () => {
    await connect();
    let asked = 0;
    socket.answer = ({ name }) => {
      if (name !== 'operator.ready') return { ok: true, data: {} };
      asked += 1;
      return asked === 1 ? undefined : { ok: true, version: 8 };
    };
    const result = await line.command('operator.ready', { version: 7 });
    const ids = socket.sent.filter(({ name }) => name === 'operator.ready').map(({ body }) => body['commandId']);
    expect(result).toEqual({ kind: 'done', version: 8, data: {} });
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('sends a command given while the line was down when it is back', async () => {
    await connect();
    socket.hear('disconnect');
    const waiting = line.command('operator.ready', { version: 7 });
    await settle();
    expect(socket.names()).not.toContain('operator.ready');
    await connect();
    expect((await waiting).kind).toBe('done');
  });

  it('passes a refusal on with its code and does not repeat it', async () => {
    await connect();
    socket.answer = () => ({ ok: false, error: { code: 'operator.wrong_state', params: {} } });
    const result = await line.command('operator.ready', { version: 7 });
    expect(result).toMatchObject({ kind: 'refused', error: { code: 'operator.wrong_state' } });
    expect(socket.names().filter((name) => name === 'operator.ready')).toHaveLength(1);
  });

  it('says that the session ended, from the handshake and in the middle', () => {
    socket.hear('connect_error', new Error('session.required'));
    expect(line.getStatus()).toMatchObject({ phase: 'refused', error: { code: 'session.required' } });
  });

  it('shows the trouble of the server until it is over', async () => {
    await connect();
    socket.hear('server.trouble', { code: 'server.database_unavailable', since: '' });
    expect(line.getStatus()).toMatchObject({ phase: 'online', trouble: 'server.database_unavailable' });
    socket.hear('server.recovered');
    expect(line.getStatus()).toMatchObject({ phase: 'online', trouble: null });
  });
});
