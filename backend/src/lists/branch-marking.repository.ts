import { bodyOf } from './inn-matching.repository.js';
import { inBatches, type JudgingConnection } from './judging-connection.repository.js';
import { branchKind, type InnBody } from './same-inn.rules.js';

/** A joined row beside the lead, or the first row of the lead, that it joined. */
interface JoinedRow {
  readonly row: number;
  readonly own: InnBody;
  readonly lead: InnBody;
  /** Which lead that is. */
  readonly target: string;
  /** The lead was there and has a branch of this name at this place. */
  readonly known: boolean;
}

/** Marks which of the joined rows are branches: another name than their lead's, or its name at another place; `known` = one that is told of again. */
export class BranchMarking {
  constructor(
    private readonly connection: JudgingConnection,
    private readonly rows: string,
  ) {}

  async run(): Promise<void> {
    const seen = new Set<string>();
    const branches = (await this.joined()).flatMap(({ row, own, lead, known, target }) => {
      const kind = branchKind(own, lead);
      const key = JSON.stringify([target, own.nameKey, own.kpp, own.address]);
      const isKnown = known || seen.has(key);
      seen.add(key);
      return kind === null ? [] : [{ row, kind: isKnown ? 'known' : kind }];
    });
    await inBatches(branches, (batch) =>
      this.connection.select(
        `UPDATE ${this.rows} s SET branch = m.kind FROM unnest($1::int[], $2::text[]) AS m (row_number, kind) WHERE s.row_number = m.row_number`,
        [batch.map(({ row }) => row), batch.map(({ kind }) => kind)],
      ),
    );
  }

  /** Rows that differ at all from what they joined. */
  private async joined(): Promise<JoinedRow[]> {
    const differs = (lead: string, address: string) =>
      `(s.name_key <> ${lead}.name_key OR s.kpp <> ${lead}.kpp OR s.city <> ${lead}.city OR s.address <> ${address})`;
    const mainAddress =
      '(SELECT a.raw FROM lead_addresses a WHERE a.lead_id = l.id ORDER BY a.is_main DESC, a.id LIMIT 1)';
    return this.connection.select<JoinedRow>(
      `SELECT s.row_number AS row, ${bodyOf('s')} AS own, ${bodyOf('f')} AS lead, false AS known, 'row' || s.leader AS target
       FROM ${this.rows} s JOIN ${this.rows} f ON f.row_number = s.leader
       WHERE s.joins = 'file' AND ${differs('f', 'f.address')}
       UNION ALL
       SELECT s.row_number, ${bodyOf('s')}, ${bodyOf('l', mainAddress)},
              EXISTS (SELECT FROM lead_branches b WHERE b.lead_id = l.id AND ${SAME_BRANCH}), 'lead' || l.id
       FROM ${this.rows} s JOIN leads l ON l.id = s.lead_id
       WHERE s.joins = 'lead' AND ${differs('l', mainAddress)}
       ORDER BY 1`,
    );
  }
}

/** Of branch `b` and row `s`: the branch is what the row tells of. */
export const SAME_BRANCH = `b.name_key = s.name_key AND b.kpp IS NOT DISTINCT FROM s.kpp AND b.address IS NOT DISTINCT FROM s.address`;
