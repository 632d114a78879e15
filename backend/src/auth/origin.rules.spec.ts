import { describe, expect, it } from '@jest/globals';
import { originAllowed } from './origin.rules.js';

describe('originAllowed', () => {
  it.each([
    ['the page of the host asked for', 'http://127.0.0.1:3000', '127.0.0.1:3000', undefined, true],
    ['another port of the same host', 'http://127.0.0.1:3001', '127.0.0.1:3000', undefined, false],
    ['a foreign page', 'https://evil.example', '127.0.0.1:3000', undefined, false],
    ['no origin at all', undefined, '127.0.0.1:3000', undefined, false],
    ['an opaque origin', 'null', '127.0.0.1:3000', undefined, false],
    ['the configured address behind a proxy', 'https://calls.example', 'backend:3000', 'https://calls.example/', true],
    [
      'the inner host where another address is configured',
      'http://backend:3000',
      'backend:3000',
      'https://calls.example',
      false,
    ],
  ])('judges %s', (_name, origin, host, publicUrl, allowed) => {
    expect(originAllowed({ origin, host }, publicUrl)).toBe(allowed);
  });
});
