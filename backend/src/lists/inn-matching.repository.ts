import type { BranchChoice } from '@warmline/contracts';
import { inBatches, type JudgingConnection } from './judging-connection.repository.js';
import { BodiesOfInn, type InnBody } from './same-inn.rules.js';

interface InnRow {
  readonly row: number;
  readonly inn: string;
  readonly body: InnBody;
}

interface InnLead {
  readonly leadId: string;
  readonly inn: string;
  readonly body: InnBody;
}

/** Matches rows with the leads of their INN: which of them, or none, as the marketer chose. */
export class InnMatching {
  constructor(
    private readonly connection: JudgingConnection,
    private readonly rows: string,
    private readonly scope: { readonly clientId: string; readonly synthetic: boolean; readonly branches: BranchChoice },
  ) {}

  async run(): Promise<void> {
    if (this.scope.branches !== 'lead_each') {
      await this.matchSameName();
    }
    const rows = await this.unmatched();
    if (rows.length > 0) {
      await this.matchBodies(rows, await this.leadsOf([...new Set(rows.map(({ inn }) => inn))]));
    }
  }

  /** Nearly all: the name is the same, or it is one lead whatever the name. */
  private async matchSameName(): Promise<void> {
    const isOneLead = this.scope.branches === 'one_lead';
    await this.connection.select(
      `UPDATE ${this.rows} s SET joins = 'lead', join_reason = 'same_inn', lead_id = m.lead_id
       FROM (
         SELECT DISTINCT ON (r.row_number) r.row_number, l.id AS lead_id
         FROM ${this.rows} r
         JOIN leads l ON l.client_id = $1 AND l.inn = r.inn AND l.merged_into IS NULL AND l.synthetic = $2
         WHERE r.problem IS NULL AND r.inn IS NOT NULL ${isOneLead ? '' : 'AND l.name_key = r.name_key'}
         ORDER BY r.row_number, l.name_key = r.name_key DESC, l.id
       ) m
       WHERE s.row_number = m.row_number`,
      [this.scope.clientId, this.scope.synthetic],
    );
  }

  private async unmatched(): Promise<InnRow[]> {
    return this.connection.select<InnRow>(
      `SELECT r.row_number AS row, r.inn, ${bodyOf('r')} AS body FROM ${this.rows} r
       WHERE r.problem IS NULL AND r.joins IS NULL AND r.inn IS NOT NULL
         AND EXISTS (SELECT FROM leads l WHERE l.client_id = $1 AND l.inn = r.inn AND l.merged_into IS NULL AND l.synthetic = $2)
       ORDER BY r.row_number`,
      [this.scope.clientId, this.scope.synthetic],
    );
  }

  /** Leads of these INNs and their branches, a lead before its branches. */
  private async leadsOf(inns: readonly string[]): Promise<InnLead[]> {
    const address = '(SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id LIMIT 1)';
    return this.connection.select<InnLead>(
      `SELECT l.id::text AS "leadId", l.inn, x.body FROM leads l
       CROSS JOIN LATERAL (
         SELECT 0::bigint AS id, ${bodyOf('l', address)} AS body
         UNION ALL SELECT b.id, ${bodyOf('b', 'b.address', 'l.kind')} FROM lead_branches b WHERE b.lead_id = l.id) x
       WHERE l.client_id = $1 AND l.inn = ANY ($3) AND l.merged_into IS NULL AND l.synthetic = $2
       ORDER BY l.id, x.id`,
      [this.scope.clientId, this.scope.synthetic, inns],
    );
  }

  private async matchBodies(rows: readonly InnRow[], leads: readonly InnLead[]): Promise<void> {
    const byInn = new Map<string, BodiesOfInn<string>>();
    for (const { leadId, inn, body } of leads) {
      const bodies = byInn.get(inn) ?? new BodiesOfInn<string>(this.scope.branches);
      byInn.set(inn, bodies);
      bodies.add(body, leadId);
    }
    const found = rows.map(({ row, inn, body }) => ({ row, leadId: byInn.get(inn)?.find(body) ?? null }));
    await inBatches(found, (batch) =>
      this.connection.select(
        `UPDATE ${this.rows} s SET lead_id = m.lead_id, joins = CASE WHEN m.lead_id IS NOT NULL THEN 'lead' END,
                join_reason = CASE WHEN m.lead_id IS NOT NULL THEN 'same_inn' END, shares_inn = true
         FROM unnest($1::int[], $2::bigint[]) AS m (row_number, lead_id) WHERE s.row_number = m.row_number`,
        [batch.map(({ row }) => row), batch.map(({ leadId }) => leadId)],
      ),
    );
  }
}

/** What rows of one INN are told apart by, of a row, a lead or a branch. */
export function bodyOf(alias: string, address = `${alias}.address`, kind = `${alias}.kind`): string {
  return `jsonb_build_object('kind', ${kind}, 'name', ${alias}.name, 'nameKey', ${alias}.name_key, 'legalName', ${alias}.legal_name,
    'kpp', ${alias}.kpp, 'city', ${alias}.city, 'address', ${address})`;
}
