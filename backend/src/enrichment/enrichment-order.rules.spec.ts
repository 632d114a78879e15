import { describe, expect, it } from '@jest/globals';
import { fieldsToRead, refusalOfOrder, type EnrichmentOrder } from './enrichment-order.rules.js';

const order = (change: Partial<EnrichmentOrder>): EnrichmentOrder => ({
  mapping: ['inn', 'city'],
  key: { kind: 'inn' },
  rules: { fields: {}, custom: {}, phones: 'never' },
  factDay: null,
  ...change,
});

describe('an order to enrich', () => {
  it.each<[string, Partial<EnrichmentOrder>, string | null]>([
    ['is fine with its key among the columns', {}, null],
    ['needs the column of its key', { key: { kind: 'phone' } }, 'enrichment.key_missing'],
    ['needs a column of its own for an own id', { key: { kind: 'own_id', field: 'Код' } }, 'enrichment.key_missing'],
    [
      'needs a day where newer wins',
      { rules: { fields: { city: 'newer_wins' }, custom: {}, phones: 'never' } },
      'enrichment.day_missing',
    ],
    ['does not come from the future', { factDay: { kind: 'day', day: '2026-03-02' } }, 'enrichment.day_in_future'],
    ['may be of today', { factDay: { kind: 'day', day: '2026-03-01' } }, null],
  ])('%s', (_, change, expected) => {
    expect(refusalOfOrder(order(change), '2026-03-01')).toBe(expected);
  });

  it('reads the column of days as dates, whatever the client calls it', () => {
    const text = { name: 'Обновлено', type: 'text' as const, choices: [] };
    expect(fieldsToRead([text], { kind: 'column', name: 'Обновлено' })).toEqual([{ ...text, type: 'date' }]);
    expect(fieldsToRead([text], null)).toEqual([text]);
  });
});
