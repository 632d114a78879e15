import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const NEEDED = { DATABASE_URL: 'postgres://localhost/warmline', WARMLINE_SECRET: 'x'.repeat(32) };

describe('the environment', () => {
  it.each([
    'https://calls.example.org',
    'http://localhost:8080',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://warmline.localhost',
  ])('takes %s as the public address', (address) => {
    expect(readConfig({ ...NEEDED, PUBLIC_URL: address }).publicUrl).toBe(address);
  });

  it.each([
    'http://calls.example.org',
    'http://192.168.1.5:8080',
    'http://localhost.example.org',
    'http://127.0.0.1.nip.io',
  ])('refuses %s: passwords would cross the network in the clear', (address) => {
    expect(() => readConfig({ ...NEEDED, PUBLIC_URL: address })).toThrow(ConfigError);
  });

  it('names every bad variable at once', () => {
    expect(() => readConfig({ PORT: 'x', DATABASE_URL: 'mysql://a' })).toThrow(/PORT[\s\S]*DATABASE_URL/);
  });
});
