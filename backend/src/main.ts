import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { type Config, ConfigError, readConfig } from './config/config.js';
import { DatabaseUnsuitableError, migrate } from './database/migrate.js';
import { Agenda } from './kernel/agenda.js';
import { EventStream } from './kernel/event-stream.js';
import { LeaderConnection } from './kernel/leader-connection.js';
import { MaskingLogger } from './kernel/log.js';
import { PresenceService } from './operators/presence.service.js';
import { SocketAdapter } from './realtime/socket.adapter.js';

async function main(): Promise<void> {
  const config = readConfig();
  await migrate(config.databaseUrl);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: new MaskingLogger({ logLevels: [config.logLevel] }),
    bodyParser: false,
    abortOnError: false,
  });
  app.enableShutdownHooks();
  prepareHttp(app, config);
  app.useWebSocketAdapter(new SocketAdapter(app));
  await app.init();
  await app.get(LeaderConnection).open();
  await app.get(EventStream).start();
  await app.get(PresenceService).start();
  app.get(Agenda).start();
  await app.listen(config.port, config.host);
  const url = config.publicUrl ?? (await app.getUrl()).replace('[::1]', '127.0.0.1');
  process.stdout.write(`WARMLINE_READY ${JSON.stringify({ url })}\n`);
}

function prepareHttp(app: NestExpressApplication, config: Config): void {
  app.disable('x-powered-by');
  app.set('trust proxy', config.publicUrl === undefined ? false : 'loopback, uniquelocal');
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          // The one inline script sets the colour scheme before the first paint; Mantine writes style attributes.
          'script-src': ["'self'", "'unsafe-inline'"],
          'style-src': ["'self'", "'unsafe-inline'"],
          'connect-src': ["'self'", 'ws:', 'wss:'],
          'upgrade-insecure-requests': null,
        },
      },
      strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
    }),
  );
  app.use('/api', express.json({ limit: '1mb' }));
  serveWeb(app, config.webDir);
}

/** The built web app on the same port; any path that is not the API's is the single page. */
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

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof DatabaseUnsuitableError;
  const text = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
