import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { refusedLicences } from './lib/licences.mjs';
import { repositoryDir } from './lib/paths.mjs';

const lock = JSON.parse(readFileSync(join(repositoryDir, 'package-lock.json'), 'utf8'));

describe('package-lock.json', () => {
  it('names every platform of an optional package, or npm ci refuses it on a fresh clone', () => {
    const { packages } = lock;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('knows the digest of everything it installs, so that a registry cannot hand out something else', () => {
    const without = Object.entries(lock.packages)
      .filter(([path, { link, integrity }]) => path.includes('node_modules/') && !link && !integrity)
      .map(([path]) => path);
    expect(without).toEqual([]);
  });

  it('brings no package into the product whose licence asks for more than a notice', () => {
    expect(refusedLicences(lock)).toEqual([]);
  });

  it.each([
    [{ license: 'GPL-3.0-only' }, ['x@1.0.0: GPL-3.0-only']],
    [{ license: '(MIT AND GPL-2.0)' }, ['x@1.0.0: (MIT AND GPL-2.0)']],
    [{}, ['x@1.0.0: none named']],
    [{ license: '(MIT OR GPL-3.0-or-later)' }, []],
    [{ license: 'GPL-3.0-only', dev: true }, []],
  ])('judges the licence of %j', (entry, refused) => {
    expect(refusedLicences({ packages: { 'node_modules/x': { version: '1.0.0', ...entry } } })).toEqual(refused);
  });
});
