import { MINUTE_MS } from './local-time.rules.js';

/** A promise may be kept from so long before its time. */
export const PROMISE_EARLY_MINUTES = 5;
/** A person reached up to so long after the time was called back as promised; later is late. */
export const PROMISE_GRACE_MINUTES = 15;
/** So many dials for one promise are free of our own caps: the promised call, and one more when it was not answered. */
export const PROMISE_DIALS = 2;
/** After an unanswered promised call the second follows so much later: within the grace. */
export const PROMISE_REST_MINUTES = 8;
/** Nothing is promised further ahead: lists, sources and people do not last longer. */
export const PROMISE_HORIZON_DAYS = 180;

/** An open promise to the person of a lead or on its number, as the right to call sees it. */
export interface OpenPromise {
  readonly campaignId: string;
  /** Made to this very lead; else to another one with the same number. */
  readonly isOwnLead: boolean;
  readonly dueAt: Date;
  /** Dials made for it so far, the one that asks left out. */
  readonly dials: number;
}

export type PromiseStanding = 'none' | 'waits' | 'due' | 'frees';

/**
 * What the open promises mean for a call of this campaign now. `waits`: the person is rung because of a promise or not at all.
 * `due`: this campaign's promise has come to its time. `frees`: our own caps do not bind the call either.
 */
export function promiseStanding(
  promises: readonly OpenPromise[],
  { campaignId, now }: { readonly campaignId: string; readonly now: Date },
): PromiseStanding {
  const latest = now.getTime() + PROMISE_EARLY_MINUTES * MINUTE_MS;
  const due = promises.filter(
    (promise) => promise.isOwnLead && promise.campaignId === campaignId && promise.dueAt.getTime() <= latest,
  );
  if (due.some(({ dials }) => dials < PROMISE_DIALS)) return 'frees';
  if (due.length > 0) return 'due';
  return promises.length > 0 ? 'waits' : 'none';
}

/** How a promise stands whose person was reached at that instant. `early`: it was another call, the promise is still to be kept. */
export function reachedFor(dueAt: Date, answeredAt: Date): 'early' | 'kept' | 'late' {
  const minutes = (answeredAt.getTime() - dueAt.getTime()) / MINUTE_MS;
  if (minutes < -PROMISE_EARLY_MINUTES) return 'early';
  return minutes <= PROMISE_GRACE_MINUTES ? 'kept' : 'late';
}
