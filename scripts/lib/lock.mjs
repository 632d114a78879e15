import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processIdentity } from './processes.mjs';

/**
 * Runs `work` while holding `path`, so that two commands started at once do not build or initialise the same thing.
 * A lock whose holder died is taken over.
 */
export async function withLock(path, work, { timeoutMs = 300_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  mkdirSync(dirname(path), { recursive: true });
  while (!tryLock(path)) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${path}; remove it if nothing runs.`);
    await delay(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, processIdentity(process.pid), { mode: 0o600 });
  try {
    linkSync(mine, path); // a hard link appears whole or not at all: no half-written holder can be read
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(path)) rmSync(path, { force: true });
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function isAbandoned(path) {
  try {
    const holder = readFileSync(path, 'utf8');
    return holder !== processIdentity(Number.parseInt(holder, 10));
  } catch (error) {
    if (error.code === 'ENOENT') return false; // freed between the two calls
    throw error;
  }
}
