import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A hash over path, size and modification time of every input: cheap enough to run before each command, and unlike
 * comparing times alone it notices a deleted file and an older one put in place of a newer.
 */
export function fingerprintInputs(baseDir, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) addPath(hash, baseDir, input);
  return hash.digest('hex');
}

export function isStale(stampFile, fingerprint) {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint;
}

export function writeStamp(stampFile, fingerprint) {
  writeFileSync(stampFile, fingerprint);
}

function addPath(hash, baseDir, relativePath) {
  const path = join(baseDir, relativePath);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return void hash.update(`${relativePath} missing\n`);
  if (!stats.isDirectory()) return void hash.update(`${relativePath} ${stats.size} ${stats.mtimeMs}\n`);
  for (const name of readdirSync(path).sort()) {
    if (!/\.spec\.[a-z]+$/.test(name)) addPath(hash, baseDir, join(relativePath, name)); // no test ends up in a build
  }
}
