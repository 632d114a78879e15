import type { BranchChoice, FieldFill, ImportCounts } from '@warmline/contracts';
import pg from 'pg';
import { emailOf, isOwnAddress } from '../leads/matching/mail.rules.js';
import { BranchMarking } from './branch-marking.repository.js';
import { clusterRows, type ClusteredRow, type ClusterRow, type RowGroup } from './cluster-rows.rules.js';
import { bodyOf } from './inn-matching.repository.js';
import { inBatches, JudgingConnection } from './judging-connection.repository.js';
import { ADDS_SOMETHING, leadCounts, SUPPRESSED_ROWS } from './judging-sql.repository.js';
import { LeadMatching } from './lead-matching.repository.js';
import { stagingTables } from './staging-table.rules.js';
import type { ReadingTotals } from './import-reading.js';

/** What an import is judged against. */
export interface ImportScope {
  readonly importId: string;
  readonly listId: string;
  readonly clientId: string;
  /** Demo leads and real ones never meet. */
  readonly synthetic: boolean;
  /** What becomes of rows of one INN. */
  readonly branches: BranchChoice;
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

/**
 * Says of every staged row what would become of it; changes nothing but the staging table. Set by set in SQL, the comparing of names in between;
 * run in a thread, for its answers are large. Who calls holds the client's lock, so that two imports give the same leads as one after the other.
 */
export async function judgeImport(order: JudgingOrder): Promise<Judgement> {
  const client = new pg.Client({ connectionString: order.databaseUrl });
  await client.connect();
  try {
    return await new Judging(new JudgingConnection(client), order).run();
  } finally {
    await client.end();
  }
}

class Judging {
  private readonly rows: string;
  private readonly shared: string;

  constructor(
    private readonly connection: JudgingConnection,
    private readonly order: JudgingOrder,
  ) {
    const tables = stagingTables(order.importId);
    this.rows = tables.rows;
    this.shared = tables.shared;
  }

  async run(): Promise<Judgement> {
    await this.connection.run(`SET work_mem = '64MB'; SET maintenance_work_mem = '128MB'`);
    const [last] = await this.connection.select<{ id: string }>('SELECT coalesce(max(id), 0)::text AS id FROM events');
    await this.prepare();
    await new LeadMatching(this.connection, this.rows, this.order).run();
    await this.joinRows();
    await new BranchMarking(this.connection, this.rows).run();
    await this.markShared();
    await this.giveVerdicts();
    return { ...(await this.count()), atEvent: last?.id ?? '0' };
  }

  /** A second judging begins where the reading ended. */
  private async prepare(): Promise<void> {
    const { rows, shared } = this;
    const [key] = await this.connection.select<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p') AS found`,
      [rows],
    );
    if (key?.found === true) {
      await this.connection.run(`TRUNCATE ${shared}`);
      await this.connection.run(
        `UPDATE ${rows} SET joins = NULL, leader = NULL, lead_id = NULL, join_reason = NULL, branch = NULL, shares_inn = NULL,
           verdict = NULL, reason = NULL, other_list_id = NULL
         WHERE joins IS NOT NULL OR leader IS NOT NULL OR verdict IS NOT NULL OR shares_inn`,
      );
    } else {
      await this.connection.run(`ALTER TABLE ${rows} ADD PRIMARY KEY (row_number)`);
    }
    await this.connection.run(`ANALYZE ${rows} (row_number, inn, name_key, problem, joins)`);
  }

  /** Which rows of the file are one lead: those whose number, INN or own e-mail stands in several rows are looked at, in file order. */
  private async joinRows(): Promise<void> {
    const mails = await this.repeatedMails();
    const rows = await this.connection.select<{
      row: number;
      inn: string | null;
      leadId: string | null;
      body: ClusterRow;
    }>(
      `SELECT s.row_number AS row, coalesce(s.inn, l.inn) AS inn, s.lead_id::text AS "leadId", ${bodyOf('s')} AS body
       FROM ${this.rows} s LEFT JOIN leads l ON l.id = s.lead_id
       WHERE s.problem IS NULL AND s.row_number IN (
         SELECT unnest(rows) FROM repeated
         UNION
         SELECT unnest($1::int[])
         UNION
         SELECT unnest(array_agg(row_number)) FROM ${this.rows} WHERE problem IS NULL AND inn IS NOT NULL GROUP BY inn HAVING count(*) > 1)
       ORDER BY s.row_number`,
      [mails.flat()],
    );
    const numbers = await this.connection.select<{ rows: number[] }>('SELECT rows FROM repeated ORDER BY rows');
    const groups: RowGroup[] = [
      ...numbers.map((group) => ({ reason: 'same_number' as const, rows: group.rows })),
      ...mails.map((group) => ({ reason: 'same_email' as const, rows: group })),
    ];
    const bodies = rows.map(({ row, inn, leadId, body }) => ({ ...body, row, inn, leadId }));
    await this.saveClusters(clusterRows(bodies, groups, this.order.branches));
  }

