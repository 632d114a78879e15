import type { BranchChoice, JoinReason } from '@warmline/contracts';
import { emailOf, isOwnAddress } from '../leads/matching/mail.rules.js';
import { bodyOf, InnMatching } from './inn-matching.repository.js';
import { inBatches, type JudgingConnection } from './judging-connection.repository.js';
import { mayBeOne, mayBeOnePerson, type NamedBody, personOf } from './person-compatibility.rules.js';
import { arePlacesDifferent, type InnBody } from './same-inn.rules.js';

/** A row and a lead, or a branch of it, that share a number or an e-mail but not the name: compared by the rules, not by SQL. */
interface NamePair {
  readonly row: number;
  readonly leadId: string;
  readonly own: NamedBody;
  readonly other: NamedBody;
}

/**
 * Matches the staged rows with the leads there were before: by INN as the marketer chose; by number or own e-mail with a compatible name and no INN
 * against it.
 * Leaves the tables `numbers`, `found` and `repeated` on the connection for what is judged next.
 */
export class LeadMatching {
  /** People the rows of a lead name: a second row may be another of the two whom "Иванов И." could be. */
  private readonly people = new Map<string, string[]>();

  constructor(
    private readonly connection: JudgingConnection,
    private readonly rows: string,
    private readonly scope: { readonly clientId: string; readonly synthetic: boolean; readonly branches: BranchChoice },
  ) {}

  async run(): Promise<void> {
    await new InnMatching(this.connection, this.rows, this.scope).run();
    await this.findNumbers();
    await this.matchByNumberAndName();
    await this.matchByNumberAndInn();
    await this.matchCompatibleNames();
    await this.matchByMail();
    await this.undoInnConflicts();
  }

  /** `numbers`: those of the valid rows. `found`: the leads that have one. `repeated`: the rows behind each number that stands in several. */
  private async findNumbers(): Promise<void> {
    await this.connection.run(
      `CREATE TEMPORARY TABLE numbers AS SELECT row_number, unnest(number_key) AS number_key FROM ${this.rows} WHERE problem IS NULL;
       ANALYZE numbers`,
    );
    await this.connection.select(
      `CREATE TEMPORARY TABLE found AS
       SELECT DISTINCT r.row_number, l.id AS lead_id, l.inn, l.name_key, r.number_key
       FROM numbers r
       JOIN phones p ON p.number_key = r.number_key AND p.state = 'active'
       JOIN leads l ON l.id = p.lead_id AND l.client_id = ${Number(this.scope.clientId)} AND l.merged_into IS NULL
         AND l.synthetic = ${String(this.scope.synthetic)}`,
    );
    await this.connection.select(
      `CREATE TEMPORARY TABLE repeated AS
       SELECT number_key, array_agg(DISTINCT row_number ORDER BY row_number) AS rows
       FROM numbers WHERE number_key IN (SELECT number_key FROM numbers GROUP BY 1 HAVING count(*) > 1)
       GROUP BY number_key HAVING min(row_number) <> max(row_number)`,
    );
    await this.connection.run('ANALYZE found; ANALYZE repeated');
  }

  /** Same number, same name, no INN against it: the same lead. */
  private async matchByNumberAndName(): Promise<void> {
    await this.connection.select(
      `UPDATE ${this.rows} s SET joins = 'lead', join_reason = 'same_number', lead_id = m.lead_id
       FROM (
         SELECT f.row_number, min(f.lead_id) AS lead_id
         FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number
         WHERE r.joins IS NULL AND f.name_key = r.name_key AND (r.inn IS NULL OR f.inn IS NULL)
         GROUP BY f.row_number
       ) m
       WHERE s.row_number = m.row_number`,
    );
  }

  /** A number and an INN in common are one lead whatever the names, unless both say where they are and it is not the same place. */
  private async matchByNumberAndInn(): Promise<void> {
    if (this.scope.branches !== 'by_name') {
      return;
    }
    const pairs = await this.connection.select<{ row: number; leadId: string; own: InnBody; other: InnBody }>(
      `SELECT DISTINCT ON (r.row_number, l.id) r.row_number AS row, l.id::text AS "leadId", ${bodyOf('r')} AS own,
              ${bodyOf('l', '(SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id LIMIT 1)')} AS other
       FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number JOIN leads l ON l.id = f.lead_id
       WHERE r.joins IS NULL AND r.inn = f.inn ORDER BY r.row_number, l.id`,
    );
    const matches = new Map<number, string>();
    for (const { row, leadId, own, other } of pairs) {
      if (!matches.has(row) && !arePlacesDifferent(own, other)) {
        matches.set(row, leadId);
      }
    }
    await this.save(matches, 'same_number');
  }

