import { type Enrichment, enrichmentSchema, type FactChange, factChangeSchema } from '@warmline/contracts';
import type { EnrichmentRecord } from './enrichment.repository.js';
import type { FactChangeRow } from './fact-change.repository.js';

export function presentEnrichment({ settings, errorCode, errorParams, ...record }: EnrichmentRecord): Enrichment {
  const { key, rules, factDay } = settings;
  return enrichmentSchema.parse({
    ...record,
    key,
    rules,
    factDay,
    error: errorCode === null ? null : { code: errorCode, params: errorParams ?? {} },
    createdAt: record.createdAt.toISOString(),
    finishedAt: record.finishedAt?.toISOString() ?? null,
  });
}

export function presentFactChange(row: FactChangeRow): FactChange {
  return factChangeSchema.parse({ ...row, at: row.at.toISOString(), undoneAt: row.undoneAt?.toISOString() ?? null });
}
