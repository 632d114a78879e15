import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testRun } from './environment.js';

const TEMPLATE = 'warmline_template';

export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending whatever sessions are left. */
  drop(): Promise<void>;
}

/** A database of its own with the whole schema and no rows, for one spec file. Takes about 0.1 s. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { adminUrl } = testRun();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
