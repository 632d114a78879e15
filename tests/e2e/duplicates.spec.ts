import { beforeAll, describe, expect, it } from '@jest/globals';
import { barriersOn } from '../support/barriers.js';
import type { Person } from '../support/browser.js';
import { Screens } from './screens.js';

const HEAD = 'Название;Телефон;E-mail;Город;Адрес;Контактное лицо';
const screens = Screens.ofSuite();
let marketer: Person;

async function load(name: string, rows: readonly string[]): Promise<void> {
  const { done } = await screens.desk.load(name, [HEAD, ...rows].join('\n'));
  await screens.desk.until(
    `SELECT FROM events WHERE type = 'duplicates.searched' AND payload ->> 'importId' = $1`,
    done.id,
  );
}

/** What a keyboard in the Russian layout reports: another sign, the same key. */
async function press(code: string): Promise<void> {
  await marketer.page.evaluate((code) => {
    for (const type of ['keydown', 'keyup']) {
      document.body.dispatchEvent(new KeyboardEvent(type, { key: 'ь', code, bubbles: true, cancelable: true }));
    }
  }, code);
}

const shown = (name: string) => marketer.page.getByRole('link', { name, exact: true }).waitFor();
const state = (text: string) => marketer.page.getByText(text).waitFor();

beforeAll(async () => {
  await load('Выставка', [
    'ООО «Атриум-Мебель 46»;8 495 210-11-02;info@atrium46.ru;Омск;ул. Ленина, 5;Иванов Иван',
    'ООО «Гермес-Логистик 17»;8 495 210-11-03;;Тула;ул. Советская, 9;',
  ]);
  await load('Справочник', [
    'Атриум Мебель 46;8 495 210-22-02;;Омск;ул. Ленина, 5;Петрова Анна',
    'Germes Logistik 17;8 495 210-22-03;;Тула;ул. Советская, 9;',
  ]);
  marketer = await screens.person();
  await marketer.page.goto('/duplicates');
}, 60_000);

describe('the queue of duplicates', () => {
  it('is decided with one key a pair, in the Russian layout too, and taken back with one', async () => {
    await state('2 пары ждут решения');
    const first = (await marketer.page.locator('.duplicates__name').first().textContent()) ?? '';
    await press('KeyM');
    await state('1 пара ждёт решения');
    await press('KeyK');
    await state('Сомнительных пар нет');
    await screens.desk.until(`SELECT FROM duplicate_pairs WHERE state = 'kept_apart'`);
    // Answers reach the server in the order they were given.
    expect(await screens.desk.count('leads WHERE merged_into IS NOT NULL')).toBe(1);
    await press('KeyU');
    await state('1 пара ждёт решения');
    await press('KeyU');
    await state('2 пары ждут решения');
    await shown(first);
    expect(await screens.desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
    await press('KeyS');
    await marketer.page.getByRole('link', { name: first, exact: true }).waitFor({ state: 'detached' });
    expect(marketer.problems).toEqual([]);
  });

  it('shows the card of the lead that stayed with the way back', async () => {
    const { page } = marketer;
    await press('KeyM');
    await state('1 пара ждёт решения');
    await screens.desk.until('SELECT FROM leads WHERE merged_into IS NOT NULL');
    const { rows } = await screens.desk.db.query<{ id: string }>(
      'SELECT merged_into AS id FROM leads WHERE merged_into IS NOT NULL',
    );
    await page.goto(`/leads?open=${rows[0]!.id}`);
    await page.getByRole('button', { name: 'Разделить' }).click();
    await page.getByText('Карточки разделены').waitFor();
    expect(await screens.desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
  });

  it('has no barriers in either theme', async () => {
    const { page } = marketer;
    await page.goto('/duplicates');
    await state('1 пара ждёт решения');
    expect(await barriersOn(page, 'duplicates')).toEqual([]);
  });
});
