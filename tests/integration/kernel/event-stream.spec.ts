import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../../backend/src/config/app-config.js';
import { RealClock } from '../../../backend/src/kernel/clock.js';
import { EventLog } from '../../../backend/src/kernel/event-log.js';
import { EventStream } from '../../../backend/src/kernel/event-stream.js';
import { LeaderConnection } from '../../../backend/src/kernel/leader-connection.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import type { FeedEvent } from '@warmline/contracts';
import { DataSource } from 'typeorm';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

interface Node {
  log: EventLog;
  stream: EventStream;
  transaction: Transaction;
  heard: FeedEvent[];
  stop(): Promise<void>;
}

/** One backend process as far as the event log is concerned. */
async function startNode(url: string): Promise<Node> {
  const source = await new DataSource({ type: 'postgres', url, poolSize: 8 }).initialize();
  const transaction = new Transaction(source);
  const clock = new RealClock();
  const log = new EventLog(transaction, clock);
  const connection = new LeaderConnection({ databaseUrl: url } as AppConfig);
  const stream = new EventStream(source, connection, log, clock);
  const heard: FeedEvent[] = [];
  stream.subscribe((events) => void heard.push(...events));
  await connection.open();
  await stream.start();
  const stop = async () => {
    stream.onApplicationShutdown();
    await connection.onApplicationShutdown();
    await source.destroy();
  };
  return { log, stream, transaction, heard, stop };
}

const said = (userId: string) => ({ type: 'session.started' as const, payload: { userId } });
const who = (events: readonly FeedEvent[]) => events.map((event) => event.payload['userId']);

describe('the event log', () => {
  let database: TestDatabase;
  let one: Node;
  let other: Node;

  beforeAll(async () => {
    database = await cloneDatabase();
    one = await startNode(database.url);
    other = await startNode(database.url);
  });
  afterAll(async () => {
    await one.stop();
    await other.stop();
    await database.drop();
  });

  it('gives gapless positions and tells every process the same order', async () => {
    const writers = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? one : other).log.append(said(`p${n}`)));
    await Promise.all(writers);
    await one.stream.settle();
    await other.stream.settle();
    expect(one.heard).toHaveLength(40);
    expect(one.heard.map((event) => event.position)).toEqual(
      one.heard.map((_, n) => (one.heard[0]?.position ?? 0) + n),
    );
    expect(other.heard).toEqual(one.heard);
  });

  it('neither skips what commits late nor waits for it', async () => {
    const start = one.heard.length;
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const written = new Promise<void>((resolve) => {
      void one.transaction.run(async () => {
        await one.log.append(said('slow'));
        resolve();
        await held;
      });
    });
    await written;
    await one.log.append(said('quick'));
    await one.stream.settle();
    expect(who(one.heard.slice(start))).toEqual(['quick']);
    commit();
    await expectEventually(() => who(one.heard.slice(start)), ['quick', 'slow'], one.stream);
  });

  it('writes nothing when the change is rolled back', async () => {
    const start = one.heard.length;
    const failing = one.transaction.run(async () => {
      await one.log.append(said('never'));
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await one.log.append(said('after'));
    await one.stream.settle();
    expect(who(one.heard.slice(start))).toEqual(['after']);
  });

  it('refuses to change or delete what was logged', async () => {
    await expect(one.transaction.rows(`UPDATE events SET type = 'a.b'`)).rejects.toThrow('append-only');
    await expect(one.transaction.rows('DELETE FROM events')).rejects.toThrow('append-only');
  });

  it('hands a late comer exactly what it missed', async () => {
    const all = await one.stream.after(0);
    const middle = all[10]?.position ?? 0;
    expect(await other.stream.after(middle)).toEqual(all.slice(11));
  });
});

/** Settles until the expected is there: each round waits for the log, not for time. */
async function expectEventually<Value>(read: () => Value, expected: Value, stream: EventStream): Promise<void> {
  for (let round = 0; round < 100 && JSON.stringify(read()) !== JSON.stringify(expected); round += 1) {
    await stream.settle();
  }
  expect(read()).toEqual(expected);
}
