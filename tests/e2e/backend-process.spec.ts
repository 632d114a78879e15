import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type App, launchApp } from '../support/app.js';
import { openBrowser, type TestBrowser } from '../support/browser.js';
import { createAdministrator, createAndSignIn, type HttpClient } from '../support/http.js';

describe('the backend as a process', () => {
  let app: App;
  let administrator: HttpClient;
  let browser: TestBrowser;

  beforeAll(async () => {
    [app, browser] = await Promise.all([launchApp(), openBrowser()]);
    administrator = await createAdministrator(app.url);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  it('keeps its sessions over a restart and a kill -9', async () => {
    const { client, me } = await createAndSignIn(administrator, 'operator');
    await app.restart();
    expect(await client.get('/api/session')).toMatchObject({ id: me.id, role: 'operator' });
    await app.kill9();
    await app.start();
    expect(await client.get('/api/session')).toMatchObject({ id: me.id, role: 'operator' });
  });

  it('ends by itself when asked to', async () => {
    const exit = await app.stop();
    expect(exit?.code === 0 || exit?.signal === 'SIGTERM').toBe(true); // Nest ends its shutdown by the signal it was given
    await app.start();
  });

  it('serves the web app without an error in the browser', async () => {
    const { page, problems } = await browser.person({ baseURL: app.url });
    await page.goto('/');
    expect(await page.title()).toContain('Warmline');
    expect(problems).toEqual([]);
  });

  it('allows inline code of the page by a number of one answer alone, and keeps its answers out of caches', async () => {
    const [first, second] = [await fetch(app.url), await fetch(app.url)];
    const policy = first.headers.get('content-security-policy') ?? '';
    const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(policy).not.toContain('unsafe-inline');
    expect(await first.text()).toContain(`<script nonce="${nonce}">`);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    const answer = await fetch(`${app.url}/api/installation`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('refuses a file that would pass what all files may take, keeps nothing of it, and takes one that fits', async () => {
    await app.restart({ FILES_MAX_MB: '1' });
    const upload = (bytes: number) =>
      administrator.request({ method: 'POST', path: '/api/uploads?name=a.csv', body: Buffer.alloc(bytes, 'a') });
    expect(await upload(2_000_000)).toMatchObject({ status: 507, body: { code: 'file.quota_reached' } });
    expect(await upload(1_000)).toMatchObject({ status: 201 });
    await app.restart();
  });

  it('names every bad setting and exits', async () => {
    await app.stop();
    const refusal = await app.start({ ORG_TIMEZONE: 'Mars/Olympus', LOG_LEVEL: 'loud' }).catch(String);
    expect(refusal).toContain('ORG_TIMEZONE');
    expect(refusal).toContain('LOG_LEVEL');
    await app.start();
  });
});
