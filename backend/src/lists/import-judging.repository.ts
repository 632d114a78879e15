import type { FieldFill, ImportCounts } from '@warmline/contracts';
import pg from 'pg';
import { areNamesCompatible } from '../leads/company-name.rules.js';
import { clusterRows, type ClusteredRow, type ClusterRow } from './cluster-rows.rules.js';
import { ADDS_SOMETHING, leadCounts, suppressedRows } from './judging-sql.repository.js';
import { stagingTables } from './staging-table.rules.js';
import type { ReadingTotals } from './import-reading.js';

/** What an import is judged against. */
export interface ImportScope {
  readonly importId: string;
  readonly listId: string;
  readonly clientId: string;
  /** Demo leads and real ones never meet. */
  readonly synthetic: boolean;
}

/** What the judging thread is told. Plain data. */
export interface JudgingOrder extends ImportScope {
  readonly databaseUrl: string;
  readonly read: ReadingTotals;
}

export interface Judgement {
  readonly counts: ImportCounts;
  /** Invalid rows by reason. */
  readonly reasons: Record<string, number>;
  /** As the reading counted it. */
  readonly fill: readonly FieldFill[];
  /** The last event of the log before the judging began. */
  readonly atEvent: string;
}

/** A row and a lead that share a number but not the name: compared by the rules, not by SQL. */
interface NamePair {
  readonly row: number;
  readonly rowName: string;
  readonly leadId: string;
  readonly leadName: string;
}

const WRITE_BATCH = 20_000;

/**
 * Says of every staged row what would become of it; changes nothing but the staging table. Set by set in SQL, the comparing of names in between;
 * run in a thread, for its answers are large. Who calls holds the client's lock, so that two imports give the same leads as one after the other.
 */
export async function judgeImport(order: JudgingOrder): Promise<Judgement> {
  const client = new pg.Client({ connectionString: order.databaseUrl });
  await client.connect();
  try {
    return await new Judging(client, order).run();
  } finally {
    await client.end();
  }
}

class Judging {
  private readonly rows: string;
  private readonly shared: string;

  constructor(
    private readonly client: pg.Client,
    private readonly order: JudgingOrder,
  ) {
    const tables = stagingTables(order.importId);
    this.rows = tables.rows;
    this.shared = tables.shared;
  }

  async run(): Promise<Judgement> {
    await this.client.query(`SET work_mem = '64MB'; SET maintenance_work_mem = '128MB'`);
    const [last] = await this.select<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM events');
    await this.prepare();
    await this.matchByInn();
    await this.findNumbers();
    await this.matchByNumberAndName();
    await this.matchCompatibleNames();
    await this.undoInnConflicts();
    await this.joinRows();
    await this.markShared();
    await this.giveVerdicts();
    return { ...(await this.count()), atEvent: last?.id ?? '0' };
  }

