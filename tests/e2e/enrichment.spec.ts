import { expect, it } from '@jest/globals';
import { Screens } from './screens.js';

const screens = Screens.ofSuite();

const FILE = 'ИНН;Город;Сайт\n7707083893;Тверь;zub.example.com\n7736050003;Омск;x.example.com\n12;Омск;y.example.com\n';

it('a marketer updates a lead from a file, sees its history and takes it back', async () => {
  await screens.desk.db.query(
    `INSERT INTO leads (client_id, kind, name, inn, city, custom, created_at)
     VALUES ((SELECT id FROM clients WHERE is_own), 'company', 'Зубная фея', '7707083893', 'Псков', '{}', '2026-01-01T09:00:00Z')`,
  );
  const person = await screens.person();
  const { page } = person;
  await page.goto('/leads/update/new');
  const file = { name: 'свежие.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Искать лид по').selectOption('inn');
  await page.getByLabel('Правило для колонки Город').selectOption('newer_wins');
  await page.reload();
  expect(await page.getByLabel('Правило для колонки Город').inputValue()).toBe('newer_wins');

  await page.getByRole('button', { name: /Проверить все строки/ }).press('Control+Enter');
  await page.getByText('zub.example.com').waitFor();
  for (const verdict of ['Изменят лид 1', 'Лид не найден 1', 'С ошибкой 1']) {
    await page.getByRole('row', { name: verdict }).waitFor();
  }
  await page.getByRole('button', { name: /Обновить 1 лид/ }).press('Control+Enter');
  await page.getByRole('row', { name: 'Изменили лид 1' }).waitFor();
  const report = page.url();

  const lead = await screens.desk.db.query<{ id: string; city: string }>('SELECT id, city FROM leads');
  expect(lead.rows[0]?.city).toBe('Тверь');
  await page.goto(`/leads?open=${lead.rows[0]?.id}`);
  await page.getByText('Изменения из файлов').waitFor();
  await page.getByText('zub.example.com').first().waitFor();

  await page.goto(report);
  await page.getByRole('button', { name: 'Вернуть как было' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Вернуть как было/ })
    .click();
  await page.getByText('свежие.csv, возвращено как было').waitFor();
  expect((await screens.desk.db.query('SELECT city, site FROM leads')).rows).toEqual([{ city: 'Псков', site: null }]);
  expect(person.problems).toEqual([]);
});
