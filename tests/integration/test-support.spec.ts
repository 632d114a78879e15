import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { EventMonitor } from '../support/event-monitor.js';
import { seededRandom } from '../support/random.js';

describe('a cloned test database', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });

  it('has the migrated schema and shares nothing with another clone', async () => {
    const [one, other] = [first, second].map(({ url }) => new pg.Client({ connectionString: url }));
    await Promise.all([one?.connect(), other?.connect()]);
    await one?.query('CREATE TABLE only_here ()');
    const found = await other?.query(`SELECT to_regclass('only_here') AS stranger, to_regclass('users') AS users`);
    await Promise.all([one?.end(), other?.end()]);
    expect(found?.rows).toEqual([{ stranger: null, users: 'users' }]);
  });
});

describe('the network block', () => {
  it('refuses a connection to another machine and lets loopback through', async () => {
    await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('tests reach nothing but this machine') },
    });
    expect(() => connect({ host: 'example.org', port: 443 })).toThrow('example.org');
    await expect(fetch('http://127.0.0.1:1/')).rejects.toMatchObject({
      cause: { message: expect.not.stringContaining('tests reach') },
    });
  });
});

describe('the event monitor', () => {
  it('hands out an event that came before it was asked for, once', async () => {
    const monitor = new EventMonitor<{ tick: number }>();
    [1, 2, 3].forEach((tick) => monitor.record('tick', tick));
    expect(await monitor.awaitNext('tick', (tick) => tick > 1)).toBe(2);
    const next = monitor.awaitNext('tick', (tick) => tick > 3);
    monitor.record('tick', 4);
    expect(await next).toBe(4);
    monitor.skipUnread();
    await expect(monitor.awaitNext('tick', () => true, 20)).rejects.toThrow('No matching tick within 20 ms');
    expect(monitor.all('tick')).toEqual([1, 2, 3, 4]);
  });
});

describe('seeded randomness', () => {
  it('repeats itself per stream and seed', () => {
    const draw = (stream: string, seed: number) => Array.from({ length: 5 }, seededRandom(stream, seed).next);
    expect(draw('a', 1)).toEqual(draw('a', 1));
    expect(draw('a', 1)).not.toEqual(draw('b', 1));
    expect(draw('a', 1)).not.toEqual(draw('a', 2));
    expect([...seededRandom('deck', 1).shuffle([1, 2, 3, 4])].sort()).toEqual([1, 2, 3, 4]);
  });
});
