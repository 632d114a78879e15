import { describe, expect, it } from '@jest/globals';
import { type ExplanationFacts, explainQueue, type QueueGroup } from './queue-explanation.rules.js';

const NOW = new Date('2026-11-23T11:42:00Z');
const at = (iso: string): Date => new Date(iso);
const classes: ExplanationFacts['classes'] = new Map([
  [1, { zones: ['Europe/Moscow'], openness: { open: true, until: at('2026-11-23T15:00:00Z') } }],
  [2, { zones: ['Asia/Omsk'], openness: { open: false, opensAt: at('2026-11-24T03:00:00Z') } }],
  [3, { zones: ['Asia/Irkutsk'], openness: { open: false, opensAt: at('2026-11-24T01:00:00Z') } }],
  [4, { zones: ['Asia/Novosibirsk'], openness: { open: false, opensAt: at('2026-11-24T03:00:00Z') } }],
]);

function group(changes: Partial<QueueGroup>): QueueGroup {
  return { state: 'ready', reason: null, classId: 1, colleagues: false, count: 1, firstDueAt: null, ...changes };
}

const explain = (groups: QueueGroup[], rest: Partial<ExplanationFacts> = {}) =>
  explainQueue({ groups, moments: [], classes, due: [], ...rest }, NOW);

describe('why nothing rings', () => {
  it('counts every place once, ready or under one reason', () => {
    const explanation = explain(
      [
        group({ count: 100 }),
        group({ state: 'claimed', count: 2 }),
        group({ state: 'wrap_up', count: 1 }),
        group({ state: 'blocked', reason: 'suppressed', count: 12 }),
        group({ state: 'blocked', reason: 'zone_unknown', classId: null, count: 40 }),
        group({ state: 'finished', reason: 'order', count: 5 }),
        group({ state: 'cooling', count: 7, firstDueAt: at('2026-11-23T12:25:00Z') }),
        group({ state: 'cooling', reason: 'caps_reached', count: 3, firstDueAt: at('2026-11-24T08:00:00Z') }),
        group({ state: 'callback', count: 4, firstDueAt: at('2026-11-23T13:00:00Z') }),
        group({ state: 'callback', colleagues: true, count: 6, firstDueAt: at('2026-11-23T14:00:00Z') }),
      ],
      { moments: [{ reason: 'number_busy', classId: 1, count: 10, until: at('2026-11-23T11:44:00Z') }] },
    );
    expect(explanation).toMatchObject({ total: 180, ready: 90, nextOpensAt: '2026-11-23T11:44:00.000Z' });
    expect(explanation.waiting.map(({ reason, count }) => [reason, count])).toEqual([
      ['zone_unknown', 40],
      ['suppressed', 12],
      ['number_busy', 10],
      ['cooling', 7],
      ['callback_of_colleague', 6],
      ['finished', 5],
      ['callback_promised', 4],
      ['held_by_operator', 3],
      ['caps_reached', 3],
    ]);
  });

  it('tells hours apart by when they open, each with its zones', () => {
    const explanation = explain([
      group({ classId: 2, count: 300 }),
      group({ classId: 4, count: 12 }),
      group({ classId: 3, count: 547 }),
    ]);
    expect(explanation.ready).toBe(0);
    expect(explanation.waiting).toEqual([
      { reason: 'outside_hours', count: 547, until: '2026-11-24T01:00:00.000Z', zones: ['Asia/Irkutsk'] },
      {
        reason: 'outside_hours',
        count: 312,
        until: '2026-11-24T03:00:00.000Z',
        zones: ['Asia/Novosibirsk', 'Asia/Omsk'],
      },
    ]);
    expect(explanation.opens).toEqual([
      { at: '2026-11-24T01:00:00.000Z', count: 547 },
      { at: '2026-11-24T03:00:00.000Z', count: 312 },
    ]);
    expect(explanation.nextOpensAt).toBe('2026-11-24T01:00:00.000Z');
  });

  it('adds what comes due to the openings, in order', () => {
    const due = [{ at: at('2026-11-23T12:00:00Z'), count: 9 }];
    expect(explain([group({ classId: 3, count: 2 })], { due }).opens).toEqual([
      { at: '2026-11-23T12:00:00.000Z', count: 9 },
      { at: '2026-11-24T01:00:00.000Z', count: 2 },
    ]);
  });

  it('keeps what a colleague promised from this operator even when it is due', () => {
    const explanation = explain([group({ colleagues: true, count: 3 })]);
    expect(explanation).toMatchObject({ ready: 0, waiting: [{ reason: 'callback_of_colleague', count: 3 }] });
  });

  it('says nothing opens when only a changed fact helps', () => {
    expect(explain([group({ state: 'blocked', reason: 'no_phone', classId: null })]).nextOpensAt).toBeNull();
    expect(explain([])).toEqual({
      at: NOW.toISOString(),
      total: 0,
      ready: 0,
      waiting: [],
      opens: [],
      nextOpensAt: null,
    });
  });
});
