import { describe, expect, it } from '@jest/globals';
import { originAllowed } from './origin.rules.js';

const LOCAL = '127.0.0.1:3000';
const PROXIED = 'https://calls.example';

describe('originAllowed', () => {
  it.each([
    { name: 'the page of the host asked for', origin: `http://${LOCAL}`, host: LOCAL, allowed: true },
    { name: 'another port of the same host', origin: 'http://127.0.0.1:3001', host: LOCAL, allowed: false },
    { name: 'a foreign page', origin: 'https://evil.example', host: LOCAL, allowed: false },
    { name: 'no origin at all', origin: undefined, host: LOCAL, allowed: false },
    { name: 'an opaque origin', origin: 'null', host: LOCAL, allowed: false },
    { name: 'the configured address', origin: PROXIED, host: 'backend:3000', publicUrl: `${PROXIED}/`, allowed: true },
    {
      name: 'an inner host',
      origin: 'http://backend:3000',
      host: 'backend:3000',
      publicUrl: PROXIED,
      allowed: false,
    },
  ])('judges $name', ({ origin, host, publicUrl, allowed }) => {
    expect(originAllowed({ origin, host }, publicUrl)).toBe(allowed);
  });
});
