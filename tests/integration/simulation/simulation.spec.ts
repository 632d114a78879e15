import { afterEach, describe, expect, it } from '@jest/globals';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn } from '../../support/http.js';
import { listOf, simulate } from '../../support/simulate-run.js';

const TIMEOUT_MS = 120_000;

describe('npm run simulate', () => {
  let app: App | undefined;

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  it(
    'carries a list to its results and accounts for every row, call and lead',
    async () => {
      app = await launchApp({ env: { CLOCK: 'virtual', CLOCK_START: '2026-03-02T06:00:00.000Z' } });
      await createAdministrator(app.url);
      const rows = 8;
      const report = await simulate(app.url, { rows, operators: 2, days: 0.04 });
      expect(report).toMatchObject({ rows, leads: rows, phones: rows, phoneCells: rows, phoneCellsParsed: rows });
      expect(listOf(rows).split('\n')).toHaveLength(rows + 1);
      expect(report.attempts).toBeGreaterThanOrEqual(rows);
      const given = Object.values(report.dispositions).reduce((sum, count) => sum + count, 0);
      expect(given).toBe(report.attempts);
      expect(report).toMatchObject({ rejected: 0, doubleDials: 0, lostDispositions: 0, strandedLeads: 0 });
    },
    TIMEOUT_MS,
  );

  it('refuses to move a real clock, and lets nobody but an administrator try', async () => {
    app = await launchApp();
    const administrator = await createAdministrator(app.url);
    const request = { method: 'POST', path: '/api/simulation/advance', body: { to: '2026-03-02T06:00:00.000Z' } };
    expect(await administrator.request(request)).toMatchObject({
      status: 409,
      body: { code: 'simulation.clock_is_real' },
    });
    const { client } = await createAndSignIn(administrator, 'supervisor');
    expect(await client.request(request)).toMatchObject({ status: 403 });
  });
});
