import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type App, launchApp } from '../support/app.js';
import { barriersOn } from '../support/barriers.js';
import { openBrowser, type TestBrowser } from '../support/browser.js';
import { createAdministrator, type HttpClient } from '../support/http.js';

describe('a person whose session ends over an open page', () => {
  let app: App;
  let db: pg.Client;
  let browser: TestBrowser;
  let administrator: HttpClient;

  beforeAll(async () => {
    [app, browser] = await Promise.all([launchApp(), openBrowser()]);
    administrator = await createAdministrator(app.url);
    await administrator.patch('/api/session/preferences', { locale: 'ru' });
    db = new pg.Client({ connectionString: app.databaseUrl });
    await db.connect();
  }, 60_000);
  afterAll(async () => {
    await db.end();
    await browser.close();
    await app.close();
  });

  it('signs in again where they were, and what they typed is there', async () => {
    const person = await browser.signedIn(administrator);
    const { page } = person;
    await page.goto('/people?open=new');
    await page.getByLabel('Имя', { exact: true }).fill('Пётр Сидоров');
    await db.query('DELETE FROM sessions');
    const dialog = page.getByRole('dialog', { name: 'Сеанс закончился' });
    await dialog.waitFor({ timeout: 15_000 });
    expect(await page.getByLabel('Имя', { exact: true }).isVisible()).toBe(false);
    expect(await barriersOn(page, 'sign in again')).toEqual([]);
    await page.keyboard.type('correct horse battery');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Имя', { exact: true }).inputValue()).toBe('Пётр Сидоров');
    await person.leave();
  });

  it('finds in the trail what was done, without barriers, by kind and person', async () => {
    const again = await browser.person({ baseURL: app.url, viewport: { width: 1366, height: 768 } });
    const { page } = again;
    await page.goto('/trail');
    await page.getByLabel('Имя пользователя').fill('administrator');
    await page.getByLabel('Пароль', { exact: true }).fill('correct horse battery');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Журнал доступа' }).waitFor();
    await page.getByRole('button', { name: 'Входы', exact: true }).click();
    await page.getByRole('cell', { name: 'Вход', exact: true }).first().waitFor();
    expect(await barriersOn(page, 'trail')).toEqual([]);
    await again.leave();
  });
});
