import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ensureChromium } from '../../scripts/lib/chromium.mjs';
import type { HttpClient } from './http.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The browser resolves nothing but this machine: no test leans on the network unnoticed.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** A real headless Chromium with a fresh profile; one per spec file, `close` it in afterAll. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await ensureChromium());
  return new TestBrowser(await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false }));
}

export interface PersonOptions {
  baseURL: string;
  locale?: 'ru-RU' | 'en-GB';
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

export class TestBrowser {
  constructor(private readonly browser: Browser) {}

  /** A person at their own screen: own cookies, one page. */
  async person({ viewport = { width: 1440, height: 900 }, locale = 'ru-RU', ...rest }: PersonOptions): Promise<Person> {
    const context = await this.browser.newContext({ viewport, locale, timezoneId: 'Europe/Moscow', ...rest });
    context.setDefaultTimeout(10_000);
    return new Person(context, await context.newPage());
  }

  /** Who is signed in with `http` already, at a laptop's screen. */
  async signedIn({ baseUrl: url, cookieHeader }: HttpClient): Promise<Person> {
    const person = await this.person({ baseURL: url, viewport: { width: 1366, height: 768 } });
    const [name = '', value = ''] = cookieHeader.split('=');
    await person.context.addCookies([{ name, value, url }]);
    return person;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

export class Person {
  /** What a user would not see and a developer must: uncaught errors, console errors, failed requests. */
  readonly problems: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // Asking who is signed in before anybody is answers 401, which Chromium calls an error.
      if (message.type() === 'error' && !message.text().includes('status of 401')) {
        this.problems.push(`console: ${message.text()}`);
      }
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A question the page has let go of itself, because the next one was asked already.
      const isQuestion = request.method() === 'GET' || request.url().endsWith('/preview');
      if (!isQuestion || reason !== 'net::ERR_ABORTED') {
        this.problems.push(`failed: ${request.method()} ${request.url()} ${reason}`);
      }
    });
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}
