import type { ListRightToCall, ListValue } from '@warmline/contracts';
import { wilsonInterval } from '../../lib/wilson.rules.js';

/** What one figure of a list is: a count, a part of a whole, or money for one of something. Null: nothing to say yet. */
export type Figure =
  | { readonly kind: 'count'; readonly value: number }
  | { readonly kind: 'share'; readonly part: number; readonly whole: number }
  | { readonly kind: 'money'; readonly minor: number; readonly currency: string }
  | { readonly kind: 'no_price' }
  | null;

/** Which of two lists has the better figure where more (or less) is better. */
export type Better = 'more' | 'less' | null;

export interface FigureLine {
  readonly id: string;
  readonly better: Better;
  readonly of: (value: ListValue, right: ListRightToCall | undefined) => Figure;
}

const count = (value: number): Figure => ({ kind: 'count', value });
const share = (part: number, whole: number): Figure => (whole === 0 ? null : { kind: 'share', part, whole });

/** The price for one of what came of the list; null where none came yet. */
function cost({ price }: ListValue, got: number): Figure {
  if (price === null) return { kind: 'no_price' };
  return got === 0 ? null : { kind: 'money', minor: Math.round(price.minor / got), currency: price.currency };
}

/** The lines of the page in their order. Shares before sums: two lists are seldom of one size. */
export const FIGURES: readonly FigureLine[] = [
  { id: 'leads', better: null, of: (value) => count(value.leads) },
  { id: 'read', better: null, of: ({ rows }) => count(rows.read) },
  { id: 'valid', better: 'more', of: ({ rows }) => share(rows.valid, rows.read) },
  { id: 'added', better: 'more', of: ({ rows }) => share(rows.added, rows.read) },
  { id: 'duplicates', better: 'less', of: ({ rows }) => share(rows.duplicates, rows.read) },
  { id: 'callable', better: 'more', of: (value, right) => (right ? share(right.callable, value.leads) : null) },
  { id: 'called', better: null, of: ({ calls, leads }) => share(calls.leadsCalled, leads) },
  { id: 'badNumbers', better: 'less', of: ({ calls }) => share(calls.numbersBad, calls.numbersDialled) },
  { id: 'reached', better: 'more', of: ({ calls }) => share(calls.reached, calls.leadsCalled) },
  { id: 'decisionMakers', better: 'more', of: ({ calls }) => share(calls.decisionMakers, calls.leadsCalled) },
  { id: 'warm', better: 'more', of: ({ calls }) => share(calls.warm, calls.leadsCalled) },
  { id: 'hot', better: 'more', of: ({ calls }) => share(calls.hot, calls.leadsCalled) },
  {
    id: 'price',
    better: null,
    of: ({ price }) =>
      price === null ? { kind: 'no_price' } : { kind: 'money', minor: price.minor, currency: price.currency },
  },
  { id: 'costPerContact', better: 'less', of: (value) => cost(value, value.calls.reached) },
  { id: 'costPerWarm', better: 'less', of: (value) => cost(value, value.calls.warm) },
  { id: 'costPerHot', better: 'less', of: (value) => cost(value, value.calls.hot) },
];

/** 0 or 1 for the better of two, null where they are alike, not comparable, within each other's chance (95 %), or one says nothing. */
export function betterOf(better: Better, [one, other]: readonly [Figure, Figure]): 0 | 1 | null {
  const [a, b] = [size(one), size(other)];
  if (better === null || a === null || b === null || a === b || !areComparable(one, other)) return null;
  if (one?.kind === 'share' && other?.kind === 'share' && overlap(one, other)) return null;
  return a > b === (better === 'more') ? 0 : 1;
}

type Share = Extract<Figure, { kind: 'share' }>;

function overlap(one: Share, other: Share): boolean {
  const [a, b] = [wilsonInterval(one.part, one.whole), wilsonInterval(other.part, other.whole)];
  return !a || !b || (a.low <= b.high && b.low <= a.high);
}

function areComparable(one: Figure, other: Figure): boolean {
  return one?.kind !== 'money' || other?.kind !== 'money' || one.currency === other.currency;
}

function size(figure: Figure): number | null {
  if (figure === null || figure.kind === 'no_price') return null;
  if (figure.kind === 'share') return figure.part / figure.whole;
  return figure.kind === 'count' ? figure.value : figure.minor;
}
