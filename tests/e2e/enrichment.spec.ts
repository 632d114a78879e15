import { expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { barriersOn } from '../support/barriers.js';
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

/** A workbook whose first sheet is not the list. */
async function book(): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('Список').addRows([
    ['Город', 'Регион'],
    ['Тула', 'Тульская область'],
  ]);
  workbook.addWorksheet('Реестр').addRows([
    ['ИНН', 'Места', 'Город'],
    ['7736050003', 12, 'Клин'],
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

it('a sheet of a workbook is read by the template of its layout, by keys alone and without barriers', async () => {
  const { desk } = screens;
  await desk.db.query(
    `INSERT INTO leads (client_id, kind, name, inn, custom, created_at)
     VALUES ((SELECT id FROM clients WHERE is_own), 'company', 'Бобр', '7736050003', '{}', '2026-01-01T09:00:00Z')`,
  );
  const file = { name: 'реестр.xlsx', mimeType: 'application/octet-stream', buffer: await book() };
  const { layoutKey } = await desk.preview(await desk.upload(file.buffer), { sheet: 'Реестр' });
  const settings = { mapping: ['inn', 'custom', 'city'], rules: { customNames: [null, 'Число мест', null] } };
  await desk.http.post('/api/mapping-templates', { name: 'Реестр клиник', layoutKey, settings });
  await desk.db.query('UPDATE mapping_templates SET used_at = NULL');

  const { page, problems } = await screens.person();
  await page.goto('/leads/update/new');
  await page.getByText('Новых лидов не создаём').waitFor();
  const barriers = await barriersOn(page, 'file');
  await page.getByLabel('Выбрать файл').focus();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
  await chooser.setFiles(file);
  await page.locator('[aria-current=step]:focus').getByText('Правила').waitFor();
  await page.getByLabel('Лист', { exact: true }).selectOption('Реестр');
  await page.getByText('Раскладка «Реестр клиник» узнана').waitFor();
  await page.getByLabel('Поле для колонки Места').getByText('Своё поле: Число мест').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Не использовать' }).press('Enter');
  await page.getByText('Шаблон отложен').waitFor();
  await page.getByRole('button', { name: 'Вернуть шаблон' }).press('Enter');
  await page.getByText('Раскладка «Реестр клиник» узнана').waitFor();
  barriers.push(...(await barriersOn(page, 'rules')));

  await page.keyboard.press('Control+Enter');
  await page.getByRole('row', { name: 'Изменят лид 1' }).waitFor();
  await page.getByText('Число мест: пусто → 12').waitFor();
  barriers.push(...(await barriersOn(page, 'report')));
  expect(await desk.count('mapping_templates WHERE used_at IS NOT NULL')).toBe(1);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('enrichment')))).toEqual([]);
  await page.goto('/lists/templates');
  await page.getByRole('rowheader', { name: 'Реестр клиник' }).waitFor();
  barriers.push(...(await barriersOn(page, 'templates')));
  expect(barriers).toEqual([]);
  expect(problems).toEqual([]);
});
