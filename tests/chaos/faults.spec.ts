import { afterEach, describe, expect, it } from '@jest/globals';
import { type App, launchApp } from '../support/app.js';
import { createAdministrator } from '../support/http.js';
import { scaled } from '../support/random.js';
import { simulate } from '../support/simulate-run.js';

const CLOCK = { CLOCK: 'virtual', CLOCK_START: '2026-03-02T06:00:00.000Z' };
const TIMEOUT_MS = 600_000;

describe('a simulation whose exchange misbehaves', () => {
  let app: App | undefined;

  afterEach(async () => {
    await app?.close();
    app = undefined;
  });

  it.each(['loss', 'duplicate', 'reorder', 'timeout'])(
    'ends clean when the news of calls suffer from %s',
    async (fault) => {
      app = await launchApp({ env: { ...CLOCK, SIMULATOR_FAULT: fault, SIMULATOR_FAULT_RATE: '0.2' } });
      await createAdministrator(app.url);
      const report = await simulate(app.url, { rows: 4 + scaled(60), operators: 2, days: 0.03 });
      expect(report.attempts).toBeGreaterThan(3);
      expect(report).toMatchObject({ doubleDials: 0, lostDispositions: 0, strandedLeads: 0 });
    },
    TIMEOUT_MS,
  );
});
