import { Injectable } from '@nestjs/common';
import { Transaction } from '../kernel/transaction.js';
import type { ClusteredRow, ClusterRow } from './cluster-rows.rules.js';

/** What an import is judged against. */
export interface ImportScope {
  readonly importId: string;
  readonly listId: string;
  readonly clientId: string;
  /** Demo leads and real ones never meet. */
  readonly synthetic: boolean;
}

/** A row and a lead that share a number but not the name: compared by the rules, not by SQL. */
export interface NamePair {
  readonly row: number;
  readonly rowName: string;
  readonly leadId: string;
  readonly leadName: string;
}

interface GroupRow {
  readonly row: number;
  readonly nameKey: string;
  readonly inn: string | null;
  readonly leadId: string | null;
}

const WRITE_BATCH = 20_000;

/** Finds out, set by set, which staged rows are leads we have; reads the tables of leads. All inside the merge transaction. */
@Injectable()
export class ImportVerdictRepository {
  constructor(private readonly transaction: Transaction) {}

  /** One merge per client at a time, until the transaction ends: two imports give the same leads as one after the other. */
  async lockClient(clientId: string): Promise<void> {
    await this.transaction.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('lists.merge:' || $1, 0))`, [
      clientId,
    ]);
  }

  async analyse(): Promise<void> {
    await this.transaction.manager.query('ANALYZE import_staging');
    await this.transaction.manager.query('ANALYZE import_staging_phones');
  }

  /** Same valid INN: the same lead. */
  async matchByInn({ importId, clientId, synthetic }: ImportScope): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE import_staging s SET lead_id = m.lead_id
       FROM (
         SELECT r.row_number, min(l.id) AS lead_id
         FROM import_staging r
         JOIN leads l ON l.client_id = $2 AND l.inn = r.inn AND l.merged_into IS NULL AND l.synthetic = $3
         WHERE r.import_id = $1 AND r.problem IS NULL AND r.inn IS NOT NULL
         GROUP BY r.row_number
       ) m
       WHERE s.import_id = $1 AND s.row_number = m.row_number`,
      [importId, clientId, synthetic],
    );
  }

  /** Same number, same name, no INN against it: the same lead. */
  async matchByNumberAndName({ importId, clientId, synthetic }: ImportScope): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE import_staging s SET lead_id = m.lead_id
       FROM (
         SELECT r.row_number, min(l.id) AS lead_id
         FROM import_staging r
         JOIN import_staging_phones n ON n.import_id = r.import_id AND n.row_number = r.row_number
         JOIN phones p ON p.number_key = n.number_key AND p.state = 'active'
         JOIN leads l ON l.id = p.lead_id AND l.client_id = $2 AND l.merged_into IS NULL AND l.synthetic = $3
         WHERE r.import_id = $1 AND r.problem IS NULL AND r.lead_id IS NULL AND l.name_key = r.name_key
           AND (r.inn IS NULL OR l.inn IS NULL)
         GROUP BY r.row_number
       ) m
       WHERE s.import_id = $1 AND s.row_number = m.row_number`,
      [importId, clientId, synthetic],
    );
  }

  /** Rows not matched yet that share a number with a lead of another name. */
  async namePairs({ importId, clientId, synthetic }: ImportScope): Promise<NamePair[]> {
    return this.transaction.rows<NamePair>(
      `SELECT DISTINCT r.row_number AS row, r.name_key AS "rowName", l.id AS "leadId", l.name_key AS "leadName"
       FROM import_staging r
       JOIN import_staging_phones n ON n.import_id = r.import_id AND n.row_number = r.row_number
       JOIN phones p ON p.number_key = n.number_key AND p.state = 'active'
       JOIN leads l ON l.id = p.lead_id AND l.client_id = $2 AND l.merged_into IS NULL AND l.synthetic = $3
       WHERE r.import_id = $1 AND r.problem IS NULL AND r.lead_id IS NULL AND (r.inn IS NULL OR l.inn IS NULL)
       ORDER BY r.row_number, l.id`,
      [importId, clientId, synthetic],
    );
  }

  /** Two rows with different INNs were matched with one lead that has none: it becomes the first one's. */
  async undoInnConflicts({ importId }: ImportScope): Promise<void> {
    await this.transaction.manager.query(
      `UPDATE import_staging s SET lead_id = NULL
       FROM (
         SELECT r.lead_id, (array_agg(r.inn ORDER BY r.row_number))[1] AS inn
         FROM import_staging r JOIN leads l ON l.id = r.lead_id AND l.inn IS NULL
         WHERE r.import_id = $1 AND r.inn IS NOT NULL
         GROUP BY r.lead_id HAVING count(DISTINCT r.inn) > 1
       ) k
       WHERE s.import_id = $1 AND s.lead_id = k.lead_id AND s.inn <> k.inn`,
      [importId],
    );
  }

  /** Rows whose number or INN stands in several rows of the file, in file order. */
  async repeatedRows({ importId }: ImportScope): Promise<ClusterRow[]> {
    const rows = await this.transaction.rows<GroupRow>(
      `WITH repeated AS (
         SELECT n.row_number FROM import_staging_phones n
         JOIN (SELECT number_key FROM import_staging_phones WHERE import_id = $1 GROUP BY number_key HAVING count(DISTINCT row_number) > 1) d
           USING (number_key)
         WHERE n.import_id = $1
         UNION
         SELECT s.row_number FROM import_staging s
         JOIN (SELECT inn FROM import_staging WHERE import_id = $1 AND inn IS NOT NULL GROUP BY inn HAVING count(*) > 1) i USING (inn)
         WHERE s.import_id = $1
       )
       SELECT s.row_number AS row, s.name_key AS "nameKey", coalesce(s.inn, l.inn) AS inn, s.lead_id AS "leadId"
       FROM import_staging s JOIN repeated USING (row_number) LEFT JOIN leads l ON l.id = s.lead_id
       WHERE s.import_id = $1 AND s.problem IS NULL
       ORDER BY s.row_number`,
      [importId],
    );
    return rows;
  }

  /** The rows behind each number that stands in several. */
  async numberGroups({ importId }: ImportScope): Promise<number[][]> {
    const groups = await this.transaction.rows<{ rows: number[] }>(
      `SELECT array_agg(DISTINCT n.row_number ORDER BY n.row_number) AS rows
       FROM import_staging_phones n
       JOIN import_staging s ON s.import_id = n.import_id AND s.row_number = n.row_number AND s.problem IS NULL
       WHERE n.import_id = $1 GROUP BY n.number_key HAVING count(DISTINCT n.row_number) > 1 ORDER BY 1`,
      [importId],
    );
    return groups.map((group) => group.rows);
  }

  async saveMatches(
    importId: string,
    matches: readonly { readonly row: number; readonly leadId: string }[],
  ): Promise<void> {
    await this.inBatches(matches, (batch) =>
      this.transaction.manager.query(
        `UPDATE import_staging s SET lead_id = m.lead_id FROM unnest($2::int[], $3::bigint[]) AS m (row_number, lead_id)
         WHERE s.import_id = $1 AND s.row_number = m.row_number`,
        [importId, batch.map((match) => match.row), batch.map((match) => match.leadId)],
      ),
    );
  }

  async saveClusters(importId: string, rows: readonly ClusteredRow[]): Promise<void> {
    const joined = rows.filter(({ row, leader, leadId }) => row !== leader || leadId !== null);
    await this.inBatches(joined, (batch) =>
      this.transaction.manager.query(
        `UPDATE import_staging s SET cluster = m.leader, lead_id = m.lead_id
         FROM unnest($2::int[], $3::int[], $4::bigint[]) AS m (row_number, leader, lead_id)
         WHERE s.import_id = $1 AND s.row_number = m.row_number`,
        [importId, batch.map((row) => row.row), batch.map((row) => row.leader), batch.map((row) => row.leadId)],
      ),
    );
  }

  private async inBatches<Item>(
    items: readonly Item[],
    write: (batch: readonly Item[]) => Promise<unknown>,
  ): Promise<void> {
    for (let start = 0; start < items.length; start += WRITE_BATCH) {
      await write(items.slice(start, start + WRITE_BATCH));
    }
  }
}
