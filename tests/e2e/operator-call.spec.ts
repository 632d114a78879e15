import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Me } from '@warmline/contracts';
import type { Page } from 'playwright-core';
import { barriersOn } from '../support/barriers.js';
import { openBrowser, type Person, type TestBrowser } from '../support/browser.js';
import { Floor } from '../support/floor.js';
import type { HttpClient } from '../support/http.js';

const PASSWORD = 'correct horse battery';
/** Ringing and the time a person takes to pick up. */
const PICK_UP_MS = 20_000;
let floor: Floor;
let browser: TestBrowser;
let operator: Person;
let supervisor: Person;

async function signIn({ http, me }: { http: HttpClient; me: Me }): Promise<Person> {
  await http.patch('/api/session/preferences', { locale: 'ru' });
  const person = await browser.person({ baseURL: floor.app.url });
  await person.page.goto('/');
  await person.page.getByLabel('Имя пользователя').fill(me.login);
  await person.page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await person.page.keyboard.press('Enter');
  return person;
}

beforeAll(async () => {
  [floor, browser] = await Promise.all([Floor.open('real'), openBrowser()]);
  const desk = await floor.operator();
  const leads = [0, 1].map((at) => ({ name: `ООО «Ромашка-${at}»`, phone: `+999000001${at}00` }));
  await floor.campaign({ leads, operators: [desk], synthetic: true });
  // The console belongs to the browser from here on.
  desk.close();
  const { client, me } = await floor.person('supervisor');
  operator = await signIn(desk);
  supervisor = await signIn({ http: client, me });
});
afterAll(async () => {
  await browser.close();
  await floor.close();
});

/** What a keyboard in the Russian layout reports: the sign is not what our keys are called, the code is the key's own. */
async function pressRussian(page: Page, code: string, more: { ctrlKey?: boolean } = {}): Promise<void> {
  await page.evaluate(
    ({ code, more }) => {
      const target = document.activeElement ?? document.body;
      for (const type of ['keydown', 'keyup']) {
        target.dispatchEvent(
          new KeyboardEvent(type, {
            key: code.startsWith('Digit') ? '№' : code,
            code,
            bubbles: true,
            cancelable: true,
            ...more,
          }),
        );
      }
    },
    { code, more },
  );
}

async function step(page: Page, title: string, timeout = 10_000): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor({ timeout });
}

/** A page that is left or loaded anew gives up what it was still asking for. */
const realProblems = ({ problems }: Person): string[] =>
  problems.filter((problem) => !problem.endsWith('net::ERR_ABORTED'));

/** Resolves when the supervisor sees the operator in this state. */
async function boardShows(state: string): Promise<void> {
  await supervisor.page.getByRole('row').filter({ hasText: state }).first().waitFor();
}

describe('a call at a real console', () => {
  it('is dialled, talked through, hung up and closed by keys of the Russian layout, across a reload', async () => {
    const { page } = operator;
    await supervisor.page.getByRole('region', { name: 'Операторы' }).waitFor();
    const requests: string[] = [];
    supervisor.page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));

    await pressRussian(page, 'F9');
    await page
      .getByRole('heading', { name: /Ромашка-0/ })
      .first()
      .waitFor();
    await boardShows('Карточка');
    await pressRussian(page, 'F2');
    await boardShows('Набор');
    await step(page, 'Приветствие', PICK_UP_MS);
    await boardShows('Разговор');
    await pressRussian(page, 'Digit3');
    await step(page, 'Знакомство');

    await page.reload();
    await step(page, 'Знакомство');
    await pressRussian(page, 'Digit4');
    await step(page, 'Почему нет');
    await pressRussian(page, 'Digit1');
    await pressRussian(page, 'F10');
    await page.getByRole('heading', { name: 'Что произошло', exact: true }).waitFor();
    await boardShows('Постобработка');
    await pressRussian(page, 'Digit3');
    await pressRussian(page, 'Digit2');
    await pressRussian(page, 'Enter', { ctrlKey: true });
    await page
      .getByRole('heading', { name: /Ромашка-1/ })
      .first()
      .waitFor();
    await boardShows('Карточка');

    const [result] = await floor.rows('SELECT disposition_code FROM attempt_results WHERE by_user_id IS NOT NULL');
    expect(result).toEqual({ disposition_code: 'refusal_has_supplier' });
    expect(requests).toEqual([]);
    expect([...realProblems(operator), ...realProblems(supervisor)]).toEqual([]);
    expect(floor.complaints).toEqual([]);
  });

  it('has no barrier that axe finds, in light and in dark, at any moment of a call', async () => {
    const { page } = operator;
    const barriers = [...(await barriersOn(page, 'preview')), ...(await barriersOn(supervisor.page, 'board'))];
    await pressRussian(page, 'F2');
    await step(page, 'Приветствие', PICK_UP_MS);
    barriers.push(...(await barriersOn(page, 'talking')));
    await pressRussian(page, 'F10');
    await page.getByRole('heading', { name: 'Что произошло', exact: true }).waitFor();
    barriers.push(...(await barriersOn(page, 'wrap-up')));
    await pressRussian(page, 'Digit3');
    await pressRussian(page, 'Digit1');
    await pressRussian(page, 'Enter', { ctrlKey: true });
    await boardShows('Готов');
    barriers.push(...(await barriersOn(page, 'ready')));
    expect(barriers).toEqual([]);
  });
});
