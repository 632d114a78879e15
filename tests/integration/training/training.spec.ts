import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SimulationAudit } from '@warmline/contracts';
import pg from 'pg';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, HttpClient } from '../../support/http.js';

const START = '2026-03-02T06:00:00.000Z';
const VIRTUAL = { CLOCK: 'virtual', CLOCK_START: START, WARMLINE_SEED: 'demo' };
const TIMEOUT_MS = 120_000;

describe('training operators', () => {
  let app: App;
  let supervisor: HttpClient;
  let administrator: HttpClient;
  let db: pg.Client;

  beforeAll(async () => {
    app = await launchApp({ env: VIRTUAL });
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    supervisor = new HttpClient(app.url);
    await supervisor.signIn('supervisor', 'warmline-demo');
    administrator = new HttpClient(app.url);
    await administrator.signIn('admin', 'warmline-demo');
  }, TIMEOUT_MS);

  afterAll(async () => {
    await db.end();
    await app.close();
  });

  const states = async (): Promise<string[]> =>
    (await db.query<{ state: string }>('SELECT state FROM operator_states ORDER BY operator_id')).rows.map(
      ({ state }) => state,
    );
  const dialled = async (): Promise<number> =>
    (await administrator.get<SimulationAudit>('/api/simulation/audit')).attempts;

  /** Until so much application time has passed, however often somebody's console changes on the way. */
  const pass = async (minutes: number): Promise<Date> => {
    const advance = async (to: Date): Promise<Date> => {
      const body = { to: to.toISOString() };
      return new Date((await administrator.post<{ now: string }>('/api/simulation/advance', body)).now);
    };
    let now = await advance(new Date(0));
    const until = new Date(now.getTime() + minutes * 60_000);
    while (now < until) now = await advance(until);
    return now;
  };

  it(
    'work the demo campaign as soon as they are called, and go on after a restart',
    async () => {
      const before = await dialled();
      expect(await supervisor.post('/api/training/operators')).toEqual({ operators: 10 });
      await pass(1.5);
      expect(await states()).toHaveLength(10);
      const after = await dialled();
      expect(after).toBeGreaterThan(before + 5);
      await app.restart();
      await pass(1);
      expect(await dialled()).toBeGreaterThan(after);
    },
    TIMEOUT_MS,
  );

  it(
    'end their calls and go when they are sent away, with nothing left behind',
    async () => {
      expect(await supervisor.delete('/api/training/operators')).toEqual({ operators: 0 });
      for (let minutes = 0; minutes < 60 && (await states()).some((state) => state !== 'offline'); minutes += 1) {
        await pass(1);
      }
      expect(new Set(await states())).toEqual(new Set(['offline']));
      const audit = await administrator.get<SimulationAudit>('/api/simulation/audit');
      expect(audit).toMatchObject({ doubleDials: 0, lostDispositions: 0, strandedLeads: 0 });
    },
    TIMEOUT_MS,
  );
});

describe('training operators without the demo', () => {
  it('are refused: they would ring real people', async () => {
    const app = await launchApp();
    const administrator = await createAdministrator(app.url);
    const reply = await administrator.request({ method: 'POST', path: '/api/training/operators', body: {} });
    await app.close();
    expect(reply).toMatchObject({ status: 409, body: { code: 'training.demo_only' } });
  });
});
