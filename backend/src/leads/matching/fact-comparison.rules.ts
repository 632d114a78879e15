import type { Agreement, MatchField } from './agreement.rules.js';
import { worthOf } from './contact-comparison.rules.js';
import { factKey, type Fact } from './facts.rules.js';
import type { Frequencies } from './frequencies.rules.js';
import { editDistance } from './letters.rules.js';
import type { MatchRecord } from './match-record.rules.js';

interface FactWorth {
  readonly field: MatchField;
  readonly max: number;
  /** One slip or swap; 0 = no such thing. */
  readonly slip: number;
  readonly differs: number;
}

/** Columns we know nothing of may say the same of half a town (`other`), so they are bounded, and their difference is none. */
const WORTH: Readonly<Record<Fact['kind'], FactWorth>> = {
  birth_date: { field: 'birth_date', max: 12, slip: 6, differs: -4 },
  postcode: { field: 'postcode', max: 5, slip: 2, differs: -1 },
  identifier: { field: 'identifier', max: 14, slip: 7, differs: -3 },
  place: { field: 'fact', max: 3, slip: 2, differs: -1.5 },
  district: { field: 'region', max: 2, slip: 1, differs: -1 },
  other: { field: 'fact', max: 1, slip: 0, differs: 0 },
};
/** However many unknown columns agree, together they are worth no more. */
const OTHER_TOGETHER_MAX = 2;

/** Every custom field that both leads have under one header. */
export function compareFacts(a: MatchRecord, b: MatchRecord, frequencies: Frequencies): Agreement[] {
  let others = 0;
  return a.facts.flatMap((fact) => {
    const other = b.facts.find((candidate) => candidate.label === fact.label && candidate.kind === fact.kind);
    const found = other === undefined ? null : compareFact(fact, other, frequencies);
    if (found === null || found.field !== 'fact') {
      return found ?? [];
    }
    const weight = Math.min(found.weight, OTHER_TOGETHER_MAX - others);
    others += weight;
    return weight > 0 ? { ...found, weight } : [];
  });
}

function compareFact(a: Fact, b: Fact, frequencies: Frequencies): Agreement | null {
  const { field, max, slip, differs } = WORTH[a.kind];
  const both = { field, a: a.value, b: b.value } as const;
  if (a.value === b.value) {
    const share = frequencies.share('fact', factKey(a));
    return { ...both, kind: 'same', weight: worthOf(0.9, share, max) };
  }
  if (slip > 0 && areClose(a, b)) {
    return { ...both, kind: 'close', weight: slip };
  }
  return differs === 0 ? null : { ...both, kind: 'different', weight: differs };
}

/** One slip, or day and month changed over. */
function areClose(a: Fact, b: Fact): boolean {
  const changedOver =
    a.kind === 'birth_date' && a.value === b.value.slice(0, 4) + b.value.slice(6, 8) + b.value.slice(4, 6);
  const slips = a.value.length > 9 ? 2 : 1;
  return changedOver || (a.value.length > 3 && editDistance(a.value, b.value, slips) <= slips);
}
