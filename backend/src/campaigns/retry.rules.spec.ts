import { describe, expect, it } from '@jest/globals';
import type { DispositionEffect } from '@warmline/contracts';
import { defaultPolicy } from './default-policy.rules.js';
import { afterResult, type RetryFacts } from './retry.rules.js';

/** Monday 11:00 in Moscow. */
const NOW = new Date('2026-11-23T08:00:00Z');
const inMinutes = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const effect = (changes: Partial<DispositionEffect> = {}): DispositionEffect => ({
  reached: false,
  decisionMaker: false,
  phone: 'keep',
  queue: 'retry',
  suppress: false,
  ...changes,
});

function facts(changes: Partial<RetryFacts> = {}): RetryFacts {
  return {
    policy: defaultPolicy('b2b'),
    code: 'busy',
    effect: effect(),
    triesByCode: { [changes.code ?? 'busy']: 1 },
    tries: 1,
    now: NOW,
    zones: ['Europe/Moscow'],
    otherPhones: 0,
    callback: null,
    ...changes,
  };
}

describe('after a result', () => {
  it('busy is tried again in half an hour, twice', () => {
    expect(afterResult(facts())).toEqual({ kind: 'retry', notBefore: inMinutes(30) });
    expect(afterResult(facts({ triesByCode: { busy: 2 }, tries: 2 }))).toEqual({
      kind: 'retry',
      notBefore: inMinutes(30),
    });
  });

  it('busy a third time waits for another part of another day', () => {
    // A day later it would be the same morning again, so it waits for midday.
    expect(afterResult(facts({ triesByCode: { busy: 3 }, tries: 3 }))).toEqual({
      kind: 'retry',
      notBefore: new Date('2026-11-24T09:00:00Z'),
    });
  });

  it('no answer is tried again after three hours, in another part of the day', () => {
    const morning = facts({ code: 'no_answer', now: new Date('2026-11-23T06:00:00Z') });
    expect(afterResult(morning)).toEqual({ kind: 'retry', notBefore: new Date('2026-11-23T09:00:00Z') });
    const late = facts({ code: 'no_answer', now: new Date('2026-11-23T13:00:00Z') });
    expect(afterResult(late)).toEqual({ kind: 'retry', notBefore: new Date('2026-11-23T21:00:00Z') });
    const early = facts({ code: 'no_answer', now: new Date('2026-11-23T05:30:00Z') });
    expect(afterResult(early)).toEqual({ kind: 'retry', notBefore: new Date('2026-11-23T09:00:00Z') });
  });

  it('a number of unknown zone is tried after the delay alone', () => {
    expect(afterResult(facts({ code: 'no_answer', zones: [] }))).toEqual({ kind: 'retry', notBefore: inMinutes(180) });
  });

  it('rules used up lead to the next number, then to the end', () => {
    const spent = { code: 'no_answer', triesByCode: { no_answer: 7 }, tries: 7 };
    expect(afterResult(facts({ ...spent, otherPhones: 1 }))).toEqual({ kind: 'next_phone', notBefore: NOW });
    expect(afterResult(facts(spent))).toEqual({ kind: 'finished', reason: 'tries_used_up' });
  });

  it('tries of the lead used up end it whatever the rule says', () => {
    expect(afterResult(facts({ tries: 10, otherPhones: 2 }))).toEqual({ kind: 'finished', reason: 'tries_used_up' });
  });

  it('a wrong number leads to the next one, else a new one is needed', () => {
    const wrong = {
      code: 'number_changed_hands',
      effect: effect({ reached: true, phone: 'retire', queue: 'next_phone' }),
    };
    expect(afterResult(facts({ ...wrong, otherPhones: 1 }))).toEqual({ kind: 'next_phone', notBefore: NOW });
    expect(afterResult(facts(wrong))).toEqual({ kind: 'finished', reason: 'needs_new_number' });
  });

  it('a promise goes before a retry and before the end of the matter', () => {
    const callback = { dueAt: new Date('2026-11-24T08:00:00Z') };
    for (const queue of ['finish', 'retry', 'callback', 'next_phone'] as const) {
      expect(afterResult(facts({ effect: effect({ queue }), callback }))).toEqual({
        kind: 'callback',
        dueAt: callback.dueAt,
      });
    }
  });

  it('an opt-out or a closed company ends it, whatever was promised', () => {
    const callback = { dueAt: new Date('2026-11-24T08:00:00Z') };
    expect(
      afterResult(facts({ code: 'do_not_call', effect: effect({ suppress: true, queue: 'finish' }), callback })),
    ).toEqual({
      kind: 'finished',
      reason: 'do_not_call',
    });
    expect(
      afterResult(facts({ code: 'company_closed', effect: effect({ stage: 'closed', queue: 'finish' }), callback })),
    ).toEqual({
      kind: 'finished',
      reason: 'company_closed',
    });
  });

  it('"call later" without a time is tried by its rule', () => {
    const later = facts({ code: 'call_later', effect: effect({ reached: true, queue: 'callback' }) });
    expect(afterResult(later)).toEqual({ kind: 'retry', notBefore: inMinutes(1440) });
  });

  it('a result without a rule takes the default', () => {
    expect(afterResult(facts({ code: 'own_result', triesByCode: { own_result: 1 } }))).toMatchObject({ kind: 'retry' });
    expect(afterResult(facts({ code: 'own_result', triesByCode: { own_result: 3 } }))).toMatchObject({
      kind: 'finished',
    });
  });
});
