import { describe, expect, it } from '@jest/globals';
import type { FieldFill } from '@warmline/contracts';
import { FillCounter, sumOfFills } from './field-fill.rules.js';
import { normaliseRow, type NormaliseSettings } from './row-normalise.rules.js';

const SETTINGS: NormaliseSettings = {
  audience: 'b2b',
  country: 'RU',
  areaCode: '812',
  mapping: ['name', 'phone', 'phone', 'inn', 'ignore', 'custom', 'note'],
  headers: ['Название', 'Телефон', 'Телефон 2', 'ИНН', 'Служебное', 'Мест', ' '],
};

function fillOf(rows: readonly string[][]): FieldFill[] {
  const counter = new FillCounter(SETTINGS);
  rows.forEach((cells) => counter.add(cells, normaliseRow(cells, SETTINGS)));
  return counter.counts();
}

describe('how full the fields of a file are', () => {
  it('counts rows per field and per column of its own, and those whose value could be read', () => {
    const fill = fillOf([
      ['Ёж', '', '310-21-81', '7707083893', 'x', '10', ''],
      ['Уж', '12', '', '7707083894', 'x', ' ', 'позвонить'],
      ['Чиж', '310-21-82', '310-21-83'],
    ]);
    expect(fill).toEqual([
      { field: 'name', name: null, filled: 3, usable: 3 },
      { field: 'phone', name: null, filled: 3, usable: 2 },
      { field: 'inn', name: null, filled: 2, usable: 1 },
      { field: 'custom', name: 'Мест', filled: 1, usable: 1 },
      { field: 'note', name: '#7', filled: 1, usable: 1 },
    ]);
  });

  it('adds up the readings of several threads, one of which may not have begun', () => {
    const one = fillOf([['Ёж', '310-21-81']]);
    const two = fillOf([['Уж', '12'], ['']]);
    expect(sumOfFills([one, [], two])[1]).toEqual({ field: 'phone', name: null, filled: 2, usable: 1 });
    expect(sumOfFills([[], []])).toEqual([]);
  });
});
