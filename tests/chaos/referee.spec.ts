import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type App, launchApp } from '../support/app.js';
import { createAdministrator } from '../support/http.js';
import { simulate } from '../support/simulate-run.js';
import { defineViews } from '../referee/dials.mjs';
import { CHECKS } from '../referee/judge.mjs';
import { PLANTED } from '../referee/planted.mjs';

const CLOCK = { CLOCK: 'virtual', CLOCK_START: '2026-03-02T06:00:00.000Z' };
const TIMEOUT_MS = 600_000;

describe('the referee', () => {
  let app: App;
  let db: pg.Client;

  beforeAll(async () => {
    app = await launchApp({ env: CLOCK });
    await createAdministrator(app.url);
    await simulate(app.url, { rows: 12, operators: 2, days: 0.02 });
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
    await defineViews(db);
  }, TIMEOUT_MS);

  afterAll(async () => {
    await db.end();
    await app.close();
  });

  it('has a wrong to find for each of its checks', () => {
    expect(Object.keys(PLANTED).sort()).toEqual(CHECKS.map(({ name }) => name).sort());
  });

  it.each(CHECKS)('finds a planted breach: $name', async ({ name, sql }) => {
    const before = (await db.query(sql)).rowCount ?? 0;
    await db.query('BEGIN');
    try {
      await db.query(`SET LOCAL session_replication_role = replica`);
      for (const wrong of PLANTED[name] ?? []) await db.query(wrong);
      expect((await db.query(sql)).rowCount).toBeGreaterThan(before);
    } finally {
      await db.query('ROLLBACK');
    }
  });
});
