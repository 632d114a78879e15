import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.mjs';

let dir;
let path;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'warmline-lock-'));
  path = join(dir, 'some.lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a lock between commands', () => {
  it('lets one at a time through, in whole pieces', async () => {
    const steps = [];
    const work = (name) => async () => {
      steps.push(`${name} begins`);
      await new Promise(setImmediate);
      steps.push(`${name} ends`);
    };
    await Promise.all([withLock(path, work('first')), withLock(path, work('second'))]);
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('is freed by work that fails', async () => {
    await expect(withLock(path, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await withLock(path, () => 'free')).toBe('free');
  });

  it('is taken over when its holder is gone, even if the pid lives on in another process', async () => {
    writeFileSync(path, `${process.pid}@0`);
    expect(await withLock(path, () => 'taken over')).toBe('taken over');
  });
});
