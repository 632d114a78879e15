import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsoleSnapshot } from '@warmline/contracts';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { uuidv7 } from '../../../backend/src/kernel/ids.js';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, HttpClient } from '../../support/http.js';
import { connectSocket, type SocketClient } from '../../support/socket-client.js';

const dataSchema = z.object({ data: z.object({ position: z.number() }) });
const NOBODYS_ATTEMPT = '01999999-9999-7999-8999-999999999999';

describe('the socket gateway', () => {
  let app: App;
  let administrator: HttpClient;
  let operatorHttp: HttpClient;
  let operator: SocketClient;
  let console0: ConsoleSnapshot;

  beforeAll(async () => {
    app = await launchApp();
    administrator = await createAdministrator(app.url);
    operatorHttp = (await createAndSignIn(administrator, 'operator')).client;
    operator = await connectSocket(operatorHttp);
    const opened = operator.events.awaitNext('console.snapshot');
    await operator.send('console.open', {});
    console0 = await opened;
  });
  afterAll(async () => {
    operator.close();
    await app.close();
  });

  const command = (version = console0.version) => ({ commandId: uuidv7(), version });
  const codeOf = async (name: string, body: unknown) => {
    const reply = await operator.sendRaw(name, body);
    return reply.ok ? 'ok' : reply.error.code;
  };

  it('shows a newcomer his console on a pause', () => {
    expect(console0).toMatchObject({ state: 'paused', pauseReason: 'signed_in', attempt: null });
  });

  it('refuses a handshake without a session and one from a foreign page', async () => {
    const refusal = (headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = io(app.url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          extraHeaders: headers,
        });
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', (error) => {
          socket.close();
          resolve(error.message);
        });
      });
    expect(await refusal({ origin: app.url })).not.toBe('connected');
    expect(await refusal({ origin: 'https://evil.example', cookie: operatorHttp.cookieHeader })).not.toBe('connected');
  });

  it('refuses what is not a message, has another shape or is too large, each with a code', async () => {
    expect(await codeOf('lead.delete_all', {})).toBe('socket.unknown_event');
    expect(await codeOf('toString', {})).toBe('socket.unknown_event');
    expect(await codeOf('operator.ready', { commandId: 'x' })).toBe('socket.message_invalid');
    expect(await codeOf('note.save', { attemptId: NOBODYS_ATTEMPT, text: 'x'.repeat(1_000_000) })).toBe(
      'request.too_large',
    );
    expect(await codeOf('board.watch', { on: true })).toBe('role.refused');
  });

  it("refuses events out of turn and another operator's call, and changes nothing", async () => {
    expect(await codeOf('attempt.dial', { ...command(), attemptId: NOBODYS_ATTEMPT })).toBe('attempt.not_yours');
    expect(await codeOf('call.hang_up', { ...command(), attemptId: NOBODYS_ATTEMPT })).toBe('attempt.not_yours');
    expect(await codeOf('note.save', { attemptId: NOBODYS_ATTEMPT, text: 'mine?' })).toBe('attempt.not_yours');
    const save = { ...command(), attemptId: NOBODYS_ATTEMPT, dispositionCode: 'meeting', then: 'ready' };
    expect(await codeOf('result.save', save)).toBe('attempt.not_yours');
    expect(await codeOf('operator.ready', command(console0.version - 1))).toBe('operator.version_stale');
    const same = operator.events.awaitNext('console.snapshot');
    await operator.send('console.open', {});
    expect(await same).toMatchObject({ state: 'paused', attempt: null });
  });

  it('gives a command sent twice its first answer and does it once', async () => {
    const { version } = (await operator.send('console.open', {})) as { version: number };
    const lunch = { ...command(version), reason: 'lunch' as const };
    const first = await operator.send('operator.pause', lunch);
    expect(first).toMatchObject({ ok: true });
    expect(await operator.send('operator.pause', lunch)).toEqual(first);
    expect(await codeOf('operator.pause', { ...command(version), reason: 'lunch' })).toBe('operator.version_stale');
  });

  it('tells a client that comes back exactly what it missed', async () => {
    const { client } = await createAndSignIn(administrator, 'supervisor');
    const first = await connectSocket(client);
    const { data } = dataSchema.parse(await first.send('feed.resume', { since: null }));
    first.close();
    await createAndSignIn(administrator, 'marketer');
    await createAndSignIn(administrator, 'marketer');
    const back = await connectSocket(client);
    const missed = back.events.awaitNext('feed.events');
    await back.send('feed.resume', { since: data.position });
    const batch = await missed;
    expect(batch.events.map((event) => event.type).filter((type) => type === 'user.created')).toHaveLength(2);
    const positions = batch.events.map((event) => event.position);
    expect(positions).toEqual(positions.map((_, n) => data.position + 1 + n));
    expect(await back.sendRaw('feed.resume', { since: 10_000_000 })).toMatchObject({
      ok: false,
      error: { code: 'feed.position_unknown' },
    });
    back.close();
  });

  it('closes the sockets of a person whose account is disabled', async () => {
    const { client, me } = await createAndSignIn(administrator, 'operator');
    const socket = await connectSocket(client);
    const gone = socket.events.awaitNext('session.ended');
    const people = await administrator.get<{ id: string; version: number }[]>('/api/people');
    const version = people.find(({ id }) => id === me.id)?.version;
    await administrator.patch(`/api/people/${me.id}`, { version, disabled: true });
    expect(await gone).toMatchObject({ code: 'session.required' });
    socket.close();
  });
});
