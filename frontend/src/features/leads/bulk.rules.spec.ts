import { describe, expect, it } from '@jest/globals';
import { changeOf, EMPTY_DRAFT, isOpen, mayUndo, shareDone } from './bulk.rules.js';

describe('a change of many leads', () => {
  it('is asked for once it is whole', () => {
    expect(changeOf('add_to_list', EMPTY_DRAFT)).toBeUndefined();
    expect(changeOf('add_to_list', { ...EMPTY_DRAFT, listId: '7' })).toEqual({ kind: 'add_to_list', listId: '7' });
    expect(changeOf('set_field', { ...EMPTY_DRAFT, value: ' Мебель ' })).toEqual({
      kind: 'set_field',
      field: 'industry',
      value: 'Мебель',
    });
    expect(changeOf('set_own_field', { ...EMPTY_DRAFT, name: 'Приоритет' })).toEqual({
      kind: 'set_own_field',
      name: 'Приоритет',
      value: null,
    });
    expect([changeOf('suppress', EMPTY_DRAFT), changeOf('close', { ...EMPTY_DRAFT, reason: 'ликвидирована' })]).toEqual(
      [undefined, { kind: 'close', reason: 'ликвидирована' }],
    );
  });

  it('shows how far it is, forth and back', () => {
    const counts = { selected: 200, done: 50, changed: 40, undone: 0, kept: 0 };
    expect(shareDone({ ...counts, state: 'selecting' })).toBe(0);
    expect(shareDone({ ...counts, state: 'running' })).toBe(0.25);
    expect(shareDone({ ...counts, state: 'undoing', undone: 10, kept: 10 })).toBe(0.5);
    expect([isOpen({ state: 'undoing' }), isOpen({ state: 'done' })]).toEqual([true, false]);
    expect([mayUndo({ state: 'done', changed: 0 }), mayUndo({ state: 'cancelled', changed: 1 })]).toEqual([
      false,
      true,
    ]);
  });
});
