import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseUnsuitableError, migrate } from '../../../backend/src/database/migrate.js';
import { MIGRATIONS } from '../../../backend/src/database/migrations/index.js';
import { DataSource } from 'typeorm';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

describe('migrations', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await cloneDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, migrations: MIGRATIONS }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const relations = async (): Promise<string[]> => {
    const rows: { name: string }[] = await source.query(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relname NOT LIKE 'migrations%' AND c.relname !~ '^PK_' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  it('go down to an empty schema and up again to the same one', async () => {
    const before = await relations();
    expect(before.length).toBeGreaterThan(100);
    for (let left = MIGRATIONS.length; left > 0; left -= 1) {
      await source.undoLastMigration();
    }
    expect(await relations()).toEqual([]);
    await source.runMigrations();
    expect(await relations()).toEqual(before);
  });

  it('name every constraint', async () => {
    const unnamed: { name: string }[] = await source.query(
      `SELECT conrelid::regclass || '.' || conname AS name FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
         AND conrelid <> 'migrations'::regclass
         AND conname ~ '(_pkey|_fkey[0-9]*|_key[0-9]*|_check[0-9]+)$'`,
    );
    expect(unnamed).toEqual([]);
  });

  it('are refused by code that is older than the schema, which changes nothing then', async () => {
    await source.query(`INSERT INTO migrations (timestamp, name) VALUES (9764000000001, 'FromTheFuture9764000000001')`);
    const started = migrate(database.url);
    await expect(started).rejects.toThrow(DatabaseUnsuitableError);
    await expect(started).rejects.toThrow('FromTheFuture9764000000001');
    await source.query(`DELETE FROM migrations WHERE name = 'FromTheFuture9764000000001'`);
    await expect(migrate(database.url)).resolves.toBeUndefined();
  });
});
