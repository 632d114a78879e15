import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignSummary, ConsoleSnapshot, Installation, WarmHotPage } from '@warmline/contracts';
import pg from 'pg';
import { type App, launchApp } from '../../support/app.js';
import { HttpClient } from '../../support/http.js';
import { connectSocket } from '../../support/socket-client.js';

const PASSWORD = 'warmline-demo';
const OWN_PASSWORD = 'a password of his own';

describe('the living demo', () => {
  let app: App;
  let administrator: HttpClient;
  let db: pg.Client;

  beforeAll(async () => {
    app = await launchApp({ env: { WARMLINE_SEED: 'demo' } });
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    administrator = new HttpClient(app.url);
    await administrator.signIn('admin', PASSWORD);
  }, 60_000);

  afterAll(async () => {
    await db.end();
    await app.close();
  });

  const count = async (sql: string): Promise<number> =>
    (await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`)).rows[0]?.count ?? 0;

  it('tells whoever opens the page how to sign in', async () => {
    const installation = await new HttpClient(app.url).get<Installation>('/api/installation');
    expect(installation.demoSignIns.map(({ role }) => role).sort()).toEqual([
      'administrator',
      'marketer',
      'operator',
      'supervisor',
    ]);
  });

  it('has campaigns that run, on synthetic leads alone', async () => {
    const campaigns = await administrator.get<CampaignSummary[]>('/api/campaigns');
    expect(campaigns.map(({ status, synthetic }) => ({ status, synthetic }))).toEqual([
      { status: 'running', synthetic: true },
      { status: 'running', synthetic: true },
    ]);
    expect(campaigns.every(({ ready }) => ready > 20)).toBe(true);
    expect(await count(`phones WHERE NOT synthetic OR country <> 'ZZ'`)).toBe(0);
  });

  it('has three hot leads with answers, some warm ones and one handed over', async () => {
    const { items, counts } = await administrator.get<WarmHotPage>('/api/warm-hot');
    expect(counts.hot).toBe(3);
    expect(counts.warm).toBeGreaterThan(2);
    const hot = items.filter(({ temperature }) => temperature === 'hot');
    expect(hot.every(({ answers, note }) => answers.length > 0 && note !== '')).toBe(true);
    expect(items.filter(({ handover }) => handover !== null)).toHaveLength(1);
  });

  it('shows the operator his callbacks and gives him a lead as soon as he is ready', async () => {
    const operator = new HttpClient(app.url);
    await operator.signIn('operator', PASSWORD);
    const socket = await connectSocket(operator);
    await socket.send('console.open', {});
    const { callbacks, version } = await socket.events.awaitNext('console.snapshot');
    expect(callbacks.length).toBeGreaterThanOrEqual(3);
    const commandId = '01980000-0000-7000-8000-00000000d001';
    expect(await socket.send('operator.ready', { commandId, version })).toMatchObject({ ok: true });
    const isWork = ({ state }: ConsoleSnapshot) => state === 'preview';
    expect((await socket.events.awaitNext('console.snapshot', isWork)).lead).not.toBeNull();
    socket.close();
  });

  it('is not loaded a second time by a restart', async () => {
    const before = await count('leads');
    await app.restart();
    expect(await count('leads')).toBe(before);
  }, 60_000);

  it.each([
    ['no password', {}, 'demo.password_required'],
    ['a weak one', { password: 'short' }, 'user.password_too_weak'],
    ['the one everybody knows', { password: PASSWORD }, 'user.password_too_weak'],
  ])('is not removed by its own administrator with %s', async (_, body, code) => {
    const reply = await administrator.request({ method: 'DELETE', path: '/api/demo', body });
    expect(reply).toMatchObject({ status: 422, body: { code } });
    expect(await count('leads')).toBeGreaterThan(0);
  });

  it('goes by one button, with its accounts; the log of what happened stays', async () => {
    const events = await count('events');
    const elsewhere = new HttpClient(app.url);
    await elsewhere.signIn('admin', PASSWORD);
    await administrator.delete('/api/demo', { password: OWN_PASSWORD });
    expect(await count('leads')).toBe(0);
    expect(await count('attempts')).toBe(0);
    expect(await count('users WHERE disabled_at IS NULL')).toBe(1);
    expect(await count('events')).toBeGreaterThan(events);
    expect(await new HttpClient(app.url).get<Installation>('/api/installation')).toEqual({
      needsAdministrator: false,
      demoSignIns: [],
    });
    expect((await administrator.request({ method: 'GET', path: '/api/session' })).status).toBe(200);
    expect((await elsewhere.request({ method: 'GET', path: '/api/session' })).status).toBe(401);
  });

  it('leaves its administrator with the password he chose and not with the one everybody knows', async () => {
    const body = (password: string) => ({ login: 'admin', password });
    const client = new HttpClient(app.url);
    const known = await client.request({ method: 'POST', path: '/api/session', body: body(PASSWORD) });
    expect(known).toMatchObject({ status: 401, body: { code: 'session.wrong_password' } });
    expect(await client.signIn('admin', OWN_PASSWORD)).toMatchObject({ login: 'admin', demo: false });
  });
});
