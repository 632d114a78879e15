import { expect, it } from '@jest/globals';
import { Screens } from './screens.js';

const screens = Screens.ofSuite();

it('a template is renamed and deleted, and another browser sees it; a rename over a newer name is refused', async () => {
  const settings = { mapping: ['name', 'phone'] };
  const headers = ['Клиника', 'Номер'];
  await screens.desk.http.post('/api/mapping-templates', { name: 'Выставка', layoutKey: 'x', headers, settings });
  const [one, other] = await Promise.all([screens.person(), screens.person()]);
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
