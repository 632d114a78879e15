import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { readConfig } from '../../../backend/src/config/config.js';
import { ConfigModule } from '../../../backend/src/config/config.module.js';
import { DatabaseModule } from '../../../backend/src/database/database.module.js';
import { Clock, VirtualClock } from '../../../backend/src/kernel/clock.js';
import { EventLog } from '../../../backend/src/kernel/event-log.js';
import { KernelModule } from '../../../backend/src/kernel/kernel.module.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

const SECRET = 'a secret of the tests, long enough to be one';
/** Ahead of real time, as a virtual week is. */
const LAST_EVENT = '2031-05-06T07:08:09.000Z';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
  const first = await boot({ CLOCK: 'virtual', CLOCK_START: '2031-05-01T00:00:00Z' });
  (first.clock as VirtualClock).jumpTo(new Date(LAST_EVENT));
  await first.log.append({ type: 'demo.removed', payload: {} });
  await first.close();
});
afterAll(() => database.drop());

async function boot(env: Record<string, string>) {
  const config = readConfig({ DATABASE_URL: database.url, WARMLINE_SECRET: SECRET, ...env });
  const imports = [ConfigModule.with(config), DatabaseModule, KernelModule];
  const backend = await Test.createTestingModule({ imports }).compile();
  return { clock: backend.get(Clock), log: backend.get(EventLog), close: () => backend.close() };
}

async function startOf(env: Record<string, string>): Promise<Date> {
  const { clock, close } = await boot(env);
  const now = clock.now();
  await close();
  return now;
}

describe('business time over a restart', () => {
  it('goes on where the log of a virtual clock ends', async () => {
    expect(await startOf({ CLOCK: 'virtual' })).toEqual(new Date(LAST_EVENT));
  });

  it('is not thrown back by the start the clock was once given', async () => {
    expect(await startOf({ CLOCK: 'virtual', CLOCK_START: '2031-05-01T00:00:00Z' })).toEqual(new Date(LAST_EVENT));
  });

  it('jumps ahead to a later start', async () => {
    const later = '2031-06-01T00:00:00.000Z';
    expect(await startOf({ CLOCK: 'virtual', CLOCK_START: later })).toEqual(new Date(later));
  });

  it('goes on where the log of a sped-up clock ends', async () => {
    const now = await startOf({ CLOCK_SPEED: '60' });
    expect(now.getTime()).toBeGreaterThanOrEqual(Date.parse(LAST_EVENT));
    expect(now.getTime()).toBeLessThan(Date.parse('2031-05-07T00:00:00Z'));
  });

  it('is real time where the clock is real, whatever the log says', async () => {
    const before = Date.now();
    const now = await startOf({ CLOCK_START: '2031-06-01T00:00:00Z' });
    expect(now.getTime()).toBeGreaterThanOrEqual(before);
    expect(now.getTime()).toBeLessThanOrEqual(Date.now());
  });
});
