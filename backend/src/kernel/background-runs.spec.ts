import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BackgroundRuns, Stopped } from './background-runs.js';
import { DomainError } from './domain-error.js';

let nowMs: number;
let runs: BackgroundRuns;
let begun: number;

// What fails here fails on purpose.
beforeAll(() => {
  Logger.overrideLogger(false);
});
afterAll(() => {
  Logger.overrideLogger(true);
});
beforeEach(() => {
  nowMs = 0;
  begun = 0;
  runs = new BackgroundRuns('test', () => nowMs);
});

/** Ends when it is told to. */
const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    begun += 1;
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });

/** Takes the work up, again and again, until it has been begun `times` times; answers at which instants. */
async function instantsOf(times: number, error: () => Error): Promise<number[]> {
  const instants: number[] = [];
  for (; instants.length < times; nowMs += 500) {
    await new Promise<void>((resolve) => {
      runs.takeUp('a', () => {
        instants.push(nowMs);
        return Promise.reject(error());
      });
      setImmediate(resolve);
    });
  }
  return instants;
}

describe('a run', () => {
  it('is taken up once, and again when it has ended', async () => {
    runs.takeUp('a', untilStopped);
    runs.takeUp('a', untilStopped);
    runs.takeUp('b', untilStopped);
    await Promise.resolve();
    expect(begun).toBe(2);
    expect([runs.stop('a'), runs.stop('c')]).toEqual([true, false]);
    await new Promise(setImmediate);
    expect(runs.stop('a')).toBe(false);
    runs.takeUp('a', untilStopped);
    await Promise.resolve();
    expect(begun).toBe(3);
  });

  it('that is ordered waits for the one before and follows it', async () => {
    const said: string[] = [];
    let end: () => void = () => undefined;
    runs.begin('a', () => new Promise<void>((resolve) => (end = resolve)).then(() => void said.push('first')));
    runs.begin('a', () => Promise.resolve(said.push('second')));
    await new Promise(setImmediate);
    expect(said).toEqual([]);
    end();
    await new Promise(setImmediate);
    expect(said).toEqual(['first', 'second']);
  });

  it('that fails is taken up again with growing waits, until it succeeds once', async () => {
    expect(await instantsOf(4, () => new Error('no'))).toEqual([0, 1_000, 3_000, 7_000]);
    let ordered = 0;
    runs.begin('a', () => Promise.resolve((ordered += 1)));
    await new Promise(setImmediate);
    expect(ordered).toBe(1);
    const again = nowMs;
    expect(await instantsOf(2, () => new Error('no'))).toEqual([again, again + 1_000]);
  });

  it.each([
    ['it was stopped', new Stopped()],
    ['the server closed the connection', new Error('terminating connection due to administrator command')],
    ['nobody answers', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
  ])('does not count as failed when %s', async (_, error) => {
    expect(runs.isInterruption(error)).toBe(true);
    expect(await instantsOf(3, () => error)).toEqual([0, 500, 1_000]);
  });

  it('counts a refusal as a failure, whatever it says', () => {
    expect(runs.isInterruption(new DomainError('server.failed', { text: 'ECONNREFUSED' }))).toBe(false);
  });
});

describe('at the end of the process', () => {
  it('all are told to stop and waited for, and none is begun', async () => {
    runs.takeUp('a', untilStopped);
    runs.begin('b', untilStopped);
    await Promise.resolve();
    await runs.end();
    runs.begin('c', untilStopped);
    runs.takeUp('a', untilStopped);
    await new Promise(setImmediate);
    expect(begun).toBe(2);
    expect(runs.isInterruption(new Error('the pool is closed'))).toBe(true);
  });

  it('a run in steps ends behind the step it is at', async () => {
    let steps = 0;
    const { signal } = new AbortController();
    await runs.inSteps(signal, { step: () => Promise.resolve((steps += 1) < 3), tell: () => Promise.resolve() });
    expect(steps).toBe(3);
    const stop = new AbortController();
    const step = () => {
      steps += 1;
      stop.abort();
      return Promise.resolve(true);
    };
    await runs.inSteps(stop.signal, { step, tell: () => Promise.resolve() });
    expect(steps).toBe(4);
  });
});
