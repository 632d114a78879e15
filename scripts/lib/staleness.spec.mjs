import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fingerprintInputs, isStale, writeStamp } from './staleness.mjs';

let dir;
const print = () => fingerprintInputs(dir, ['src', 'package.json']);
const file = (name) => join(dir, 'src', name);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'warmline-staleness-'));
  mkdirSync(join(dir, 'src'));
  writeFileSync(file('a.ts'), 'one');
  writeFileSync(file('b.ts'), 'two');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('what makes a build stale', () => {
  it('a stamp of the same inputs is fresh, a missing one is not', () => {
    const stamp = join(dir, '.stamp');
    expect(isStale(stamp, print())).toBe(true);
    writeStamp(stamp, print());
    expect(isStale(stamp, print())).toBe(false);
  });

  it.each([
    ['a changed file', () => writeFileSync(file('a.ts'), 'three')],
    ['a deleted file', () => rmSync(file('b.ts'))],
    ['an added file', () => writeFileSync(file('c.ts'), '')],
    ['an older file put in its place', () => utimesSync(file('a.ts'), 0, 0)],
    ['an input that appears', () => writeFileSync(join(dir, 'package.json'), '{}')],
  ])('%s', (_what, change) => {
    const before = print();
    change();
    expect(print()).not.toBe(before);
  });

  it('a test does not', () => {
    const before = print();
    writeFileSync(file('a.spec.ts'), '');
    expect(print()).toBe(before);
  });
});
