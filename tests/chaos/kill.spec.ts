import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type App, launchApp } from '../support/app.js';
import { createAdministrator } from '../support/http.js';
import { scaled, seededRandom } from '../support/random.js';
import { simulate } from '../support/simulate-run.js';

const START = '2026-03-02T06:00:00.000Z';
const TIMEOUT_MS = 600_000;

describe('a backend that is killed with kill -9 in the middle of a simulation', () => {
  let app: App | undefined;

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  it(
    'calls nobody twice for one try, loses no result and strands no lead',
    async () => {
      app = await launchApp({ env: { CLOCK: 'virtual', CLOCK_START: START } });
      await createAdministrator(app.url);
      const db = new pg.Client({ connectionString: app.databaseUrl });
      await db.connect();
      const running = simulate(app.url, { rows: 6 + scaled(100), operators: 2, days: 0.05 });
      const killing = killNowAndThen(app, db, { times: 2 + scaled(40), running });
      const report = await running;
      const kills = await killing;
      expect(kills).toBeGreaterThan(0);
      expect(report.attempts).toBeGreaterThan(3);
      expect(report).toMatchObject({ doubleDials: 0, lostDispositions: 0, strandedLeads: 0 });
      expect(await resultsChangedTwice(db)).toBe(0);
      await db.end();
    },
    TIMEOUT_MS,
  );
});

/** Kills it when so many more events are in the log, a random number each time; answers how often. */
async function killNowAndThen(
  app: App,
  db: pg.Client,
  { times, running }: { times: number; running: Promise<unknown> },
): Promise<number> {
  const random = seededRandom('kill -9');
  let isOver = false;
  const over = () => (isOver = true);
  running.then(over, over);
  let kills = 0;
  let next = random.integer(15, 60);
  await db.query('LISTEN event_positions');
  while (!isOver && kills < times) {
    const placed = new Promise((resolve) => db.once('notification', resolve));
    const count = await countEvents(db);
    if (count < next) {
      await Promise.race([placed, running.catch(() => undefined)]);
      continue;
    }
    next = count + random.integer(20, 80);
    await app.kill9();
    await app.start();
    kills += 1;
  }
  return kills;
}

async function countEvents(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ count: number }>('SELECT count(*)::int AS count FROM events');
  return rows[0]?.count ?? 0;
}

/** A result is given once; nobody corrects one in a simulation. */
async function resultsChangedTwice(db: pg.Client): Promise<number> {
  const { rows } = await db.query('SELECT FROM attempt_results GROUP BY attempt_id HAVING count(*) <> 1');
  return rows.length;
}
