import { afterAll, beforeAll } from '@jest/globals';
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
