import type { ColumnMapping, EnrichmentKey, EnrichmentRules, FactDay, TypedField } from '@warmline/contracts';
import type { ErrorCode } from '@warmline/contracts';

export interface EnrichmentOrder {
  readonly mapping: ColumnMapping;
  readonly key: EnrichmentKey;
  readonly rules: EnrichmentRules;
  readonly factDay: FactDay | null;
}

/** What can be refused before the file is read; null = nothing. `today` is the organisation's day. */
export function refusalOfOrder({ mapping, key, rules, factDay }: EnrichmentOrder, today: string): ErrorCode | null {
  const column = key.kind === 'own_id' ? ['custom' as const, 'note' as const] : [key.kind];
  if (!column.some((field) => mapping.includes(field))) {
    return 'enrichment.key_missing';
  }
  const chosen = [...Object.values(rules.fields), ...Object.values(rules.custom)];
  if (factDay === null && chosen.includes('newer_wins')) {
    return 'enrichment.day_missing';
  }
  return factDay?.kind === 'day' && factDay.day > today ? 'enrichment.day_in_future' : null;
}

/** The client's typed fields, and the column of days as one of them: the reader brings it into the one form of a date or says that it cannot. */
export function fieldsToRead(fields: readonly TypedField[], factDay: FactDay | null): TypedField[] {
  if (factDay?.kind !== 'column') {
    return [...fields];
  }
  const { name } = factDay;
  return [...fields.filter((field) => field.name !== name), { name, type: 'date', choices: [] }];
}
