import { Injectable } from '@nestjs/common';
import type { ImportCounts, ImportVerdict } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import type { ImportScope } from './import-verdict.repository.js';

export type MergeCounts = Omit<
  ImportCounts,
  'rows' | 'leadsCreated' | 'contacts' | 'phoneCells' | 'phoneCellsParsed'
> & {
  /** Invalid rows by reason. */
  readonly reasons: Record<string, number>;
};

/** Counts of a merge, read inside its transaction. */
@Injectable()
export class ImportCountsRepository {
  constructor(private readonly transaction: Transaction) {}

  async ofMerge(scope: ImportScope): Promise<MergeCounts> {
    const verdicts = await this.verdicts(scope);
    const reasons = await this.transaction.rows<{ reason: string; count: number }>(
      `SELECT reason, count(*)::int AS count FROM import_rows WHERE import_id = $1 AND verdict = 'invalid' GROUP BY reason`,
      [scope.importId],
    );
    return {
      added: verdicts.get('added') ?? 0,
      duplicateInFile: verdicts.get('duplicate_in_file') ?? 0,
      duplicateOfList: verdicts.get('duplicate_of_list') ?? 0,
      sharedNumber: verdicts.get('shared_number') ?? 0,
      invalid: verdicts.get('invalid') ?? 0,
      ...(await this.leads(scope)),
      reasons: Object.fromEntries(reasons.map(({ reason, count }) => [reason, count])),
    };
  }

  private async verdicts({ importId }: ImportScope): Promise<Map<ImportVerdict, number>> {
    const rows = await this.transaction.rows<{ verdict: ImportVerdict; count: number }>(
      'SELECT verdict, count(*)::int AS count FROM import_rows WHERE import_id = $1 GROUP BY verdict',
      [importId],
    );
    return new Map(rows.map(({ verdict, count }) => [verdict, count]));
  }

  private async leads({
    importId,
    clientId,
  }: ImportScope): Promise<Pick<MergeCounts, 'leadsInList' | 'phones' | 'zoneUnknown' | 'suppressed'>> {
    const row = await this.transaction.row<{
      leadsInList: number;
      phones: number;
      zoneUnknown: number;
      suppressed: number;
    }>(
      `SELECT (SELECT count(DISTINCT lead_id)::int FROM import_leads) AS "leadsInList",
              (SELECT count(DISTINCT (i.lead_id, n.e164, n.extension))::int
               FROM import_leads i JOIN import_staging_phones n ON n.import_id = $1 AND n.row_number = i.row_number) AS phones,
              (SELECT count(*)::int FROM (
                 SELECT FROM (SELECT DISTINCT lead_id FROM import_leads) i JOIN phones p ON p.lead_id = i.lead_id AND p.state = 'active'
                 GROUP BY p.lead_id HAVING bool_and(cardinality(p.zones) = 0)) unknown) AS "zoneUnknown",
              (SELECT count(DISTINCT i.lead_id)::int
               FROM import_leads i JOIN import_staging_phones n ON n.import_id = $1 AND n.row_number = i.row_number
               JOIN suppressions x ON x.number_key = n.number_key AND x.lifted_at IS NULL AND x.channel = 'voice'
                AND (x.scope = 'organisation' OR x.client_id = $2)) AS suppressed`,
      [importId, clientId],
    );
    return row ?? { leadsInList: 0, phones: 0, zoneUnknown: 0, suppressed: 0 };
  }
}
