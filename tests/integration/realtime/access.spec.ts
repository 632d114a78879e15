import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@warmline/contracts';
import { type App, launchApp } from '../../support/app.js';
import { createAdministrator, createAndSignIn, HttpClient } from '../../support/http.js';

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { 'x-roles'?: string[] | string; summary: string; requestBody?: unknown }>>;
}

describe('access to routes', () => {
  let app: App;
  let administrator: HttpClient;
  let api: OpenApi;

  beforeAll(async () => {
    app = await launchApp();
    administrator = await createAdministrator(app.url);
    api = await new HttpClient(app.url).get<OpenApi>('/api/openapi.json');
  });
  afterAll(() => app.close());

  const routes = () =>
    Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, route]) => ({ path, method: method.toUpperCase(), ...route })),
    );

  it('is declared on every route, with a line that says what the route does', () => {
    expect(api.openapi).toBe('3.1.0');
    expect(routes().length).toBeGreaterThan(20);
    expect(routes().filter((route) => route['x-roles'] === undefined || route.summary === '')).toEqual([]);
  });

  it('is refused to a stranger on every route that is not public', async () => {
    const stranger = new HttpClient(app.url);
    for (const route of routes().filter((each) => each['x-roles'] !== 'public')) {
      const path = route.path.replace(/\{\w+\}/g, '1');
      const reply = await stranger.request<{ code: string }>({
        method: route.method,
        path,
        body: route.method === 'GET' ? undefined : {},
      });
      expect({ path, method: route.method, ...reply.body }).toMatchObject({ code: 'session.required' });
    }
  });

  it('is refused to each role that a route does not name', async () => {
    for (const role of ROLES.filter((each) => each !== 'administrator')) {
      const { client } = await createAndSignIn(administrator, role);
      const closed = routes().filter(({ 'x-roles': roles }) => Array.isArray(roles) && !roles.includes(role));
      for (const route of closed) {
        const path = route.path.replace(/\{\w+\}/g, '1');
        const reply = await client.request<{ code: string }>({
          method: route.method,
          path,
          body: route.method === 'GET' ? undefined : {},
        });
        expect({ role, path, method: route.method, ...reply.body }).toMatchObject({ code: 'role.refused' });
      }
    }
  });

  it('is refused to a change that comes from a foreign page, and the session cookie stays closed to scripts', async () => {
    const foreign = new HttpClient(app.url, 'https://evil.example');
    const reply = await foreign.request<{ code: string }>({
      method: 'POST',
      path: '/api/session',
      body: { login: 'administrator', password: 'correct horse battery' },
    });
    expect(reply).toMatchObject({ status: 403, body: { code: 'request.origin_refused' } });
    const own = await new HttpClient(app.url).request({
      method: 'POST',
      path: '/api/session',
      body: { login: 'administrator', password: 'correct horse battery' },
    });
    expect(own.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/i);
  });

  it('is refused for a while after too many wrong passwords, for a known login as for an unknown one', async () => {
    const guess = async (login: string) => {
      const reply = await new HttpClient(app.url).request<{ code: string }>({
        method: 'POST',
        path: '/api/session',
        body: { login, password: 'wrong guess' },
      });
      return reply.body.code;
    };
    for (const login of ['administrator', 'nobody-at-all']) {
      const codes: string[] = [];
      for (let n = 0; n < 9; n += 1) {
        codes.push(await guess(login));
      }
      expect(codes).toEqual([
        ...Array.from({ length: 8 }, () => 'session.wrong_password'),
        'session.too_many_attempts',
      ]);
    }
  });
});
