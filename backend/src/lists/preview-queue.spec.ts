import { describe, expect, it } from '@jest/globals';
import { BoundedQueue } from './preview-queue.js';

const quiet = new AbortController().signal;

/** A piece of work that ends when it is let go. */
function piece(): { work: () => Promise<string>; end: () => void; started: () => boolean } {
  let end = (): void => undefined;
  let started = false;
  const done = new Promise<string>((resolve) => (end = () => resolve('done')));
  const work = (): Promise<string> => {
    started = true;
    return done;
  };
  return { work, end, started: () => started };
}

describe('the queue of previews', () => {
  it('runs few at once and the others in their order', async () => {
    const queue = new BoundedQueue({ running: 1, waiting: 2 });
    const [a, b, c] = [piece(), piece(), piece()];
    const all = [a, b, c].map(({ work }) => queue.run(quiet, work));
    expect([a.started(), b.started(), c.started()]).toEqual([true, false, false]);
    a.end();
    await all[0];
    await Promise.resolve();
    expect([b.started(), c.started()]).toEqual([true, false]);
    b.end();
    c.end();
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
  });

  it('refuses in words what finds it full, and takes work again afterwards', async () => {
    const queue = new BoundedQueue({ running: 1, waiting: 0 });
    const a = piece();
    const running = queue.run(quiet, a.work);
    await expect(queue.run(quiet, piece().work)).rejects.toMatchObject({ code: 'preview.busy' });
    a.end();
    await running;
    expect(await queue.run(quiet, () => Promise.resolve('again'))).toBe('again');
  });

  it('lets go of what is left while it waits, and of what fails', async () => {
    const queue = new BoundedQueue({ running: 1, waiting: 1 });
    const [a, left] = [piece(), piece()];
    const running = queue.run(quiet, a.work);
    const leaving = new AbortController();
    const waiting = queue.run(leaving.signal, left.work);
    leaving.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    const failing = queue.run(quiet, () => Promise.reject(new Error('broken')));
    a.end();
    await running;
    await expect(failing).rejects.toThrow('broken');
    expect(left.started()).toBe(false);
    expect(await queue.run(quiet, () => Promise.resolve('free'))).toBe('free');
  });
});
