import { describe, expect, it } from '@jest/globals';
import {
  furtherCount,
  furtherOf,
  furtherText,
  isFiltered,
  isSelected,
  queryOf,
  toggled,
} from './lead-filters.rules.js';

describe('further filters', () => {
  it('go into the address and come back', () => {
    const filters = {
      ...furtherOf({}),
      city: 'Казань',
      field: 'Приоритет',
      value: 'Высокий',
      createdFrom: '2026-01-02',
      untouched: true,
    };
    const address = furtherText(filters);
    expect(address).toEqual({
      city: 'Казань',
      field: 'Приоритет',
      value: 'Высокий',
      created: '2026-01-02..',
      touched: 'never',
    });
    expect(furtherOf(address)).toEqual(filters);
    expect(furtherCount(address)).toBe(4);
  });

  it('leave out what an address spells wrongly, and a value without its field', () => {
    expect(furtherOf({ created: 'вчера..', touched: '..2026-02-03' })).toMatchObject({
      createdFrom: '',
      touchedTo: '2026-02-03',
    });
    expect(furtherText({ ...furtherOf({}), value: 'Высокий' }).value).toBeUndefined();
  });

  it('are asked of the server together with search, chips and list', () => {
    const search = { q: ' вектор ', filter: 'hot-open', list: '7', touched: '2026-01-01..2026-02-01' };
    expect(JSON.parse(JSON.stringify(queryOf(search)))).toEqual({
      q: 'вектор',
      temperature: 'hot',
      stage: 'open',
      listId: '7',
      touchedFrom: '2026-01-01',
      touchedTo: '2026-02-01',
    });
    expect([isFiltered({ open: '1' }), isFiltered(search)]).toEqual([false, true]);
  });
});

describe('a selection', () => {
  it('takes rows in and out, and shrinks from all to the rows on the screen', () => {
    const one = toggled({ kind: 'some', ids: new Set(['1']) }, '2', ['1', '2', '3']);
    expect([isSelected(one, '1'), isSelected(one, '2'), isSelected(one, '3')]).toEqual([true, true, false]);
    const without = toggled({ kind: 'all' }, '2', ['1', '2', '3']);
    expect([isSelected(without, '1'), isSelected(without, '2'), isSelected(without, '9')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
