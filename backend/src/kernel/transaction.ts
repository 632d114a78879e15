import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface Ambient {
  manager: EntityManager;
  afterCommit: (() => void | Promise<void>)[];
}

const ambient = new AsyncLocalStorage<Ambient>();

/**
 * The ambient transaction: whatever service is called inside `run` writes in the same one.
 * Provider and socket calls belong into `afterCommit`, never inside.
 */
@Injectable()
export class Transaction {
  constructor(private readonly dataSource: DataSource) {}

  /** The transaction's manager inside `run`, a plain connection of the pool outside. */
  get manager(): EntityManager {
    return ambient.getStore()?.manager ?? this.dataSource.manager;
  }

  async run<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const outer = ambient.getStore();
    if (outer !== undefined) {
      return work(outer.manager);
    }
    const afterCommit: Ambient['afterCommit'] = [];
    const result = await this.dataSource.transaction((manager) =>
      ambient.run({ manager, afterCommit }, () => work(manager)),
    );
    await ambient.exit(async () => {
      for (const act of afterCommit) {
        await act();
      }
    });
    return result;
  }

  /** Outside whatever transaction runs: for what others must see while it is still going on. */
  apart<Result>(work: () => Promise<Result>): Promise<Result> {
    return ambient.exit(work);
  }

  /** Runs `act` once the outermost transaction has committed; at once when there is none. Not run after a rollback. */
  async afterCommit(act: () => void | Promise<void>): Promise<void> {
    const store = ambient.getStore();
    if (store === undefined) {
      await act();
    } else {
      store.afterCommit.push(act);
    }
  }

  /** SELECT as rows. `Row` is what the SQL returns: bigints are strings, timestamptz are Dates. */
  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.manager.query(sql, parameters);
    // TypeORM answers UPDATE/DELETE ... RETURNING with [rows, affected] and everything else with the rows.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return result[0] as Row[];
    }
    return result as Row[];
  }

  async row<Row>(sql: string, parameters: unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(sql, parameters))[0];
  }
}
