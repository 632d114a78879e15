import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config/config.js';

const JSON_LIMIT = '1mb';
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/** Security headers, JSON bodies of the API, and the built web app on the same port. */
export function prepareHttp(app: NestExpressApplication, config: Config): void {
  app.disable('x-powered-by');
  app.set('trust proxy', config.publicUrl === undefined ? false : 'loopback, uniquelocal');
  app.use(helmet(headers(config)));
  app.use('/api', express.json({ limit: JSON_LIMIT }));
  serveWeb(app, config.webDir);
}

function headers(config: Config): Parameters<typeof helmet>[0] {
  return {
    contentSecurityPolicy: {
      directives: {
        'script-src': ["'self'", ...inlineScriptHashes(config.webDir)],
        // Mantine writes style attributes.
        'style-src': ["'self'", "'unsafe-inline'"],
        'connect-src': ["'self'"],
        'upgrade-insecure-requests': null,
      },
    },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
  };
}

/** The page's one inline script sets the colour scheme before the first paint: it is allowed by its hash, and no other is. */
function inlineScriptHashes(webDir: string): string[] {
  const page = join(webDir, 'index.html');
  if (!existsSync(page)) {
    return [];
  }
  return [...readFileSync(page, 'utf8').matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
}

/** Any path that is not the API's is the single page. */
function serveWeb(app: NestExpressApplication, webDir: string): void {
  const page = join(webDir, 'index.html');
  app.use(express.static(webDir, { index: false, maxAge: '1y', immutable: true, fallthrough: true }));
  app.use((request: Request, response: Response, next: NextFunction) => {
    const isPage = request.method === 'GET' && !/^\/(api|socket\.io)(\/|$)/.test(request.path);
    if (isPage && existsSync(page)) {
      response.set('Cache-Control', 'no-cache').sendFile(page);
    } else {
      next();
    }
  });
}
