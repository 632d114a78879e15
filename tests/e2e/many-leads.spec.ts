import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriersOn } from '../support/barriers.js';
import type { Person } from '../support/browser.js';
import { exported, Screens } from './screens.js';

const screens = Screens.ofSuite();
let marketer: Person;
let page: Page;

beforeAll(async () => {
  await screens.desk.newList('Весна');
  await screens.desk.db.query(
    `INSERT INTO leads (client_id, kind, name, city, temperature, custom, created_at)
     SELECT (SELECT id FROM clients WHERE is_own), 'company', 'ООО «Рябина-' || n || '»', CASE WHEN n % 2 = 0 THEN 'Казань' ELSE 'Тверь' END,
       CASE WHEN n % 10 = 0 THEN 'hot' ELSE 'cold' END, CASE WHEN n % 4 = 0 THEN '{"Приоритет":"высокий"}'::jsonb ELSE '{}' END, now()
     FROM generate_series(1, 120) n`,
  );
  marketer = await screens.person();
  page = marketer.page;
});

const foot = () => page.locator('.page__foot');
const count = (sql: string) => screens.desk.count(sql);

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
    expect(await barriersOn(page, 'chosen leads')).toEqual([]);
    await page.getByRole('button', { name: 'Что сделать' }).click();
    await page.getByRole('menuitem', { name: 'Добавить в базу' }).click();
    await page.getByRole('dialog').getByLabel('База').selectOption({ label: 'Весна' });
    await page.keyboard.press('Control+Enter');
    await page.getByText('готово, изменено 30 из 30').waitFor();
    expect(await count('list_members')).toBe(30);

    await page.getByRole('button', { name: 'Вернуть как было' }).click();
    await page.getByText('возвращено 30, оставлено изменённых позже 0').waitFor();
    expect(await count('list_members')).toBe(0);
    expect(await barriersOn(page, 'changed leads')).toEqual([]);
  }, 60_000);

  it('are taken as a file of what the filter shows', async () => {
    await page.goto('/leads?q=рябина&city=казань&filter=hot');
    await foot().getByText('12 из 12').waitFor();
    const { name, content } = await exported(page, { button: 'Выгрузить', format: 'CSV' });
    expect(content.toString('utf8').trim().split('\r\n')).toHaveLength(13);
    expect(name).toMatch(/^Лиды \d{4}-\d{2}-\d{2}\.csv$/);
    expect(marketer.problems).toEqual([]);
  }, 30_000);
});
