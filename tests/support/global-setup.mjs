import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale } from '../../scripts/lib/builds.mjs';
import { createDatabase } from '../../scripts/lib/embedded-postgres.mjs';
import { repositoryDir } from '../../scripts/lib/paths.mjs';
import { startTemporaryPostgres } from '../../scripts/lib/temporary-postgres.mjs';

const templateDatabase = 'warmline_template';

/**
 * Before integration and end-to-end tests: built code, one PostgreSQL for the whole run, and in it a migrated template
 * that each spec file clones (tests/support/database.ts). Two projects name this file; the first call does the work.
 */
export default async function globalSetup() {
  globalThis.__warmlineTestRun ??= prepare();
  await globalThis.__warmlineTestRun;
}

async function prepare() {
  await buildStale();
  const run = await startTemporaryPostgres();
  try {
    await makeTemplate(run.server);
  } catch (error) {
    await run.remove();
    throw error;
  }
  process.env.WARMLINE_TEST_ADMIN_URL = run.server.url();
  process.env.WARMLINE_TEST_RUN_DIR = run.runDir;
  return run;
}

async function makeTemplate(server) {
  await createDatabase(server.url(), templateDatabase);
  const { migrate } = await import(pathToFileURL(join(repositoryDir, 'backend/dist/database/migrate.js')).href);
  await migrate(server.url(templateDatabase));
}
