import type { Role } from '@warmline/contracts';

/** What people take with them: cards opened, rows of lists read, files, leads looked at and skipped. */
export const TAKINGS = ['cards', 'rows', 'exports', 'skips'] as const;
export type Taking = (typeof TAKINGS)[number];

/** Within `minutes`: from `slow` on each further one waits, from `stop` on it is refused until enough of them are past. */
export interface TakingLimit {
  readonly minutes: number;
  readonly slow: number;
  readonly stop: number;
}

/** So long each further one waits once work does not explain it any more. */
export const SLOWED_MS = 1_000;

/**
 * A person who works opens a card or two a minute and pages through a few thousand rows an hour at most; a loop takes that in a second.
 * An operator is given cards by the queue and opens none.
 */
const LIMITS: Record<Taking, TakingLimit> = {
  cards: { minutes: 10, slow: 150, stop: 450 },
  rows: { minutes: 10, slow: 10_000, stop: 30_000 },
  exports: { minutes: 1, slow: 10, stop: 15 },
  skips: { minutes: 10, slow: 40, stop: 120 },
};
const OF_OPERATORS: Partial<Record<Taking, TakingLimit>> = {
  cards: { minutes: 10, slow: 40, stop: 120 },
  rows: { minutes: 10, slow: 2_000, stop: 6_000 },
};

export function limitOf(taking: Taking, role: Role): TakingLimit {
  return ((role === 'operator' || role === 'observer') && OF_OPERATORS[taking]) || LIMITS[taking];
}

export type Pace = 'free' | 'slow' | 'stop';

/** `used`: what was taken within the limit's minutes, before this one. */
export function paceAt(used: number, { slow, stop }: TakingLimit): Pace {
  return used >= stop ? 'stop' : used >= slow ? 'slow' : 'free';
}
