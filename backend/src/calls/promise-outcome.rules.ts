import type { DispositionEffect } from '@warmline/contracts';
import { DAY_MS, MINUTE_MS } from '../compliance/local-time.rules.js';
import { PROMISE_DIALS, PROMISE_REST_MINUTES, reachedFor } from '../compliance/promise.rules.js';

export interface OutcomeFacts {
  readonly promise: { readonly dueAt: Date; readonly phoneId: string; readonly promisedIn: string | null };
  readonly attempt: { readonly id: string; readonly phoneId: string; readonly answeredAt: Date | null };
  readonly effect: DispositionEffect;
  /** The same result promises another time. */
  readonly hasNew: boolean;
}

export type PromiseOutcome =
  | { readonly state: 'kept' | 'late' | 'moved' }
  | { readonly state: 'cancelled'; readonly reason: 'number_wrong' | 'result' }
  /** Nobody was reached, or it was not the promised call: it is still to be kept. */
  | { readonly state: 'open' };

/** What a result makes of the promise that was open when the call was made. The call that made the promise keeps nothing. */
export function outcomeOf({ promise, attempt, effect, hasNew }: OutcomeFacts): PromiseOutcome {
  const isWrong = effect.phone === 'retire' && promise.phoneId === attempt.phoneId;
  if (effect.reached && !isWrong && attempt.answeredAt !== null && promise.promisedIn !== attempt.id) {
    const reached = reachedFor(promise.dueAt, attempt.answeredAt);
    if (reached !== 'early') return { state: reached };
  }
  if (hasNew) return { state: 'moved' };
  if (isWrong) return { state: 'cancelled', reason: 'number_wrong' };
  return endsPromises(effect) ? { state: 'cancelled', reason: 'result' } : { state: 'open' };
}

/** After such a result there is nobody to call back. */
export function endsPromises(effect: DispositionEffect): boolean {
  return effect.suppress || effect.stage === 'closed' || effect.queue === 'finish';
}

/**
 * When an unkept promise is tried again: once more within its grace; null = by the campaign's own rule, like any other try.
 * Before its time nothing was tried: the promise stands as it is.
 */
export function promiseRetryAt(dials: number, now: Date): Date | null {
  return dials < PROMISE_DIALS ? new Date(now.getTime() + PROMISE_REST_MINUTES * MINUTE_MS) : null;
}

/** Not kept within a day of its time. */
export const BROKEN_AFTER_MS = DAY_MS;
