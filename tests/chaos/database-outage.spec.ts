import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, type EmbeddedPostgres, startPostgres } from '../../scripts/lib/embedded-postgres.mjs';
import { type App, launchApp } from '../support/app.js';
import { testRun } from '../support/environment.js';
import { createAdministrator } from '../support/http.js';
import { scaled } from '../support/random.js';
import { simulate } from '../support/simulate-run.js';

const TIMEOUT_MS = 600_000;
const CLOCK = { CLOCK: 'virtual', CLOCK_START: '2026-03-02T06:00:00.000Z' };

describe('PostgreSQL that is stopped in the middle of a simulation', () => {
  let dataDir: string;
  let server: EmbeddedPostgres;
  let app: App | undefined;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(testRun().runDir, 'outage-'));
    server = await startPostgres({ dataDir, durable: true });
    await createDatabase(server.url(), 'outage');
  }, TIMEOUT_MS);

  afterEach(async () => {
    await app?.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, TIMEOUT_MS);

  it(
    'costs nothing: the work goes on by itself when it is back',
    async () => {
      app = await launchApp({ databaseUrl: server.url('outage'), env: CLOCK });
      await createAdministrator(app.url);
      const running = simulate(app.url, { rows: 8, operators: 2, days: 0.05 });
      await attemptsReach(server.url('outage'), 4);
      await server.stop();
      // The length of the outage is the case itself, so time is waited for here and nowhere else.
      await delay(scaled(10) * 1_000 + 1_000);
      server = await startPostgres({ dataDir, durable: true, port: server.port });
      const report = await running;
      expect(report.attempts).toBeGreaterThan(4);
      expect(report).toMatchObject({ doubleDials: 0, lostDispositions: 0, strandedLeads: 0 });
    },
    TIMEOUT_MS,
  );
});

async function attemptsReach(url: string, wanted: number): Promise<void> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  for (let count = 0; count < wanted;) {
    const { rows } = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM attempts');
    count = rows[0]?.count ?? 0;
  }
  await db.end();
}