  /** Rows not matched yet that share a number with a lead of another name, or with a branch of it. */
  private async matchCompatibleNames(): Promise<void> {
    await this.matchPairs(
      await this.connection.select<NamePair>(
        `SELECT DISTINCT r.row_number AS row, f.lead_id::text AS "leadId", ${nameOf('r')} AS own, ${nameOf('b')} AS other
         FROM found f JOIN ${this.rows} r ON r.row_number = f.row_number
         CROSS JOIN LATERAL (
           SELECT l.kind, l.name, l.name_key FROM leads l WHERE l.id = f.lead_id
           UNION ALL SELECT 'company', x.name, x.name_key FROM lead_branches x WHERE x.lead_id = f.lead_id) b
         WHERE r.joins IS NULL AND (r.inn IS NULL OR f.inn IS NULL)
         ORDER BY 1, 2`,
      ),
      'same_number',
    );
  }

  /**
   * Rows not matched yet that bring an own e-mail of a lead. Leads have no index on it: one pass over them costs an import with e-mails less than an
   * index costs every lead that is written.
   */
  private async matchByMail(): Promise<void> {
    const known = await this.connection.select<{ email: string }>(
      `SELECT DISTINCT r.email FROM ${this.rows} r
       WHERE r.problem IS NULL AND r.joins IS NULL AND r.email IN (
         SELECT lower(l.email) FROM leads l WHERE l.client_id = $1 AND l.synthetic = $2 AND l.merged_into IS NULL AND l.email IS NOT NULL)`,
      [this.scope.clientId, this.scope.synthetic],
    );
    const own = known.map(({ email }) => email).filter((email) => isOwnAddress(emailOf(email)));
    if (own.length === 0) {
      return;
    }
    await this.matchPairs(
      await this.connection.select<NamePair>(
        `SELECT r.row_number AS row, l.id::text AS "leadId", ${nameOf('r')} AS own, ${nameOf('l')} AS other
         FROM ${this.rows} r JOIN leads l ON lower(l.email) = r.email
         WHERE r.problem IS NULL AND r.joins IS NULL AND r.email = ANY ($3)
           AND l.client_id = $1 AND l.synthetic = $2 AND l.merged_into IS NULL AND (r.inn IS NULL OR l.inn IS NULL)
         ORDER BY r.row_number, l.id`,
        [this.scope.clientId, this.scope.synthetic, own],
      ),
      'same_email',
    );
  }

  /** Each row goes to the first lead whose name is compatible, and whose other rows are not of another person. */
  private async matchPairs(pairs: readonly NamePair[], reason: JoinReason): Promise<void> {
    const matches = new Map<number, string>();
    for (const { row, leadId, own, other } of pairs) {
      if (!matches.has(row) && mayBeOne(own, other) && this.isNoOther(leadId, own)) {
        matches.set(row, leadId);
      }
    }
    await this.save(matches, reason);
  }

  private isNoOther(leadId: string, own: NamedBody): boolean {
    const person = personOf(own);
    const people = this.people.get(leadId) ?? [];
    const isNoOther = person === undefined || people.every((one) => one === person || mayBeOnePerson(one, person));
    if (isNoOther && person !== undefined && !people.includes(person)) {
      this.people.set(leadId, [...people, person]);
    }
    return isNoOther;
  }

  private async save(matches: ReadonlyMap<number, string>, reason: JoinReason): Promise<void> {
    await inBatches([...matches], (batch) =>
      this.connection.select(
        `UPDATE ${this.rows} s SET joins = 'lead', join_reason = $3, lead_id = m.lead_id
         FROM unnest($1::int[], $2::bigint[]) AS m (row_number, lead_id) WHERE s.row_number = m.row_number`,
        [batch.map(([row]) => row), batch.map(([, leadId]) => leadId), reason],
      ),
    );
  }

  /** Two rows with different INNs were matched with one lead that has none: it becomes the first one's. */
  private async undoInnConflicts(): Promise<void> {
    await this.connection.select(
      `UPDATE ${this.rows} s SET joins = NULL, lead_id = NULL, join_reason = NULL
       FROM (
         SELECT r.lead_id, (array_agg(r.inn ORDER BY r.row_number))[1] AS inn
         FROM ${this.rows} r JOIN leads l ON l.id = r.lead_id AND l.inn IS NULL
         WHERE r.joins = 'lead' AND r.inn IS NOT NULL
         GROUP BY r.lead_id HAVING count(DISTINCT r.inn) > 1
       ) k
       WHERE s.joins = 'lead' AND s.lead_id = k.lead_id AND s.inn <> k.inn`,
    );
  }
}

/** A name as the rules compare it, of a row, a lead or a branch. */
function nameOf(alias: string): string {
  return `jsonb_build_object('kind', ${alias}.kind, 'name', ${alias}.name, 'nameKey', ${alias}.name_key)`;
}
