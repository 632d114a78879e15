import type { ScriptDocument } from '@warmline/contracts/call-script';

/**
 * The document as one text that does not depend on the order of its keys: jsonb keeps them in an order of its own,
 * and the digest of a published version must come out the same before and after the database.
 */
export function canonicalJson(document: ScriptDocument): string {
  return JSON.stringify(document, (_key, value: unknown) => sortedKeys(value));
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries);
}
