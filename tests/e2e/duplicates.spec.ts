import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import { openBrowser, type Person, type TestBrowser } from '../support/browser.js';
import { ListDesk } from '../integration/lists/list-desk.js';

const PASSWORD = 'correct horse battery';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const HEAD = 'Название;Телефон;E-mail;Город;Адрес;Контактное лицо';
let desk: ListDesk;
let browser: TestBrowser;
let marketer: Person;

async function load(name: string, rows: readonly string[]): Promise<void> {
  const { done } = await desk.load(name, [HEAD, ...rows].join('\n'));
  await desk.until(`SELECT FROM events WHERE type = 'duplicates.searched' AND payload ->> 'importId' = $1`, done.id);
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
  [desk, browser] = await Promise.all([ListDesk.open(), openBrowser()]);
  await load('Выставка', [
    'ООО «Атриум-Мебель 46»;8 495 210-11-02;info@atrium46.ru;Омск;ул. Ленина, 5;Иванов Иван',
    'ООО «Гермес-Логистик 17»;8 495 210-11-03;;Тула;;',
  ]);
  await load('Справочник', [
    'Атриум Мебель 46;8 495 210-22-02;;Омск;ул. Мира, 12;Петрова Анна',
    'Germes Logistik 17;8 495 210-22-03;;Тула;;',
  ]);
  await desk.http.patch('/api/session/preferences', { locale: 'ru' });
  marketer = await browser.person({ baseURL: desk.app.url, viewport: { width: 1366, height: 768 } });
  await marketer.page.goto('/duplicates');
  await marketer.page.getByLabel('Имя пользователя').fill('administrator');
  await marketer.page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await marketer.page.keyboard.press('Enter');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

describe('the queue of duplicates', () => {
  it('is decided with one key a pair, in the Russian layout too, and taken back with one', async () => {
    await state('2 пары ждут решения');
    const first = (await marketer.page.locator('.duplicates__name').first().textContent()) ?? '';
    await press('KeyM');
    await state('1 пара ждёт решения');
    await press('KeyK');
    await state('Сомнительных пар нет');
    await desk.until(`SELECT FROM duplicate_pairs WHERE state = 'kept_apart'`);
    // Answers reach the server in the order they were given.
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(1);
    await press('KeyU');
    await state('1 пара ждёт решения');
    await press('KeyU');
    await state('2 пары ждут решения');
    await shown(first);
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
    await press('KeyS');
    await marketer.page.getByRole('link', { name: first, exact: true }).waitFor({ state: 'detached' });
    // A question the page no longer needs answered is dropped on purpose.
    expect(marketer.problems.filter((problem) => !problem.includes('ERR_ABORTED'))).toEqual([]);
  });

  it('shows the card of the lead that stayed with the way back', async () => {
    const { page } = marketer;
    await press('KeyM');
    await state('1 пара ждёт решения');
    await desk.until('SELECT FROM leads WHERE merged_into IS NOT NULL');
    const { rows } = await desk.db.query<{ id: string }>(
      'SELECT merged_into AS id FROM leads WHERE merged_into IS NOT NULL',
    );
    await page.goto(`/leads?open=${rows[0]!.id}`);
    await page.getByRole('button', { name: 'Разделить' }).click();
    await page.getByText('Карточки разделены').waitFor();
    expect(await desk.count('leads WHERE merged_into IS NOT NULL')).toBe(0);
  });

  it('has no barriers in either theme', async () => {
    const { page } = marketer;
    await page.goto('/duplicates');
    await state('1 пара ждёт решения');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await page.evaluate<AxeResults>(`${AXE}; axe.run({ resultTypes: ['violations'] })`);
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${colorScheme} ${id}: ${html}`))).toEqual(
        [],
      );
    }
  });
});
