import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@warmline/contracts';
import { mayOpen, type SectionId } from '../../frontend/src/lib/roles.js';
import { type App, launchApp } from '../support/app.js';
import { createAdministrator, createAndSignIn, type HttpClient } from '../support/http.js';

/** What each section asks the server for first. The console and the board speak over the socket alone. */
const FIRST_REQUEST: Record<Exclude<SectionId, 'console' | 'board'>, string> = {
  campaigns: '/api/campaigns',
  lists: '/api/lists',
  stopList: '/api/suppressions',
  leads: '/api/leads',
  duplicates: '/api/duplicates',
  promises: '/api/promises',
  warmHot: '/api/warm-hot',
  people: '/api/people',
  trail: '/api/trail',
  settings: '/api/session',
};

let app: App;
let administrator: HttpClient;

beforeAll(async () => {
  app = await launchApp();
  administrator = await createAdministrator(app.url);
});
afterAll(() => app.close());

describe('the menu and the server', () => {
  it.each(ROLES)('agree on what %s may open', async (role) => {
    const { client } = await createAndSignIn(administrator, role);
    const refused: string[] = [];
    for (const [section, path] of Object.entries(FIRST_REQUEST)) {
      if (mayOpen(role, section as SectionId) && (await client.request({ method: 'GET', path })).status !== 200) {
        refused.push(section);
      }
    }
    expect(refused).toEqual([]);
  });
});
