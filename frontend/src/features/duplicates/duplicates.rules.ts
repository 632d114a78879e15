import type { DuplicatePair, LeadCard, MatchReason } from '@warmline/contracts';

/** Odds 2^score : 1 as a share, in whole per cent that never say "certain". */
export function likelihood(score: number): number {
  const share = 1 / (1 + 2 ** -score);
  return Math.min(99, Math.max(1, Math.round(share * 100)));
}

/** The pairs still to be decided here, those put off at the end. */
export function inOrder(
  pairs: readonly DuplicatePair[],
  decided: ReadonlySet<string>,
  later: readonly string[],
): DuplicatePair[] {
  const open = pairs.filter(({ id }) => !decided.has(id));
  const putOff = (pair: DuplicatePair): number => later.indexOf(pair.id);
  return [...open].sort((a, b) => putOff(a) - putOff(b));
}

export const CARD_FIELDS = ['inn', 'phones', 'email', 'site', 'city', 'addresses', 'contacts', 'lists'] as const;
export type CardField = (typeof CARD_FIELDS)[number];

/** The lines a field of a card shows; empty where nothing is known. */
export function linesOf(card: LeadCard, field: CardField, phone: (e164: string) => string): string[] {
  switch (field) {
    case 'phones':
      return card.phones.map(({ e164, extension }) => (extension ? `${phone(e164)} #${extension}` : phone(e164)));
    case 'addresses':
      return card.addresses.map(({ raw }) => raw);
    case 'contacts':
      return card.contacts.map(({ fullName, position }) => (position ? `${fullName}, ${position}` : fullName));
    case 'lists':
      return card.lists.map(({ name }) => name);
    default:
      return card[field] === null ? [] : [card[field]];
  }
}

export type Difference = 'same' | 'differs' | 'one_side';

/** `differs` only where both sides say something and nothing of it agrees. */
export function compareLines(a: readonly string[], b: readonly string[]): Difference {
  if (a.length === 0 || b.length === 0) return 'one_side';
  const key = (line: string): string => line.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  const keys = new Set(a.map(key));
  return b.some((line) => keys.has(key(line))) ? 'same' : 'differs';
}

/** Below it merging is not what the page proposes. */
const PROPOSED_FROM_PERCENT = 90;

export const isMergeProposed = (score: number): boolean => likelihood(score) >= PROPOSED_FROM_PERCENT;

export interface SortedReasons {
  readonly speakFor: readonly MatchReason[];
  readonly speakAgainst: readonly MatchReason[];
}

/** What hardly weighs is left out, and a difference never speaks for one lead: older pairs were written with such. */
export function sortedReasons(reasons: readonly MatchReason[]): SortedReasons {
  const told = distinct(reasons.filter(({ weight }) => Math.abs(weight) >= TOLD_FROM_BITS));
  return {
    speakFor: told.filter(({ kind, weight }) => weight > 0 && kind !== 'different'),
    speakAgainst: told.filter(({ weight }) => weight < 0),
  };
}

const TOLD_FROM_BITS = 0.3;

/** Two columns that say the same in one sentence are one reason. */
function distinct(reasons: readonly MatchReason[]): MatchReason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const key = `${reasonKey(reason)} ${Math.sign(reason.weight)}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Where the sentence of a reason stands in the words of the page. */
export const reasonKey = ({ field, kind }: MatchReason): string => `reason.${field}.${kind}`;
