import { describe, expect, it } from '@jest/globals';
import { SharedReading } from './shared-reading.js';

/** Readings that end when the test says so, each with the number it began as. */
function controlled() {
  const ends: ((error?: Error) => void)[] = [];
  const shared = new SharedReading<number>(
    () =>
      new Promise((resolve, reject) => {
        const number = ends.length + 1;
        ends.push((error) => (error === undefined ? resolve(number) : reject(error)));
      }),
  );
  return { shared, ends };
}

describe('a shared reading', () => {
  it('begins at once and once more for all who came while it ran', async () => {
    const { shared, ends } = controlled();
    const first = shared.ask('a');
    const later = Array.from({ length: 50 }, () => shared.ask('a'));
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await first).toBe(1);
    await Promise.resolve();
    ends[1]?.();
    expect(new Set(await Promise.all(later))).toEqual(new Set([2]));
    expect(ends).toHaveLength(2);
  });

  it('is not joined by who asks for something else', () => {
    const { shared, ends } = controlled();
    void shared.ask('a');
    void shared.ask('b');
    expect(ends).toHaveLength(2);
  });

  it('fails for those who asked for it alone', async () => {
    const { shared, ends } = controlled();
    const first = shared.ask('a');
    const second = shared.ask('a');
    ends[0]?.(new Error('connection lost'));
    await expect(first).rejects.toThrow('connection lost');
    await Promise.resolve();
    ends[1]?.();
    expect(await second).toBe(2);
  });
});
