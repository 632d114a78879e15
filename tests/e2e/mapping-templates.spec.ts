import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openBrowser, type TestBrowser } from '../support/browser.js';
import { ListDesk } from '../integration/lists/list-desk.js';

let desk: ListDesk;
let browser: TestBrowser;

beforeAll(async () => {
  [desk, browser] = await Promise.all([ListDesk.open(), openBrowser()]);
  await desk.http.patch('/api/session/preferences', { locale: 'ru' });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

it('a template is renamed and deleted, and another browser sees it; a rename over a newer name is refused', async () => {
  const settings = { mapping: ['name', 'phone'] };
  const headers = ['Клиника', 'Номер'];
  await desk.http.post('/api/mapping-templates', { name: 'Выставка', layoutKey: 'x', headers, settings });
  const [one, other] = await Promise.all([browser.signedIn(desk.http), browser.signedIn(desk.http)]);
  for (const { page } of [one, other]) {
    await page.goto('/lists/templates');
    await page.getByText('Клиника, Номер').waitFor();
    await page.getByRole('button', { name: 'Переименовать шаблон' }).click();
  }
  await one.page.getByLabel('Новое название шаблона').fill('Весна');
  await one.page.keyboard.press('Enter');
  await one.page.getByRole('rowheader', { name: 'Весна' }).waitFor();
  await other.page.getByRole('button', { name: 'Удалить шаблон «Весна»' }).waitFor();

  await other.page.getByLabel('Новое название шаблона').fill('Осень');
  await other.page.keyboard.press('Enter');
  await other.page.getByRole('alert').waitFor();
  await other.page.keyboard.press('Escape');
  await other.page.getByRole('rowheader', { name: 'Весна' }).waitFor();

  await other.page.getByRole('button', { name: 'Удалить шаблон «Весна»' }).click();
  await other.page.keyboard.press('Control+Enter');
  await one.page.getByText('Шаблонов пока нет').waitFor();
  expect(one.problems).toEqual([]);
});
