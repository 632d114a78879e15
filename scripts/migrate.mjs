import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from './lib/builds.mjs';
import { openDatabase } from './lib/database.mjs';
import { reportAndExit, say } from './lib/failure.mjs';
import { installDependencies } from './lib/install.mjs';
import { checkNodeVersion } from './lib/node-version.mjs';
import { repositoryDir } from './lib/paths.mjs';

/** `npm run migrate`: brings the database to this version without serving; `npm start` does it by itself. */
async function migrateDatabase() {
  checkNodeVersion();
  await installDependencies();
  await buildStale({ only: ['contracts', 'backend'] });
  const database = await openDatabase();
  try {
    const { migrate } = await import(pathToFileURL(join(repositoryDir, 'backend/dist/database/migrate.js')).href);
    await migrate(database.url);
  } finally {
    await database.stop();
  }
  say('The database is up to date.');
}

migrateDatabase().then(() => process.exit(0), reportAndExit);
