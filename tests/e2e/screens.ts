import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openBrowser, type Person, type TestBrowser } from '../support/browser.js';
import { ListDesk } from '../integration/lists/list-desk.js';

/** A marketer's desk in Russian and a browser to look at it with. */
export class Screens {
  desk!: ListDesk;
  private browser!: TestBrowser;

  /** Opened before the tests of a file and closed after them. */
  static ofSuite(): Screens {
    const screens = new Screens();
    beforeAll(async () => {
      [screens.desk, screens.browser] = await Promise.all([ListDesk.open(), openBrowser()]);
      await screens.desk.http.patch('/api/session/preferences', { locale: 'ru' });
    }, 60_000);
    afterAll(async () => {
      await screens.browser.close();
      await screens.desk.close();
    });
    return screens;
  }

  /** Another browser of the marketer. */
  person(): Promise<Person> {
    return this.browser.signedIn(this.desk.http);
  }
}

/** What the menu of an export gives to the computer of whoever presses it. */
export async function exported(
  page: Page,
  { button, format }: { button: string; format: 'CSV' | 'Excel (XLSX)' },
): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('button', { name: button }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
