/** A fact for or against calling, before it is chained. Ids, codes and salted hashes only: it must verify after the people are erased. */
export interface LedgerFact {
  readonly subject: string;
  readonly kind: string;
  readonly numberKey: string | null;
  readonly leadId: string | null;
  readonly listId: string | null;
  readonly campaignId: string | null;
  readonly attemptId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly synthetic: boolean;
  readonly byUserId: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** The text a link of the chain is the hash of: every field, keys in order, preceded by the hash before it (hex, '' for the first). */
export function canonicalFact(fact: LedgerFact, previousHash: string): string {
  return `${previousHash}\n${canonical(fact)}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
