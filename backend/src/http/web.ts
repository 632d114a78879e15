import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config/config.js';

const JSON_LIMIT = '1mb';
/** Stands in the built page where the number of this one answer belongs; a reverse proxy that serves the page fills in its own. */
const NONCE_MARK = '{{placeholder `http.request.uuid`}}';

/** Security headers, JSON bodies of the API, and the built web app on the same port. */
export function prepareHttp(app: NestExpressApplication, config: Config): void {
  app.disable('x-powered-by');
  app.set('trust proxy', config.publicUrl === undefined ? false : 'loopback, uniquelocal');
  app.use(giveNonce);
  app.use(helmet(headers(config)));
  app.use('/api', keepOutOfCaches);
  app.use('/api', express.json({ limit: JSON_LIMIT }));
  serveWeb(app, config.webDir);
}

interface PageLocals {
  nonce: string;
}

function giveNonce(_request: Request, response: Response, next: NextFunction): void {
  (response.locals as PageLocals).nonce = randomBytes(16).toString('base64url');
  next();
}

/** Names, numbers and rights: a browser's back button or a proxy must not show them to the next person. */
function keepOutOfCaches(_request: Request, response: Response, next: NextFunction): void {
  response.set('Cache-Control', 'no-store');
  next();
}

function headers(config: Config): Parameters<typeof helmet>[0] {
  const nonce = (_request: unknown, response: unknown): string =>
    `'nonce-${((response as Response).locals as PageLocals).nonce}'`;
  return {
    contentSecurityPolicy: {
      directives: {
        // The page's one inline script sets the colour scheme before the first paint; the component library inserts style elements.
        'script-src': ["'self'", nonce],
        'style-src': ["'self'", nonce],
        'connect-src': ["'self'"],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
  };
}

/** Any path that is not the API's is the single page. */
function serveWeb(app: NestExpressApplication, webDir: string): void {
  const page = join(webDir, 'index.html');
  app.use(express.static(webDir, { index: false, maxAge: '1y', immutable: true, fallthrough: true }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !/^\/(api|socket\.io)(\/|$)/.test(request.path);
    if (isPage && existsSync(page)) {
      sendPage(page, response).catch(next);
    } else {
      next();
    }
  });
}

async function sendPage(page: string, response: Response): Promise<void> {
  const html = await readFile(page, 'utf8');
  const { nonce } = response.locals as PageLocals;
  response.set('Cache-Control', 'no-cache').type('html').send(html.replaceAll(NONCE_MARK, nonce));
}
