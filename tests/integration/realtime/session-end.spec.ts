import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, HttpClient } from '../../support/http.js';
import { connectSocket } from '../../support/socket-client.js';

describe('a socket whose session ends', () => {
  let app: App;
  let other: App;
  let db: pg.Client;
  let administrator: HttpClient;

  beforeAll(async () => {
    app = await launchApp();
    other = await launchApp({ databaseUrl: app.databaseUrl });
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    administrator = await createAdministrator(app.url);
  });
  afterAll(async () => {
    await db.end();
    await other.close();
    await app.close();
  });

  /** The same person's browser at the other backend. */
  const atOther = (client: HttpClient) => {
    const there = new HttpClient(other.url);
    there.keep(client.cookieHeader);
    return there;
  };
  const sessionOf = (userId: string, change: string) => db.query(`${change} WHERE user_id = $1`, [userId]);

  it('ends at the instant the session expires, and is not let in again', async () => {
    const { client, me } = await createAndSignIn(administrator, 'supervisor');
    await sessionOf(me.id, `UPDATE sessions SET expires_at = clock_timestamp() + interval '700 milliseconds'`);
    const socket = await connectSocket(client);
    const closed = socket.events.awaitNext('disconnect');
    expect(await socket.events.awaitNext('session.ended')).toMatchObject({ code: 'session.required' });
    await closed;
    const { rows } = await db.query<{ late: boolean }>(
      `SELECT clock_timestamp() - expires_at < interval '2 seconds' AS late FROM sessions WHERE user_id = $1`,
      [me.id],
    );
    expect(rows[0]?.late).toBe(true);
    await expect(connectSocket(client)).rejects.toThrow();
    socket.close();
  });

  it('ends at both backends when the person signs out at one', async () => {
    const { client } = await createAndSignIn(administrator, 'supervisor');
    const [here, there] = [await connectSocket(client), await connectSocket(atOther(client))];
    await client.delete('/api/session');
    expect(await here.events.awaitNext('session.ended')).toMatchObject({ code: 'session.required' });
    expect(await there.events.awaitNext('session.ended')).toMatchObject({ code: 'session.required' });
    here.close();
    there.close();
  });

  it('carries out no message after its session is gone, and waits for one that is put off', async () => {
    const { client, me } = await createAndSignIn(administrator, 'operator');
    await sessionOf(me.id, `UPDATE sessions SET expires_at = clock_timestamp() + interval '400 milliseconds'`);
    const socket = await connectSocket(client);
    await sessionOf(me.id, `UPDATE sessions SET expires_at = clock_timestamp() + interval '1 hour'`);
    expect(await socket.send('console.open', {})).toMatchObject({ ok: true });
    await sessionOf(me.id, 'DELETE FROM sessions');
    expect(await socket.send('console.open', {})).toMatchObject({ ok: false, error: { code: 'session.required' } });
    expect(await socket.events.awaitNext('session.ended')).toMatchObject({ code: 'session.required' });
    socket.close();
  });
});
