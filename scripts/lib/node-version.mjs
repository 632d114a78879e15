import { Failure } from './failure.mjs';

/** 20.19, 22.12 and 24 are where `require(esm)` works unflagged, which NestJS 12 relies on. */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (enough) return;
  throw new Failure(
    `Warmline needs Node.js 20.19 or newer, 22.12 or newer, or 24 and up; this is ${version} (${process.execPath}).\n` +
      'Install a current one from https://nodejs.org and start again.',
  );
}
