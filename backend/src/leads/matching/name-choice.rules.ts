import { compareNames, type ComparableName, type NameComparison } from './name-comparison.rules.js';

/** The names a card goes by, taken to pieces. */
export interface CardNames {
  readonly name: ComparableName | null;
  readonly legal: ComparableName | null;
}

const NAMELESS: NameComparison = { likeness: 'different', weight: 0, contradicts: false, isOtherTrade: false };
/** Halls of a chain have one short name; their full names say which. */
const OTHER_FULL_NAME = -4;

/**
 * How two cards agree by name. The short name of one may be the full name of the other, but a common founder in the full names does not
 * outweigh short names that contradict each other.
 */
export function compareCardNames(a: CardNames, b: CardNames): NameComparison {
  const short = compared(a.name, b.name);
  const full = compared(a.legal, b.legal);
  const crossed = [compared(a.name, b.legal), compared(a.legal, b.name)].filter((name) => name !== null);
  if (short === null) {
    return best([full, ...crossed]) ?? NAMELESS;
  }
  if (short.contradicts) {
    const isOneFounder = full !== null && isWhole(full);
    return isOneFounder ? short : (best([short, ...crossed.filter(isWhole)]) ?? short);
  }
  const found = short.likeness === 'same' ? short : (best([short, ...crossed]) ?? short);
  return full?.contradicts === true
    ? { ...found, weight: found.weight + OTHER_FULL_NAME }
    : (best([found, full]) ?? found);
}

function isWhole({ likeness }: NameComparison): boolean {
  return likeness === 'same' || likeness === 'close';
}

function compared(a: ComparableName | null, b: ComparableName | null): NameComparison | null {
  return a === null || b === null ? null : compareNames(a, b);
}

function best(names: readonly (NameComparison | null)[]): NameComparison | null {
  return names.reduce(
    (most, name) => (name !== null && (most === null || name.weight > most.weight) ? name : most),
    null,
  );
}
