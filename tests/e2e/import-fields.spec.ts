import { beforeAll, expect, it } from '@jest/globals';
import type { LeadList, Page as PageOf } from '@warmline/contracts';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { barriersOn } from '../support/barriers.js';
import type { Person } from '../support/browser.js';
import { exported, Screens } from './screens.js';

const screens = Screens.ofSuite();
let marketer: Person;

beforeAll(async () => {
  marketer = await screens.person();
});

async function book(clinic: string): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  workbook.addWorksheet('Сводка').addRow(['Итого', 1]);
  workbook.addWorksheet('База').addRows([
    ['Клиника', 'Контакт', 'Кресла', 'ИНН'],
    [`ООО «${clinic}»`, '8 921 300-10-01', '5', '7707083893'],
    [`${clinic} плюс`, '8 921 300-10-02', 'много', ''],
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function choose(content: Buffer): Promise<void> {
  await marketer.page.goto('/lists/import/new');
  const file = { name: 'клиники.xls', mimeType: 'application/octet-stream', buffer: content };
  await marketer.page.locator('input[type=file]').setInputFiles(file);
  await marketer.page.getByLabel('Лист', { exact: true }).selectOption('База');
  await marketer.page.getByText('8 921 300-10-01').waitFor();
  await marketer.page.keyboard.press('Control+Enter');
  await marketer.page.getByRole('heading', { name: 'Колонки файла' }).waitFor();
}

it('a marketer sets fields, a constant, a standard and a template once, and the next file of the layout takes them', async () => {
  const { page } = marketer;
  await choose(await book('Зубная фея'));
  expect(await page.getByLabel('Поле для колонки 2, Контакт').inputValue()).toBe('phone');

  await page.getByRole('tab', { name: 'Общее и шаблон' }).click();
  await page.getByLabel('Значение').fill('Стоматология');
  await page.getByRole('button', { name: 'Добавить' }).click();
  await page.getByLabel('Запомнить поля под именем').fill('Выставка 2026');
  await page.getByLabel('Название', { exact: true }).fill('Число кресел');
  await page.getByLabel('Вид', { exact: true }).selectOption('number');
  await page.getByRole('button', { name: 'Создать поле' }).click();
  await page.getByLabel('Поле для колонки 3, Кресла').selectOption({ label: 'Своё поле: Число кресел' });
  await page.getByRole('tab', { name: 'Стандарт' }).click();
  await page.getByLabel('ИНН', { exact: true }).check();
  await page.getByText('1 из 2').waitFor();

  await page.keyboard.press('Control+Enter');
  await page.getByLabel('Название базы').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('Где искать повторы: все базы заказчика').click();
  await page.getByLabel('С чем сравнить новые карточки').selectOption({ label: 'Эта база' });
  await page.getByLabel('Не сравнивать с давними карточками').check();
  await page.getByLabel('Не старше, дней').fill('90');
  await page.getByText('Где искать повторы: эта база, не старше 90 дней').waitFor();
  await page.getByRole('button', { name: /Проверить все строки/ }).click();
  await page.getByRole('button', { name: /Загрузить \d+ карточ/ }).click();
  await screens.desk.until(`SELECT FROM imports WHERE state = 'done'`);
  const lists = await screens.desk.http.get<PageOf<LeadList>>('/api/lists');
  expect(lists.items[0]).toMatchObject({
    standard: { required: ['inn'] },
    lastImport: { counts: { added: 1, invalid: 1 } },
  });
  const settings = await screens.desk.db.query<{ duplicates: unknown }>(
    `SELECT settings -> 'duplicates' AS duplicates FROM imports`,
  );
  expect(settings.rows).toEqual([{ duplicates: { scope: 'list', youngerThanDays: 90 } }]);
  const leads = await screens.desk.db.query('SELECT industry, custom FROM leads');
  expect(leads.rows).toEqual([{ industry: 'Стоматология', custom: { 'Число кресел': '5' } }]);

  await choose(await book('Бобр'));
  await page.getByText('Раскладка «Выставка 2026» узнана, поля взяты из неё').waitFor();
  expect(await page.getByLabel('Поле для колонки 3, Кресла').inputValue()).toBe('custom:Число кресел');
  await page.getByRole('button', { name: 'Не использовать' }).click();
  await page.getByText('Шаблон отложен, поля определили заново').waitFor();
  expect(await page.getByLabel('Поле для колонки 3, Кресла').inputValue()).toBe('custom');
  expect(marketer.problems).toEqual([]);
});

it('the bad rows of a bought list go to its seller as a file of either kind', async () => {
  const { page, problems } = await screens.person();
  const { list } = await screens.desk.load('Купленная', 'Название;Телефон\nКлён;210-41-01\nКлён;210-41-01\nЯсень;12\n');
  await page.goto(`/lists/value?list=${list.id}`);
  await page.getByRole('rowheader', { name: /Претензия продавцу/ }).waitFor();
  expect(await barriersOn(page, 'value')).toEqual([]);
  const claims = [
    ['3', 'Клён', '210-41-01', /^Повтор строки этого файла: повторяет строку 2$/],
    ['4', 'Ясень', '12', /^Номер не распознан/],
  ].map(([row, name, phone, wrong]) => [row, name, phone, expect.stringMatching(wrong as RegExp)]);

  const csv = await exported(page, { button: 'Файл претензии Купленная', format: 'CSV' });
  expect(csv.name).toMatch(/\.csv$/);
  const lines = parse(csv.content, { bom: true, delimiter: ';' });
  expect(lines[0]?.slice(0, 4)).toEqual(['Файл', 'Загружен', 'Строка', 'Название']);
  expect(lines.slice(1).map((line) => [line[2], line[3], line[5], line[6]])).toEqual(claims);

  const xlsx = await exported(page, { button: 'Файл претензии Купленная', format: 'Excel (XLSX)' });
  expect(xlsx.name).toBe(csv.name.replace(/csv$/, 'xlsx'));
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(new Uint8Array(xlsx.content).buffer);
  const sheet: string[][] = [];
  workbook.worksheets[0]?.eachRow((row) => sheet.push(lines[0]!.map((_, at) => row.getCell(at + 1).text)));
  expect(sheet).toEqual(lines);
  expect(problems).toEqual([]);
});
