import { describe, expect, it } from '@jest/globals';
import { checkNodeVersion } from './node-version.mjs';

describe('the Node.js version', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '22.22.3', '24.0.0', '26.1.0'])('%s is taken', (version) => {
    expect(() => checkNodeVersion(version)).not.toThrow();
  });

  it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0', '23.11.1'])('%s is refused, naming itself', (version) => {
    expect(() => checkNodeVersion(version)).toThrow(version);
  });
});
