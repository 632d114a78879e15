import { mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openLogFile } from './log-file.mjs';

describe('the log file of a command', () => {
  let dir;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'warmline-log-'));
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('keeps each line', () => {
    const path = join(dir, 'log');
    const log = openLogFile(path);
    log('one');
    log('two');
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('drops lines while the disk is full, goes on, and says afterwards how many are missing', () => {
    const path = join(dir, 'log');
    symlinkSync('/dev/full', path);
    const log = openLogFile(path);
    log('lost');
    log('lost too');
    unlinkSync(path);
    log('kept');
    expect(readFileSync(path, 'utf8')).toBe('(2 lines could not be written here)\nkept\n');
  });
});
