import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { ConfigError, readConfig } from './config/config.js';
import { DatabaseUnsuitableError, migrate } from './database/migrate.js';
import { prepareHttp } from './http/web.js';
import { Agenda } from './kernel/agenda.js';
import { EventStream } from './kernel/event-stream.js';
import { LeaderConnection } from './kernel/leader-connection.js';
import { levelsDownTo, MaskingLogger } from './kernel/log.js';
import { PresenceService } from './operators/presence.service.js';
import { SocketAdapter } from './realtime/socket.adapter.js';

async function main(): Promise<void> {
  const config = readConfig();
  await migrate(config.databaseUrl);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), {
    logger: new MaskingLogger({ logLevels: levelsDownTo(config.logLevel) }),
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

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof DatabaseUnsuitableError;
  const text = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