  /** A second judging begins where the reading ended. */
  private async prepare(): Promise<void> {
    const { rows, shared } = this;
    const [key] = await this.select<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p') AS found`,
      [rows],
    );
    if (key?.found === true) {
      await this.client.query(`TRUNCATE ${shared}`);
      await this.client.query(
        `UPDATE ${rows} SET joins = NULL, leader = NULL, lead_id = NULL, verdict = NULL, reason = NULL, other_list_id = NULL
         WHERE joins IS NOT NULL OR leader IS NOT NULL OR verdict IS NOT NULL`,
      );
    } else {
      await this.client.query(`ALTER TABLE ${rows} ADD PRIMARY KEY (row_number)`);
    }
    await this.client.query(`ANALYZE ${rows} (row_number, inn, name_key, problem, joins)`);
  }

  /** Same valid INN: the same lead. */
  private async matchByInn(): Promise<void> {
    await this.select(
      `UPDATE ${this.rows} s SET joins = 'lead', lead_id = m.lead_id
       FROM (
         SELECT r.row_number, min(l.id) AS lead_id
         FROM ${this.rows} r
         JOIN leads l ON l.client_id = $1 AND l.inn = r.inn AND l.merged_into IS NULL AND l.synthetic = $2
         WHERE r.problem IS NULL AND r.inn IS NOT NULL
         GROUP BY r.row_number
       ) m
       WHERE s.row_number = m.row_number`,
      [this.order.clientId, this.order.synthetic],
    );
  }

  /** `found`: the leads that have a number of a row. `repeated`: the rows behind each number that stands in several. */
  private async findNumbers(): Promise<void> {
    await this.select(
      `CREATE TEMPORARY TABLE found AS
       SELECT DISTINCT r.row_number, l.id AS lead_id, l.inn, l.name_key, n.number_key
       FROM ${this.rows} r CROSS JOIN unnest(r.number_key) AS n (number_key)
       JOIN phones p ON p.number_key = n.number_key AND p.state = 'active'
       JOIN leads l ON l.id = p.lead_id AND l.client_id = ${Number(this.order.clientId)} AND l.merged_into IS NULL
         AND l.synthetic = ${String(this.order.synthetic)}
       WHERE r.problem IS NULL`,
    );
    await this.select(
      `CREATE TEMPORARY TABLE repeated AS
       SELECT n.number_key, array_agg(DISTINCT r.row_number ORDER BY r.row_number) AS rows
       FROM ${this.rows} r CROSS JOIN unnest(r.number_key) AS n (number_key)
       WHERE r.problem IS NULL
         AND n.number_key IN (SELECT unnest(number_key) FROM ${this.rows} WHERE problem IS NULL GROUP BY 1 HAVING count(*) > 1)
       GROUP BY n.number_key HAVING min(r.row_number) <> max(r.row_number)`,
    );
    await this.client.query('ANALYZE found; ANALYZE repeated');
  }

  /** Same number, same name, no INN against it: the same lead. */
  private async matchByNumberAndName(): Promise<void> {
    await this.select(
      `UPDATE ${this.rows} s SET joins = 'lead', lead_id = m.lead_id
       FROM (
         SELECT f.row_number, min(f.lead_id) AS lead_id
         FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number
         WHERE r.joins IS NULL AND f.name_key = r.name_key AND (r.inn IS NULL OR f.inn IS NULL)
         GROUP BY f.row_number
       ) m
       WHERE s.row_number = m.row_number`,
    );
  }

  /** Rows not matched yet that share a number with a lead of another name. */
  private async matchCompatibleNames(): Promise<void> {
    const pairs = await this.select<NamePair>(
      `SELECT DISTINCT r.row_number AS row, r.name_key AS "rowName", f.lead_id::text AS "leadId", f.name_key AS "leadName"
       FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number
       WHERE r.joins IS NULL AND (r.inn IS NULL OR f.inn IS NULL)
       ORDER BY 1, 3`,
    );
    const matches = new Map<number, string>();
    for (const pair of pairs) {
      if (!matches.has(pair.row) && areNamesCompatible(pair.rowName, pair.leadName)) {
        matches.set(pair.row, pair.leadId);
      }
    }
    await inBatches([...matches], (batch) =>
      this.select(
        `UPDATE ${this.rows} s SET joins = 'lead', lead_id = m.lead_id FROM unnest($1::int[], $2::bigint[]) AS m (row_number, lead_id)
         WHERE s.row_number = m.row_number`,
        [batch.map(([row]) => row), batch.map(([, leadId]) => leadId)],
      ),
    );
  }

  /** Two rows with different INNs were matched with one lead that has none: it becomes the first one's. */
  private async undoInnConflicts(): Promise<void> {
    await this.select(
      `UPDATE ${this.rows} s SET joins = NULL, lead_id = NULL
       FROM (
         SELECT r.lead_id, (array_agg(r.inn ORDER BY r.row_number))[1] AS inn
         FROM ${this.rows} r JOIN leads l ON l.id = r.lead_id AND l.inn IS NULL
         WHERE r.joins = 'lead' AND r.inn IS NOT NULL
         GROUP BY r.lead_id HAVING count(DISTINCT r.inn) > 1
       ) k
       WHERE s.joins = 'lead' AND s.lead_id = k.lead_id AND s.inn <> k.inn`,
    );
  }

  /** Which rows of the file are one lead: those whose number or INN stands in several rows are looked at, in file order. */
  private async joinRows(): Promise<void> {
    const rows = await this.select<ClusterRow>(
      `SELECT s.row_number AS row, s.name_key AS "nameKey", coalesce(s.inn, l.inn) AS inn, s.lead_id::text AS "leadId"
       FROM ${this.rows} s LEFT JOIN leads l ON l.id = s.lead_id
       WHERE s.problem IS NULL AND s.row_number IN (
         SELECT unnest(rows) FROM repeated
         UNION
         SELECT row_number FROM ${this.rows} JOIN
           (SELECT inn FROM ${this.rows} WHERE problem IS NULL AND inn IS NOT NULL GROUP BY inn HAVING count(*) > 1) i USING (inn)
         WHERE problem IS NULL)
       ORDER BY s.row_number`,
    );
    const groups = await this.select<{ rows: number[] }>('SELECT rows FROM repeated ORDER BY rows');
    await this.saveClusters(
      clusterRows(
        rows,
        groups.map((group) => group.rows),
      ),
    );
  }

  private async saveClusters(rows: readonly ClusteredRow[]): Promise<void> {
    const joined = rows.filter(({ row, leader, leadId }) => row !== leader || leadId !== null);
    await inBatches(joined, (batch) =>
      this.select(
        `UPDATE ${this.rows} s SET leader = m.leader, lead_id = coalesce(m.lead_id, f.new_lead_id),
                joins = CASE WHEN m.lead_id IS NULL THEN 'file' ELSE 'lead' END
         FROM unnest($1::int[], $2::int[], $3::bigint[]) AS m (row_number, leader, lead_id)
         JOIN ${this.rows} f ON f.row_number = m.leader
         WHERE s.row_number = m.row_number`,
        [batch.map((row) => row.row), batch.map((row) => row.leader), batch.map((row) => row.leadId)],
      ),
    );
  }

  /** Numbers that would stand at several leads: linked, never a reason to merge. */
  private async markShared(): Promise<void> {
    await this.select(
      `INSERT INTO ${this.shared}
       SELECT h.number_key, CASE WHEN count(DISTINCT h.inn) > 1 THEN 'different_inn' ELSE 'incompatible_name' END
       FROM (
         SELECT d.number_key, coalesce(r.lead_id, r.new_lead_id) AS lead_id, coalesce(r.inn, l.inn) AS inn
         FROM repeated d CROSS JOIN unnest(d.rows) AS o (row_number) JOIN ${this.rows} r ON r.row_number = o.row_number
         LEFT JOIN leads l ON l.id = r.lead_id
         UNION
         SELECT f.number_key, o.lead_id, o.inn
         FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number
         CROSS JOIN LATERAL (VALUES (f.lead_id, f.inn), (coalesce(r.lead_id, r.new_lead_id), r.inn)) AS o (lead_id, inn)
       ) h
       GROUP BY h.number_key HAVING count(DISTINCT h.lead_id) > 1`,
    );
  }

  private async giveVerdicts(): Promise<void> {
    const { rows } = this;
    await this.select(`UPDATE ${rows} SET verdict = 'invalid', reason = problem WHERE problem IS NOT NULL`);
    await this.select(`UPDATE ${rows} SET verdict = 'duplicate_in_file' WHERE joins = 'file'`);
    await this.select(
      `UPDATE ${rows} s
       SET verdict = CASE WHEN ${ADDS_SOMETHING} THEN 'updated' ELSE 'duplicate_of_list' END,
           other_list_id = (SELECT m.list_id FROM list_members m WHERE m.lead_id = s.lead_id ORDER BY m.list_id = $1, m.list_id LIMIT 1)
       FROM leads l WHERE s.joins = 'lead' AND l.id = s.lead_id`,
      [this.order.listId],
    );
    await this.select(
      `UPDATE ${rows} s SET verdict = 'shared_number', reason = x.reason
       FROM (
         SELECT r.row_number, min(k.reason) AS reason
         FROM ${rows} r CROSS JOIN unnest(r.number_key) AS n (number_key)
         JOIN (SELECT number_key, reason FROM ${this.shared} UNION ALL SELECT number_key, reason FROM shared_numbers WHERE client_id = $1) k
           ON k.number_key = n.number_key
         WHERE r.problem IS NULL AND r.joins IS NULL GROUP BY r.row_number
       ) x
       WHERE s.row_number = x.row_number`,
      [this.order.clientId],
    );
    await this.select(
      `UPDATE ${rows} s SET verdict = 'suppressed', reason = NULL
       FROM (${suppressedRows(rows)}) x
       WHERE s.row_number = x.row_number AND s.joins IS NULL AND x.numbers = cardinality(s.number_key)`,
      [this.order.clientId],
    );
  }

  private async count(): Promise<Pick<Judgement, 'counts' | 'reasons' | 'fill'>> {
    const verdicts = await this.select<{ verdict: string; reason: string | null; count: number }>(
      `SELECT coalesce(verdict, 'added') AS verdict, CASE WHEN verdict = 'invalid' THEN reason END AS reason, count(*)::int AS count
       FROM ${this.rows} GROUP BY 1, 2`,
    );
    const [leads] = await this.select<Omit<ImportCounts, 'rows'>>(leadCounts(this.rows), [this.order.clientId]);
    const of = (verdict: string) =>
      verdicts.filter((one) => one.verdict === verdict).reduce((sum, { count }) => sum + count, 0);
    const reasons = verdicts.flatMap(({ verdict, reason, count }) =>
      verdict === 'invalid' && reason !== null ? [[reason, count] as const] : [],
    );
    const { rows, phoneCells, phoneCellsParsed, fill } = this.order.read;
    const counts = {
      ...(leads as Omit<ImportCounts, 'rows'>),
      rows,
      added: of('added'),
      updated: of('updated'),
      duplicateInFile: of('duplicate_in_file'),
      duplicateOfList: of('duplicate_of_list'),
      sharedNumber: of('shared_number'),
      allSuppressed: of('suppressed'),
      invalid: of('invalid'),
      phoneCells,
      phoneCellsParsed,
    };
    return { counts, reasons: Object.fromEntries(reasons), fill };
  }

  private async select<Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row & pg.QueryResultRow>(sql, parameters)).rows;
  }
}

async function inBatches<Item>(
  items: readonly Item[],
  write: (batch: readonly Item[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < items.length; start += WRITE_BATCH) {
    await write(items.slice(start, start + WRITE_BATCH));
  }
}
