import { Injectable } from '@nestjs/common';
import type { EnrichmentCounts } from '@warmline/contracts';
import { Transaction } from '../kernel/transaction.js';
import { stagedRows } from './enrichment-staging.repository.js';
import type { EnrichmentRecord } from './enrichment.repository.js';
import { FactPlanning } from './fact-planning.repository.js';
import { KeyMatching } from './key-matching.repository.js';

/**
 * Says of every staged row what it would change, set by set, in the caller's transaction: rows and planned changes are logged tables,
 * so that the yes needs the file no more. Nothing of a lead is touched.
 */
@Injectable()
export class EnrichmentJudging {
  constructor(
    private readonly transaction: Transaction,
    private readonly matching: KeyMatching,
    private readonly planning: FactPlanning,
  ) {}

  /** `today` and `zone` are the organisation's. */
  async judge(record: EnrichmentRecord, readingId: string, today: string, zone: string): Promise<EnrichmentCounts> {
    const rows = stagedRows(readingId);
    await this.run(`ANALYZE ${rows}`);
    await this.matching.match(record, rows, today);
    await this.planning.plan(record, rows, zone);
    await this.giveVerdicts(record.id);
    // The yes may come at once, and nobody else counts these tables before.
    await this.run('ANALYZE fact_changes, enrichment_rows');
    return this.count(record.id);
  }

  private async giveVerdicts(id: string): Promise<void> {
    await this.run(
      `WITH differs AS (
         SELECT w.row_number, bool_or(c.id IS NULL) AS is_ours_kept FROM wanted w
         LEFT JOIN fact_changes c ON c.enrichment_id = $1 AND c.lead_id = w.lead_id AND c.kind = w.kind AND c.field = w.field
         WHERE w.value IS DISTINCT FROM w.ours GROUP BY w.row_number
       ), changing AS (SELECT DISTINCT row_number FROM fact_changes WHERE enrichment_id = $1)
       INSERT INTO enrichment_rows (enrichment_id, row_number, verdict, reason, params, lead_id)
       SELECT $1, j.row_number,
         CASE WHEN j.problem IS NOT NULL THEN 'invalid' WHEN j.leads IS NULL THEN 'not_found' WHEN cardinality(j.leads) > 1 THEN 'ambiguous'
           WHEN g.row_number IS NOT NULL THEN 'changes' ELSE 'unchanged' END,
         CASE WHEN j.problem IS NOT NULL THEN j.problem
           WHEN j.lead_id IS NOT NULL AND g.row_number IS NULL AND d.row_number IS NOT NULL
             THEN CASE WHEN d.is_ours_kept THEN 'ours_kept' ELSE 'repeated_in_file' END END,
         CASE WHEN j.problem = 'value_invalid' THEN j.params
           WHEN j.problem IS NULL AND cardinality(j.leads) > 1 THEN jsonb_build_object('leads', cardinality(j.leads)) END,
         j.lead_id
       FROM judged j LEFT JOIN changing g USING (row_number) LEFT JOIN differs d USING (row_number)`,
      [id],
    );
  }

  private async count(id: string): Promise<EnrichmentCounts> {
    const verdicts = await this.transaction.rows<{ verdict: string; reason: string | null; count: number }>(
      `SELECT verdict, reason, count(*)::int AS count FROM enrichment_rows WHERE enrichment_id = $1 GROUP BY 1, 2`,
      [id],
    );
    const changes = await this.transaction.rows<{ name: string; count: number }>(
      `SELECT CASE kind WHEN 'custom' THEN 'custom:' || field WHEN 'phone' THEN 'phone' ELSE field END AS name, count(*)::int AS count
       FROM fact_changes WHERE enrichment_id = $1 GROUP BY 1`,
      [id],
    );
    const [leads] = await this.transaction.rows<{ count: number }>(
      'SELECT count(DISTINCT lead_id)::int AS count FROM fact_changes WHERE enrichment_id = $1',
      [id],
    );
    const of = (verdict: string | null) => total(verdicts.filter((one) => verdict === null || one.verdict === verdict));
    const reasons = verdicts.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count] as const]));
    const phones = changes.find(({ name }) => name === 'phone')?.count ?? 0;
    return {
      rows: of(null),
      changes: of('changes'),
      unchanged: of('unchanged'),
      notFound: of('not_found'),
      ambiguous: of('ambiguous'),
      invalid: of('invalid'),
      leads: leads?.count ?? 0,
      facts: total(changes) - phones,
      phones,
      byField: Object.fromEntries(changes.map(({ name, count }) => [name, count])),
      reasons: Object.fromEntries(reasons),
    };
  }

  private async run(sql: string, parameters: unknown[] = []): Promise<void> {
    await this.transaction.manager.query(sql, parameters);
  }
}

const total = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((sum, { count }) => sum + count, 0);
