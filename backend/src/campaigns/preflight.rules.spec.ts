import { describe, expect, it } from '@jest/globals';
import type { QueueExplanation } from '@warmline/contracts';
import { defaultPolicy } from './default-policy.rules.js';
import { preflightChecks, type PreflightFacts } from './preflight.rules.js';

const queue: QueueExplanation = {
  at: '2026-11-23T08:00:00.000Z',
  total: 10,
  ready: 10,
  waiting: [],
  opens: [],
  nextOpensAt: null,
};
const policy = defaultPolicy('b2b');

function facts(changes: Partial<PreflightFacts> = {}): PreflightFacts {
  return {
    clientName: 'Own',
    purpose: 'advertising',
    policy,
    lists: [{ id: '1', name: 'Form', complete: true }],
    callScript: { name: { ru: 'Упаковка', en: 'Packaging' }, number: 7, ends: ['interested', 'do_not_call'] },
    dispositions: [
      { code: 'interested', suppress: false },
      { code: 'do_not_call', suppress: true },
    ],
    operators: 2,
    countriesWithoutHolidays: [],
    classes: { total: 3, neverOpen: 0 },
    queue,
    ...changes,
  };
}

const waiting = (reason: QueueExplanation['waiting'][number]['reason'], count: number) => ({
  reason,
  count,
  until: null,
  zones: [],
});
const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

describe('preflight', () => {
  it('passes a campaign that lacks nothing, with all nine checks in order', () => {
    const checks = preflightChecks(facts());
    expect(checks.map(({ check, outcome }) => [check, outcome])).toEqual(
      [
        'client_and_purpose',
        'lists',
        'legal_sources',
        'call_script',
        'dispositions',
        'operators',
        'hours',
        'retries',
        'callable_leads',
      ].map((check) => [check, 'passed']),
    );
  });

  it.each<[string, Partial<PreflightFacts>, string, string]>([
    ['no list', { lists: [] }, 'failed', 'lists.none'],
    ['no list whose source could be complete', { lists: [] }, 'failed', 'legal_sources.no_lists'],
    [
      'no complete legal source',
      { lists: [{ id: '1', name: 'A', complete: false }] },
      'failed',
      'legal_sources.none_complete',
    ],
    [
      'one incomplete legal source of two',
      {
        lists: [
          { id: '1', name: 'A', complete: false },
          { id: '2', name: 'B', complete: true },
        ],
      },
      'advice',
      'legal_sources.some_incomplete',
    ],
    ['no call script', { callScript: null }, 'failed', 'call_script.none'],
    [
      'a script that ends with a result not chosen',
      { callScript: { name: { ru: 'П', en: 'P' }, number: 1, ends: ['order'] } },
      'failed',
      'call_script.results_not_chosen',
    ],
    [
      'no way to opt out',
      {
        dispositions: [{ code: 'interested', suppress: false }],
        callScript: { name: { ru: 'П', en: 'P' }, number: 1, ends: ['interested'] },
      },
      'failed',
      'dispositions.no_opt_out',
    ],
    ['nobody to call', { operators: 0 }, 'failed', 'operators.none'],
    ['no hours', { policy: { ...policy, hours: never } }, 'failed', 'hours.never'],
    ['hours that open for nobody', { classes: { total: 2, neverOpen: 2 } }, 'failed', 'hours.never'],
    ['hours that never open for some', { classes: { total: 2, neverOpen: 1 } }, 'advice', 'hours.some_never'],
    ['a country without a calendar', { countriesWithoutHolidays: ['BR'] }, 'advice', 'hours.holidays_unknown'],
    [
      'more a day than in seven',
      { policy: { ...policy, caps: { ...policy.caps, perDay: 9 } } },
      'advice',
      'retries.day_above_week',
    ],
    [
      'a queue of nothing but blocked leads',
      { queue: { ...queue, ready: 0, waiting: [waiting('suppressed', 4), waiting('zone_unknown', 6)] } },
      'failed',
      'callable_leads.none',
    ],
    [
      'some blocked leads',
      { queue: { ...queue, ready: 7, waiting: [waiting('suppressed', 3)] } },
      'advice',
      'callable_leads.some_never',
    ],
  ])('tells of %s', (_, changes, outcome, code) => {
    expect(preflightChecks(facts(changes)).filter((check) => check.outcome !== 'passed')).toEqual(
      expect.arrayContaining([expect.objectContaining({ outcome, code })]),
    );
  });

  it('counts leads that wait for their hours as callable', () => {
    const checks = preflightChecks(facts({ queue: { ...queue, ready: 0, waiting: [waiting('outside_hours', 10)] } }));
    expect(checks.at(-1)).toMatchObject({ outcome: 'passed', params: { now: 0, later: 10, never: 0, total: 10 } });
  });
});
