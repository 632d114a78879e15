import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { PreparingClient } from '../../../backend/src/kernel/preparing-client.js';
import { Transaction } from '../../../backend/src/kernel/transaction.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

const ENOUGH_RUNS = 30;

describe('a connection that prepares what it is asked again and again', () => {
  let database: TestDatabase;
  let source: DataSource;
  let transaction: Transaction;

  beforeAll(async () => {
    database = await cloneDatabase();
    const extra = { Client: PreparingClient };
    source = await new DataSource({ type: 'postgres', url: database.url, poolSize: 1, extra }).initialize();
    transaction = new Transaction(source);
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const prepared = async (text: string) =>
    (await transaction.rows<{ statement: string }>('SELECT statement FROM pg_prepared_statements')).filter(
      ({ statement }) => statement === text,
    ).length;

  async function repeat(text: string, times: number): Promise<unknown[]> {
    const answers = [];
    for (let n = 1; n <= times; n += 1) answers.push(await transaction.row(text, [n]));
    return answers;
  }

  it('plans a text once it comes often and answers the same as before', async () => {
    const text = 'SELECT $1::int * 2 AS double';
    await repeat(text, ENOUGH_RUNS - 1);
    expect(await prepared(text)).toBe(0);
    expect(await repeat(text, 3)).toEqual([{ double: 2 }, { double: 4 }, { double: 6 }]);
    expect(await prepared(text)).toBe(1);
  });

  it('goes on after a refused run, in a transaction and outside', async () => {
    const text = 'SELECT 6 / $1::int AS quotient';
    await repeat(text, ENOUGH_RUNS);
    await expect(transaction.run(() => transaction.row(text, [0]))).rejects.toMatchObject({ code: '22012' });
    expect(await transaction.run(() => transaction.row(text, [3]))).toEqual({ quotient: 2 });
  });

  it('follows a table that was made anew under the same name', async () => {
    const text = 'SELECT count(*)::int AS n FROM passing WHERE id >= $1';
    await source.query('CREATE TABLE passing (id int)');
    await repeat(text, ENOUGH_RUNS);
    await source.query(
      'DROP TABLE passing; CREATE TABLE passing (id bigint, more text); INSERT INTO passing VALUES (7)',
    );
    expect(await transaction.row(text, [7])).toEqual({ n: 1 });
  });
});
