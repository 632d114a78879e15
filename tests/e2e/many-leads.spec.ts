import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { openBrowser, type Person, type TestBrowser } from '../support/browser.js';
import { ListDesk } from '../integration/lists/list-desk.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PASSWORD = 'correct horse battery';
let desk: ListDesk;
let browser: TestBrowser;
let marketer: Person;
let page: Page;

beforeAll(async () => {
  [desk, browser] = await Promise.all([ListDesk.open(), openBrowser()]);
  await desk.newList('Весна');
  await desk.db.query(
    `INSERT INTO leads (client_id, kind, name, city, temperature, custom, created_at)
     SELECT (SELECT id FROM clients WHERE is_own), 'company', 'ООО «Рябина-' || n || '»', CASE WHEN n % 2 = 0 THEN 'Казань' ELSE 'Тверь' END,
       CASE WHEN n % 10 = 0 THEN 'hot' ELSE 'cold' END, CASE WHEN n % 4 = 0 THEN '{"Приоритет":"высокий"}'::jsonb ELSE '{}' END, now()
     FROM generate_series(1, 120) n`,
  );
  await desk.http.patch('/api/session/preferences', { locale: 'ru' });
  marketer = await browser.person({ baseURL: desk.app.url, viewport: { width: 1366, height: 768 } });
  page = marketer.page;
  await page.goto('/');
  const { login } = await desk.http.get<{ login: string }>('/api/session');
  await page.getByLabel('Имя пользователя').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/' && url.pathname !== '/sign-in');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function violations(): Promise<string[]> {
  const { violations: found } = await page.evaluate<AxeResults>(`${AXE}; axe.run({ resultTypes: ['violations'] })`);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

const foot = () => page.locator('.page__foot');
const count = (sql: string) => desk.count(sql);

describe('many leads on the screen', () => {
  it('are filtered, counted, changed together and put back', async () => {
    await page.goto('/leads');
    await foot().getByText('50 из 120').waitFor();
    await page.getByRole('searchbox').fill('рябина');
    await page.getByRole('button', { name: 'Фильтры' }).click();
    await page.getByLabel('Город').fill('казань');
    await page.getByLabel('Своё поле').selectOption('Приоритет');
    await page.getByLabel('Значение').fill('высокий');
    await page.keyboard.press('Enter');
    await foot().getByText('30 из 30').waitFor();
    expect(new URL(page.url()).searchParams.get('city')).toBe('казань');

    await page.getByRole('checkbox', { name: 'Выбрать ООО «Рябина-120»' }).check();
    await page.getByText('Выбрана 1 карточка').waitFor();
    await page.getByRole('button', { name: 'Выбрать все найденные: 30' }).click();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Что сделать' }).click();
    await page.getByRole('menuitem', { name: 'Добавить в базу' }).click();
    await page.getByRole('dialog').getByLabel('База').selectOption({ label: 'Весна' });
    await page.keyboard.press('Control+Enter');
    await page.getByText('готово, изменено 30 из 30').waitFor();
    expect(await count('list_members')).toBe(30);

    await page.getByRole('button', { name: 'Вернуть как было' }).click();
    await page.getByText('возвращено 30, оставлено изменённых позже 0').waitFor();
    expect(await count('list_members')).toBe(0);
    expect(await violations()).toEqual([]);
  }, 60_000);

  it('are taken as a file of what the filter shows', async () => {
    await page.goto('/leads?q=рябина&city=казань&filter=hot');
    await foot().getByText('12 из 12').waitFor();
    await page.getByRole('button', { name: 'Выгрузить' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(13);
    expect(download.suggestedFilename()).toMatch(/^Лиды \d{4}-\d{2}-\d{2}\.csv$/);
    expect(marketer.problems).toEqual([]);
  }, 30_000);
});
