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

  it('names every bad setting and exits', async () => {
    await app.stop();
    const refusal = await app.start({ ORG_TIMEZONE: 'Mars/Olympus', LOG_LEVEL: 'loud' }).catch(String);
    expect(refusal).toContain('ORG_TIMEZONE');
    expect(refusal).toContain('LOG_LEVEL');
    await app.start();
  });
});
