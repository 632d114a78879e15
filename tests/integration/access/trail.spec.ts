import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Board, LeadCard, Person, TrailPage } from '@warmline/contracts';
import pg from 'pg';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, HttpClient } from '../../support/http.js';
import { connectSocket } from '../../support/socket-client.js';
import { everyRecord } from './every-record.js';

describe('the trail', () => {
  let app: App;
  let db: pg.Client;
  let administrator: HttpClient;
  let marketer: Awaited<ReturnType<typeof createAndSignIn>>;
  let leadId: string;

  beforeAll(async () => {
    app = await launchApp();
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    administrator = await createAdministrator(app.url);
    marketer = await createAndSignIn(administrator, 'marketer');
    const operator = await createAndSignIn(administrator, 'operator');
    leadId = (await everyRecord(db, operator.me.id)).lead;
  });
  afterAll(async () => {
    await db.end();
    await app.close();
  });

  const trail = (query = '') => administrator.get<TrailPage>(`/api/trail?${query}`);
  const details = async (query: string) =>
    (await trail(query)).items.map(({ type, what, count }) => [type, what, count]);

  it('shows failed sign-ins, refused rights, opened cards and changed rights, by person, kind and day', async () => {
    const { client, me } = marketer;
    const guess = { method: 'POST', path: '/api/session', body: { login: me.login, password: 'wrong guess' } };
    expect((await new HttpClient(app.url).request(guess)).status).toBe(401);
    await new HttpClient(app.url).request({ ...guess, body: { login: 'nobody-here', password: 'x' } });
    for (let n = 0; n < 3; n += 1) {
      expect((await client.request({ method: 'GET', path: '/api/trail' })).status).toBe(403);
    }
    const card = await client.get<LeadCard>(`/api/leads/${leadId}`);
    await client.get(`/api/leads/${leadId}`);
    const person = (await administrator.get<Person[]>('/api/people')).find(({ id }) => id === me.id);
    await administrator.patch(`/api/people/${me.id}`, { version: person?.version, receivesHandovers: true });

    const failed = await trail('kind=failed_sign_ins');
    expect(failed.items.map(({ actor, subject, what }) => [actor, subject?.name ?? null, what])).toEqual([
      [null, null, 'wrong_password'],
      [null, me.name, 'wrong_password'],
    ]);
    expect(await details('kind=refusals')).toEqual([['access.refused', 'GET /api/trail', 1]]);
    expect(await details('kind=cards')).toEqual([['access.card_opened', '', card.phones.length]]);
    expect((await trail('kind=rights')).items[0]).toMatchObject({
      type: 'user.changed',
      actor: { name: 'Test Administrator' },
      subject: { name: me.name },
      what: 'receivesHandovers',
    });
    expect(await details(`person=${me.id}&kind=cards`)).toHaveLength(1);
    expect((await trail('day=2020-01-01')).items).toEqual([]);
    const first = await trail('limit=2');
    const second = await trail(`limit=2&cursor=${first.nextCursor}`);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
  });

  it('shows every kind of export with who took how many rows', async () => {
    const { client } = marketer;
    for (const path of ['exports/leads.csv', 'exports/lists.csv', 'exports/results.csv', 'warm-hot/export.csv?q=One']) {
      await client.get(`/api/${path}`);
    }
    expect(await details('kind=exports')).toEqual([
      ['export.finished', 'warm_hot', 1],
      ['export.finished', 'results', 0],
      ['export.finished', 'lists', 1],
      ['export.finished', 'leads', 4],
    ]);
    const { rows } = await db.query<{ payload: string }>(
      `SELECT payload::text FROM events WHERE type = 'export.finished' AND payload ->> 'what' = 'warm_hot'`,
    );
    expect(rows[0]?.payload).not.toContain('One');
  });

  it('slows down forty exports at once, refuses what is too much with when to come again, and alarms the board', async () => {
    const { client, me } = await createAndSignIn(administrator, 'marketer');
    const watcher = await connectSocket(administrator);
    await watcher.send('board.watch', { on: true });
    const replies = await Promise.all(
      Array.from({ length: 40 }, () =>
        client.request<{ code: string; params: { retryAfterSeconds: number } }>({
          method: 'GET',
          path: '/api/exports/leads.csv',
        }),
      ),
    );
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(25);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(15);
    expect(refused[0]?.body.code).toBe('access.too_much');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBe(refused[0]?.body.params.retryAfterSeconds);
    expect(await details(`person=${me.id}&kind=exports`)).toHaveLength(15);
    expect(await details(`person=${me.id}&kind=limits`)).toEqual([
      ['access.limit_reached', 'exports', 15],
      ['access.limit_reached', 'exports', 10],
    ]);
    const alarm = ({ alerts }: Board) => alerts.some(({ code, severity }) => code === 'copying' && severity === 'bad');
    const board = await watcher.events.awaitNext('board.snapshot', alarm);
    expect(board.alerts.find(({ code }) => code === 'copying')?.params).toMatchObject({
      name: me.name,
      what: 'exports',
    });
    watcher.close();
  });

  it('slows down who opens card after card and stops them, and lets who pages through lists go on', async () => {
    const { client, me } = await createAndSignIn(administrator, 'supervisor');
    await db.query(
      `INSERT INTO takings (user_id, kind, subject, amount, at)
       SELECT $1, 'cards', 'x' || n, 1, clock_timestamp() FROM generate_series(1, 449) AS n`,
      [me.id],
    );
    const open = (id: string) => client.request<{ code?: string }>({ method: 'GET', path: `/api/leads/${id}` });
    expect((await open(leadId)).status).toBe(200);
    const { rows } = await db.query<{ id: string }>('SELECT id FROM leads WHERE id <> $1 LIMIT 1', [leadId]);
    expect(await open(rows[0]!.id)).toMatchObject({ status: 429, body: { code: 'access.too_much' } });
    // The card that is open already may be looked at again.
    expect((await open(leadId)).status).toBe(200);
    for (let page = 0; page < 40; page += 1) {
      await client.get('/api/leads?limit=50');
    }
    expect(await details(`person=${me.id}&kind=limits`)).toEqual([
      ['access.limit_reached', 'cards', 450],
      ['access.limit_reached', 'cards', 449],
    ]);
  });
});