  /** The rows behind each own e-mail that stands in several. */
  private async repeatedMails(): Promise<number[][]> {
    const groups = await this.connection.select<{ email: string; rows: number[] }>(
      `SELECT email, array_agg(row_number ORDER BY row_number) AS rows FROM ${this.rows}
       WHERE problem IS NULL AND email IS NOT NULL GROUP BY email HAVING count(*) > 1 ORDER BY email`,
    );
    return groups.filter(({ email }) => isOwnAddress(emailOf(email))).map(({ rows }) => rows);
  }

  private async saveClusters(rows: readonly ClusteredRow[]): Promise<void> {
    const joined = rows.filter(({ row, leader, leadId }) => row !== leader || leadId !== null);
    await inBatches(joined, (batch) =>
      this.connection.select(
        `UPDATE ${this.rows} s SET leader = m.leader, lead_id = coalesce(m.lead_id, f.new_lead_id),
                joins = CASE WHEN m.lead_id IS NULL THEN 'file' ELSE 'lead' END, join_reason = coalesce(s.join_reason, m.reason)
         FROM unnest($1::int[], $2::int[], $3::bigint[], $4::text[]) AS m (row_number, leader, lead_id, reason)
         JOIN ${this.rows} f ON f.row_number = m.leader
         WHERE s.row_number = m.row_number`,
        [
          batch.map((row) => row.row),
          batch.map((row) => row.leader),
          batch.map((row) => row.leadId),
          batch.map((row) => row.reason),
        ],
      ),
    );
  }

  /** Numbers that would stand at several leads: linked, never a reason to merge. */
  private async markShared(): Promise<void> {
    await this.connection.select(
      `INSERT INTO ${this.shared}
       SELECT h.number_key, CASE WHEN count(DISTINCT h.inn) > 1 THEN 'different_inn'
              WHEN count(DISTINCT h.inn) = 1 AND count(*) = count(h.inn) THEN 'same_entity' ELSE 'incompatible_name' END
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
    await this.connection.select(
      `UPDATE ${rows} SET verdict = CASE WHEN problem IS NOT NULL THEN 'invalid' WHEN branch IN ('name', 'place') THEN 'branch' ELSE 'duplicate_in_file' END,
              reason = coalesce(problem, join_reason)
       WHERE problem IS NOT NULL OR joins = 'file'`,
    );
    await this.connection.select(
      `UPDATE ${rows} s
       SET verdict = CASE WHEN s.branch IN ('name', 'place') THEN 'branch' WHEN ${ADDS_SOMETHING} THEN 'updated' ELSE 'duplicate_of_list' END,
           reason = s.join_reason,
           other_list_id = (SELECT m.list_id FROM list_members m WHERE m.lead_id = s.lead_id ORDER BY m.list_id = $1, m.list_id LIMIT 1)
       FROM leads l WHERE s.joins = 'lead' AND l.id = s.lead_id`,
      [this.order.listId],
    );
    await this.connection.select(
      `UPDATE ${rows} s SET verdict = 'shared_number', reason = x.reason
       FROM (
         SELECT n.row_number, min(k.reason) AS reason
         FROM numbers n
         JOIN (SELECT number_key, reason FROM ${this.shared} UNION ALL SELECT number_key, reason FROM shared_numbers WHERE client_id = $1) k
           ON k.number_key = n.number_key
         GROUP BY n.row_number
       ) x
       WHERE s.row_number = x.row_number AND s.joins IS NULL`,
      [this.order.clientId],
    );
    await this.connection.select(
      `UPDATE ${rows} s SET verdict = 'suppressed', reason = NULL
       FROM (${SUPPRESSED_ROWS}) x
       WHERE s.row_number = x.row_number AND s.joins IS NULL AND x.numbers = cardinality(s.number_key)`,
      [this.order.clientId],
    );
  }

  private async count(): Promise<Pick<Judgement, 'counts' | 'reasons' | 'fill'>> {
    const verdicts = await this.connection.select<{ verdict: string; reason: string | null; count: number }>(
      `SELECT coalesce(verdict, 'added') AS verdict, CASE WHEN verdict = 'invalid' THEN reason END AS reason, count(*)::int AS count
       FROM ${this.rows} GROUP BY 1, 2`,
    );
    const [leads] = await this.connection.select<Omit<ImportCounts, 'rows'>>(leadCounts(this.rows), [
      this.order.clientId,
    ]);
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
      branches: of('branch'),
      duplicateOfList: of('duplicate_of_list'),
      sharedNumber: of('shared_number'),
      allSuppressed: of('suppressed'),
      invalid: of('invalid'),
      phoneCells,
      phoneCellsParsed,
    };
    return { counts, reasons: Object.fromEntries(reasons), fill };
  }
}
