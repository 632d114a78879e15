import { describe, expect, it } from '@jest/globals';
import { applicationNameOf, connectionUrl, plainUrl } from './database-url.rules.js';

describe('the address of the database', () => {
  const url = connectionUrl('postgres://u:p@host:5433/base?sslmode=disable', 'warmline 1');

  it('names the process and lets the server notice its end, and keeps what it said before', () => {
    expect(applicationNameOf(url)).toBe('warmline 1');
    const settings = new URL(url).searchParams;
    expect(settings.get('sslmode')).toBe('disable');
    expect(settings.get('options')).toMatch(/^-c client_connection_check_interval=\d+$/);
    expect(url).not.toContain('+');
  });

  it('keeps options of its own', () => {
    const own = connectionUrl('postgres://u@h/b?options=-c%20search_path%3Dx', 'w');
    expect(new URL(own).searchParams.get('options')).toMatch(/^-c search_path=x -c client_connection/);
  });

  it('is plain for who reads no settings', () => {
    expect(plainUrl(url)).toBe('postgres://u:p@host:5433/base');
  });
});
